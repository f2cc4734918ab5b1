// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcut_page.h"

#include "spoken_error.h"
#include "widgets/button.h"
#include "widgets/key_hint.h"
#include "widgets/painting.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QStyledItemDelegate>
#include <QTextDocument>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

class ShortcutDelegate : public QStyledItemDelegate
{
public:
    ShortcutDelegate(const ShortcutModel &model, const ShortcutList &list, QObject *parent)
        : QStyledItemDelegate(parent), m_model(model), m_list(list)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {100, theme().scaled(40)}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ShortcutModel::Row &row = m_model.row(index.row());
        const QRect box = option.rect;
        if (row.id.isEmpty()) {
            paintText(painter, box.adjusted(16, 8, 0, 0), row.title, theme().font(TextSize::Secondary, TextWeight::SemiBold), ColorToken::Text2);
            return;
        }
        paintRowGround(painter, option);
        const int side = theme().scaled(20);
        paintIcon(painter, QRect(box.x() + 16, box.y(), side, box.height()), row.glyph, ColorToken::Text2, side);
        QRect line = box.adjusted(28 + side, 0, -16, 0);
        if (m_list.recording() == row.id) {
            line.setRight(line.right() - paintRight(painter, line, ShortcutList::tr("Press the new key…"), ColorToken::Accent));
        } else {
            for (const QKeySequence &keys : {row.alsoKeys, row.keys}) {
                if (keys.isEmpty())
                    continue;
                const QString text = keyHintText(keys);
                const QSize size = keyHintSize(text);
                paintKeyHint(painter, QRect(QPoint(line.right() - size.width(), line.y() + (line.height() - size.height()) / 2), size), text);
                line.setRight(line.right() - size.width() - 8);
            }
            if (m_list.refused() == row.id)
                line.setRight(line.right() - paintRight(painter, line, m_list.refusal(), ColorToken::Danger));
            else if (row.remapped)
                line.setRight(line.right() - paintRight(painter, line, ShortcutList::tr("Changed"), ColorToken::Text2));
        }
        paintText(painter, line, row.title, theme().font(), ColorToken::Text);
    }

private:
    static int paintRight(QPainter *painter, const QRect &line, const QString &text, ColorToken color)
    {
        const QFont font = theme().font(TextSize::Secondary);
        const int wide = std::min(textWidth(text, font), line.width() * 2 / 3);
        paintText(painter, QRect(line.right() - wide, line.y(), wide, line.height()), text, font, color);
        return wide + 12;
    }

    const ShortcutModel &m_model;
    const ShortcutList &m_list;
};

} // namespace

ShortcutList::ShortcutList(ShortcutModel &model, ActionRegistry &registry, QWidget *parent)
    : QListView(parent), m_model(model), m_registry(registry)
{
    setObjectName(u"shortcuts.list"_s);
    setModel(&model);
    setItemDelegate(new ShortcutDelegate(model, *this, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ShortcutList::record(const QString &id)
{
    m_recording = id;
    m_refused.clear();
    viewport()->update();
}

void ShortcutList::take(const QKeySequence &keys)
{
    const QString id = std::exchange(m_recording, {});
    if (const Result<> done = m_registry.remap(id, keys); !done) {
        m_refused = id;
        m_refusal = spoken(done.error());
        setAccessibleDescription(m_refusal);
    }
    viewport()->update();
}

bool ShortcutList::event(QEvent *event)
{
    // While a key is chosen no action runs by it.
    if (event->type() == QEvent::ShortcutOverride && !m_recording.isEmpty()) {
        event->accept();
        return true;
    }
    return QListView::event(event);
}

void ShortcutList::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex now = currentIndex();
    if (m_recording.isEmpty()) {
        const QString id = now.isValid() ? m_model.row(now.row()).id : QString();
        switch (id.isEmpty() ? 0 : event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_F2:
            record(id);
            return;
        case Qt::Key_Delete:
            m_recording = id;
            take({});
            return;
        case Qt::Key_Backspace:
            m_registry.restore(id);
            return;
        default:
            QListView::keyPressEvent(event);
            return;
        }
    }
    switch (event->key()) {
    case Qt::Key_Escape:
        record({});
        return;
    case Qt::Key_Control:
    case Qt::Key_Shift:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_unknown:
        return; // the key itself follows
    default:
        take(QKeySequence(event->keyCombination()));
    }
}

void ShortcutList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && !m_model.row(index.row()).id.isEmpty())
        record(m_model.row(index.row()).id);
}

void ShortcutList::focusOutEvent(QFocusEvent *event)
{
    record({});
    QListView::focusOutEvent(event);
}

ShortcutPage::ShortcutPage(ActionRegistry &registry, QWidget *parent)
    : QWidget(parent), m_registry(registry), m_model(registry), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_print(new Button), m_restore(new Button),
      m_list(new ShortcutList(m_model, registry))
{
    m_print->setObjectName(u"shortcuts.print"_s);
    m_restore->setObjectName(u"shortcuts.restore"_s);
    m_print->setGlyph(Glyph::Printer);
    m_restore->setGlyph(Glyph::Undo);
    m_about->setWordWrap(true);
    setFocusProxy(m_list);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_about);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 20, 24, 12);
    head->setSpacing(8);
    head->addLayout(words, 1);
    head->addWidget(m_restore, 0, Qt::AlignTop);
    head->addWidget(m_print, 0, Qt::AlignTop);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(head);
    auto *narrow = new QHBoxLayout;
    narrow->setContentsMargins(8, 0, 8, 0);
    narrow->addWidget(m_list, 100);
    narrow->addStretch(1);
    rows->addLayout(narrow, 1);
    connect(m_print, &QAbstractButton::clicked, this, &ShortcutPage::print);
    connect(m_restore, &QAbstractButton::clicked, &registry, &ActionRegistry::restoreDefaults);
    connect(&registry, &ActionRegistry::changed, this, [this] { m_restore->setEnabled(m_registry.isAnyRemapped()); });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] { m_list->setMaximumWidth(theme().scaled(760)); });
    m_restore->setEnabled(registry.isAnyRemapped());
}

void ShortcutPage::filter(const QString &typed)
{
    m_model.setFilter(typed);
}

void ShortcutPage::printTo(QPagedPaintDevice &device) const
{
    QTextDocument document;
    document.setDefaultFont(theme().font());
    document.setHtml(m_model.html());
    document.print(&device);
}

void ShortcutPage::print()
{
    QPrinter printer;
    QPrintDialog dialog(&printer, this);
    dialog.setWindowTitle(tr("Print the shortcuts"));
    if (dialog.exec() == QDialog::Accepted)
        printTo(printer);
}

void ShortcutPage::retranslate()
{
    m_title->setText(tr("Keyboard shortcuts"));
    m_about->setText(tr("Enter changes a key, Delete takes it away, Backspace brings the default back."));
    m_print->setText(tr("Print…"));
    m_restore->setText(tr("Restore defaults"));
    m_list->setAccessibleName(tr("Keyboard shortcuts"));
    m_model.reload();
}

void ShortcutPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
