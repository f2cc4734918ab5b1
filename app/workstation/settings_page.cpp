// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings_page.h"

#include "setting_row.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/language.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QString groupTitle(SettingGroup group)
{
    switch (group) {
    case SettingGroup::General:
        return SettingsPage::tr("General");
    case SettingGroup::Appearance:
        return SettingsPage::tr("Appearance");
    case SettingGroup::Calls:
        return SettingsPage::tr("Calls");
    case SettingGroup::Privacy:
        return SettingsPage::tr("Privacy and security");
    case SettingGroup::Support:
        return SettingsPage::tr("Support");
    }
    return {};
}

} // namespace

SettingsPage::SettingsPage(Settings &settings, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_scroll(new QScrollArea), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_problems(new Banner(Tone::Warning)),
      m_nothing(new EmptyState(Glyph::Search))
{
    auto *column = new QWidget;
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(24, 20, 24, 24);
    rows->setSpacing(0);
    rows->addWidget(m_title);
    rows->addSpacing(4);
    m_about->setWordWrap(true);
    rows->addWidget(m_about);
    rows->addSpacing(12);
    rows->addWidget(m_problems);
    for (const SettingGroup group : {SettingGroup::General, SettingGroup::Appearance, SettingGroup::Calls, SettingGroup::Privacy,
                                     SettingGroup::Support}) {
        auto *heading = new TextLabel(TextSize::Secondary, TextWeight::SemiBold, ColorToken::Text2);
        heading->setContentsMargins(0, 20, 0, 4);
        rows->addWidget(heading);
        m_headings.append({group, heading});
        for (const Setting *setting : allSettings())
            if (setting->group == group) {
                m_rows << new SettingRow(*setting, settings);
                rows->addWidget(m_rows.last());
            }
    }
    rows->addWidget(m_nothing);
    rows->addStretch(1);
    auto *centre = new QWidget;
    auto *across = new QHBoxLayout(centre);
    across->setContentsMargins(0, 0, 0, 0);
    across->addWidget(column, 100);
    across->addStretch(1);
    m_scroll->setWidget(centre);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false); // setWidget() turned it on
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    whenThemed(this, [column] { column->setMaximumWidth(theme().scaled(800)); });
    whenTranslated(this, [this] { retranslate(); });
    connect(&m_settings, &Settings::changed, this, [this] { retranslate(); });
}

void SettingsPage::filter(const QString &typed)
{
    m_typed = typed.trimmed();
    bool any = false;
    for (const auto &[group, heading] : std::as_const(m_headings)) {
        bool here = false;
        for (SettingRow *row : std::as_const(m_rows))
            if (row->setting().group == group) {
                row->setVisible(row->matches(m_typed));
                here |= row->matches(m_typed);
            }
        heading->setVisible(here);
        any |= here;
    }
    m_nothing->setVisible(!any);
}

void SettingsPage::reveal(const QString &key)
{
    filter({});
    for (SettingRow *row : std::as_const(m_rows)) {
        if (row->setting().key != key.toLatin1())
            continue;
        m_scroll->widget()->layout()->activate();
        m_scroll->ensureWidgetVisible(row, 0, 80);
        row->control()->setFocus(Qt::ShortcutFocusReason);
    }
}

void SettingsPage::retranslate()
{
    m_title->setText(tr("Settings"));
    m_about->setText(tr("Changes apply at once. Your organization's policies come first, then this computer, then you."));
    for (const auto &[group, heading] : std::as_const(m_headings))
        heading->setText(groupTitle(group));
    m_scroll->setAccessibleName(tr("Settings"));
    m_nothing->setText(tr("No setting fits \"%1\".").arg(m_typed), tr("Clear the search to see all of them."));
    const QStringList problems = m_settings.policyProblems();
    m_problems->setVisible(!problems.isEmpty());
    m_problems->setText(tr("Part of the policies was not understood."), tr("The rest applies. %1").arg(problems.join(u"; "_s)));
    filter(m_typed);
}

void SettingsPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai
