// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnostics_page.h"

#include "base/deliver.h"
#include "settings/settings.h"
#include "store/store.h"
#include "widgets/banner.h"
#include "widgets/human.h"
#include "widgets/painting.h"
#include "widgets/tag.h"
#include "widgets/text_label.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QString milliseconds(qint64 us)
{
    return us < 10'000 ? u"%1 ms"_s.arg(double(us) / 1000, 0, 'f', 1) : u"%1 ms"_s.arg(us / 1000);
}

QString measureName(Measure measure)
{
    switch (measure) {
    case Measure::Start:
        return DiagnosticsPage::tr("Start to usable window");
    case Measure::OpenCustomer:
        return DiagnosticsPage::tr("Open a customer");
    case Measure::KeyEcho:
        return DiagnosticsPage::tr("Key pressed to painted");
    case Measure::Search:
        return DiagnosticsPage::tr("Search");
    case Measure::Blocked:
        return DiagnosticsPage::tr("Window not answering");
    }
    return {};
}

} // namespace

// Name, what was measured, what was promised, and whether it was kept, in words.
class DiagnosticsPage::MeasureRow : public QWidget
{
public:
    explicit MeasureRow(Measure measure) : m_measure(measure)
    {
        setAttribute(Qt::WA_StaticContents);
        whenThemed(this, [this] { setFixedHeight(theme().scaled(36)); });
    }

    void show()
    {
        m_summary = speed().summary(m_measure);
        setAccessibleName(measureName(m_measure) + u", "_s + measured() + u", "_s + verdict().text);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tag tag = verdict();
        const QSize size = tagSize(tag.text);
        const int most = theme().scaled(140);
        // The verdict is seen whatever the size of the text: the words before it give way.
        const int room = std::max(0, width() - most - theme().scaled(100));
        const int name = std::min(theme().scaled(220), room * 2 / 5);
        const int value = std::min(theme().scaled(300), room - name);
        paintText(&painter, QRect(0, 0, name, height()), measureName(m_measure), theme().font(), ColorToken::Text);
        paintText(&painter, QRect(name, 0, value, height()), measured(), theme().font(), m_summary.count > 0 ? ColorToken::Text : ColorToken::Text3);
        paintText(&painter, QRect(name + value, 0, most, height()), DiagnosticsPage::tr("at most %1").arg(milliseconds(budgetUs(m_measure))),
                  theme().font(TextSize::Secondary), ColorToken::Text2);
        paintTag(&painter, QRect(QPoint(name + value + most, (height() - size.height()) / 2), size), tag);
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(ColorToken::Border));
    }

private:
    QString measured() const
    {
        if (m_summary.count == 0)
            return m_measure == Measure::Blocked ? DiagnosticsPage::tr("never") : DiagnosticsPage::tr("not measured yet");
        if (m_summary.count == 1)
            return milliseconds(m_summary.lastUs);
        return DiagnosticsPage::tr("%1 of 100: %2 or less, worst %3").arg(95).arg(milliseconds(m_summary.p95Us), milliseconds(m_summary.worstUs));
    }
    Tag verdict() const
    {
        if (m_measure == Measure::Blocked)
            return m_summary.count == 0 ? Tag{DiagnosticsPage::tr("Kept"), Tone::Success} : Tag{DiagnosticsPage::tr("%n time(s)", nullptr, int(m_summary.count)), Tone::Warning};
        if (m_summary.count == 0)
            return {u"–"_s, Tone::Neutral};
        if (m_summary.p95Us > budgetUs(m_measure))
            return {DiagnosticsPage::tr("Too slow"), Tone::Danger};
        return m_summary.over == 0 ? Tag{DiagnosticsPage::tr("Kept"), Tone::Success} : Tag{DiagnosticsPage::tr("%n time(s) slower", nullptr, int(m_summary.over)), Tone::Warning};
    }

    Measure m_measure;
    Speed::Summary m_summary;
};

