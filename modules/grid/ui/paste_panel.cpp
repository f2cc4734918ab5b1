// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/paste_panel.h"

#include "grid/ui/grid_words.h"
#include "widgets/button.h"
#include "widgets/human.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

PastePanel::PastePanel(QWidget *parent)
    : QWidget(parent)
    , m_summary(new TextLabel(TextSize::Body, TextWeight::SemiBold))
    , m_list(new QListWidget)
    , m_doubtful(new QCheckBox)
    , m_go(new Button(ButtonKind::Primary))
    , m_close(new Button(ButtonKind::Quiet))
{
    setObjectName(u"pastePanel"_s);
    m_summary->setObjectName(u"pasteSummary"_s);
    m_list->setObjectName(u"pasteRows"_s);
    m_doubtful->setObjectName(u"pasteDoubtful"_s);
    m_go->setObjectName(u"pasteGo"_s);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(false);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_go);
    bottom->addWidget(m_close);
    bottom->addWidget(m_doubtful);
    bottom->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_summary);
    column->addWidget(m_list);
    column->addLayout(bottom);
    connect(m_doubtful, &QCheckBox::toggled, this, &PastePanel::refresh);
    connect(m_go, &QAbstractButton::clicked, this, &PastePanel::go);
    connect(m_close, &QAbstractButton::clicked, this, &PastePanel::closed);
    whenThemed(this, [this] { m_list->setFixedHeight(theme().scaled(160)); });
    whenTranslated(this, [this] {
        m_close->setText(tr("Cancel"));
        m_list->setAccessibleName(tr("Pasted rows"));
        refresh();
    });
}

int PastePanel::chosen() const
{
    return m_rows.count(NewRow::State::Ready) + (m_doubtful->isChecked() ? m_rows.count(NewRow::State::Dirty) : 0);
}

void PastePanel::show(const NewRows &rows)
{
    m_rows = rows;
    m_doubtful->setChecked(false);
    refresh();
    m_go->setFocus();
}

void PastePanel::refresh()
{
    const int ready = m_rows.count(NewRow::State::Ready);
    const int dirty = m_rows.count(NewRow::State::Dirty);
    const int refused = m_rows.count(NewRow::State::Refused);
    QStringList parts{tr("%1 pasted").arg(m_rows.rows.size()), tr("%1 known already").arg(m_rows.count(NewRow::State::Duplicate)),
                      tr("%1 to check").arg(dirty), tr("%1 ready").arg(ready)};
    if (refused > 0)
        parts.append(tr("%1 without a name or number").arg(refused));
    m_summary->setText(parts.join(u" · "_s));
    m_doubtful->setVisible(dirty > 0);
    m_doubtful->setText(tr("Also the %1 to check, as written").arg(dirty));
    m_go->setText(tr("Create %1").arg(chosen()));
    m_go->setEnabled(chosen() > 0);

    m_list->clear();
    const auto word = [](NewRow::State state) {
        switch (state) {
        case NewRow::State::Ready: return tr("Ready");
        case NewRow::State::Duplicate: return tr("Duplicate");
        case NewRow::State::Dirty: return tr("Check");
        case NewRow::State::Refused: break;
        }
        return tr("Not created");
    };
    // What needs a look comes first.
    for (const NewRow::State state : {NewRow::State::Refused, NewRow::State::Duplicate, NewRow::State::Dirty, NewRow::State::Ready}) {
        for (const NewRow &row : m_rows.rows) {
            if (row.state != state)
                continue;
            QStringList reasons;
            for (const Error &reason : row.reasons)
                reasons.append(GridWords::sentence(reason));
            auto *item = new QListWidgetItem(u"%1   %2   %3"_s.arg(word(state), row.title, reasons.join(u' ')));
            item->setToolTip(reasons.join(u'\n'));
            if (state != NewRow::State::Ready)
                item->setForeground(theme().color(state == NewRow::State::Dirty ? ColorToken::Warning : ColorToken::Danger));
            m_list->addItem(item);
        }
    }
}

void PastePanel::go()
{
    QList<QList<Change>> rows;
    for (const NewRow &row : std::as_const(m_rows.rows))
        if (row.state == NewRow::State::Ready || (row.state == NewRow::State::Dirty && m_doubtful->isChecked()))
            rows.append(row.changes);
    if (!rows.isEmpty())
        emit wanted(rows);
}

void PastePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