DiagnosticsPage::DiagnosticsPage(Store &store, const Watchdog *watchdog, const QString &lastRun, QWidget *parent)
    : QWidget(parent), m_store(store), m_watchdog(watchdog), m_lastRun(lastRun), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_crashed(new Banner(Tone::Warning)),
      m_speedTitle(new TextLabel(TextSize::Large, TextWeight::SemiBold)), m_blocksTitle(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_blocks(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_bundleTitle(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_bundleAbout(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_names(new QListWidget),
      m_content(new QPlainTextEdit)
{
    m_names->setObjectName(u"support.parts"_s);
    m_content->setObjectName(u"support.content"_s);
    m_blocks->setObjectName(u"diagnostics.blocks"_s);
    m_about->setWordWrap(true);
    m_blocks->setWordWrap(true);
    m_bundleAbout->setWordWrap(true);
    m_content->setReadOnly(true);
    m_content->setFrameShape(QFrame::NoFrame);
    m_names->setFrameShape(QFrame::NoFrame);
    m_names->viewport()->setAutoFillBackground(false);

    auto *column = new QWidget;
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(24, 20, 24, 24);
    rows->setSpacing(4);
    rows->addWidget(m_title);
    rows->addWidget(m_about);
    rows->addSpacing(8);
    rows->addWidget(m_crashed);
    rows->addSpacing(12);
    rows->addWidget(m_speedTitle);
    for (int i = 0; i < measureCount; ++i) {
        m_rows << new MeasureRow(Measure(i));
        rows->addWidget(m_rows.last());
    }
    rows->addSpacing(16);
    rows->addWidget(m_blocksTitle);
    rows->addWidget(m_blocks);
    rows->addSpacing(16);
    rows->addWidget(m_bundleTitle);
    rows->addWidget(m_bundleAbout);
    rows->addSpacing(4);
    auto *inside = new QHBoxLayout;
    inside->setSpacing(8);
    inside->addWidget(m_names);
    inside->addWidget(m_content, 1);
    rows->addLayout(inside, 1);
    auto *centre = new QWidget;
    auto *across = new QHBoxLayout(centre);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(column, 100);
    across->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(centre);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false); // setWidget() turned it on
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);

    m_soon.setSingleShot(true);
    m_soon.setInterval(500); // a page that shows each key would itself repaint at each key
    connect(&m_soon, &QTimer::timeout, this, &DiagnosticsPage::showMeasures);
    connect(&speed(), &Speed::noted, this, [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    });
    connect(m_names, &QListWidget::currentRowChanged, this, &DiagnosticsPage::showPart);
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this, column] {
        column->setMaximumWidth(theme().scaled(960));
        m_names->setFixedWidth(theme().scaled(160));
        m_content->setMinimumHeight(theme().scaled(240));
        QFont fixed(u"monospace"_s);
        fixed.setStyleHint(QFont::Monospace);
        fixed.setPixelSize(theme().fontPixels(TextSize::Small));
        m_content->setFont(fixed);
    });
}

void DiagnosticsPage::refresh()
{
    showMeasures();
    if (m_collecting)
        return;
    m_collecting = true;
    BundleFacts facts;
    facts.directory = m_store.directory();
    facts.lastRun = m_lastRun;
    if (m_watchdog)
        facts.blocks = m_watchdog->blocks();
    deliver(collectBundle(&m_store, facts), this, [this](const Result<QList<ZipEntry>> &parts) {
        m_collecting = false;
        if (!parts) {
            emit failed(parts.error());
            return;
        }
        m_parts = *parts;
        const int row = std::max(0, m_names->currentRow());
        m_names->clear();
        for (const ZipEntry &part : std::as_const(m_parts))
            m_names->addItem(part.name);
        m_names->setCurrentRow(row);
    });
}

void DiagnosticsPage::showMeasures()
{
    for (MeasureRow *row : std::as_const(m_rows))
        row->show();
    QStringList lines;
    const QList<Block> blocks = m_watchdog ? m_watchdog->blocks() : QList<Block>();
    for (const Block &block : blocks.mid(std::max<qsizetype>(0, blocks.size() - 8)))
        lines.prepend(QString(Human::now().clockTime(block.atMs) + u"  "_s + block.text()));
    m_blocks->setText(!m_watchdog       ? tr("Nobody watches in this run.")
                      : lines.isEmpty() ? tr("Not once in this run longer than 50 ms.")
                                        : lines.join(u'\n'));
}

void DiagnosticsPage::showPart(int row)
{
    m_content->setPlainText(row >= 0 && row < m_parts.size() ? QString::fromUtf8(m_parts[row].content) : QString());
}

Result<> DiagnosticsPage::saveTo(const QString &file)
{
    return saveBundle(m_parts, file, QDateTime::currentDateTime());
}

void DiagnosticsPage::save()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the support bundle"),
                                                      u"kemai-support-%1.zip"_s.arg(QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmm"_s)),
                                                      tr("ZIP archives (*.zip)"));
    if (file.isEmpty())
        return;
    if (const Result<> saved = saveTo(file); !saved)
        emit failed(saved.error());
}

void DiagnosticsPage::retranslate()
{
    const QString contact = settings().text(setting::supportContact);
    m_title->setText(tr("Diagnostics"));
    m_about->setText(contact.isEmpty() ? tr("Version %1").arg(QStringLiteral(KEMAI_VERSION))
                                       : tr("Version %1 · Help: %2").arg(QStringLiteral(KEMAI_VERSION), contact));
    m_crashed->setText(tr("The program ended unexpectedly last time."),
                       tr("What was saved is safe. The bundle below says where it happened; please send it to whoever supports you."));
    m_crashed->setVisible(!m_lastRun.isNull());
    m_speedTitle->setText(tr("Speed of this run"));
    m_blocksTitle->setText(tr("When the window did not answer"));
    m_bundleTitle->setText(tr("Support bundle"));
    m_bundleAbout->setText(tr("Exactly these files are saved, and nothing is sent anywhere. No customer's name, number or text is in them."));
    m_names->setAccessibleName(tr("Files of the bundle"));
    m_content->setAccessibleName(tr("Content of the file"));
    showMeasures();
}

void DiagnosticsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void DiagnosticsPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
