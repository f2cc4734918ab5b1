// SPDX-License-Identifier: GPL-3.0-or-later
#include "setting_row.h"

#include "spoken_error.h"
#include "text/pinyin_match.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
bool speaksChinese()
{
    return language().tongue() == Tongue::Chinese;
}
} // namespace

SettingRow::SettingRow(const Setting &setting, Settings &settings, QWidget *parent)
    : QWidget(parent), m_setting(setting), m_settings(settings), m_label(new TextLabel(TextSize::Body, TextWeight::Medium)),
      m_help(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)),
      m_source(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)), m_reset(new IconButton(Glyph::Undo))
{
    m_label->setWordWrap(true);
    m_help->setWordWrap(true);
    makeControl();
    m_control->setObjectName(u"setting."_s + QLatin1StringView(setting.key));
    m_reset->setObjectName(u"reset."_s + QLatin1StringView(setting.key));
    QSizePolicy keepsItsPlace = m_reset->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keepsItsPlace);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 12, 0, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_help, 1, 0);
    grid->addWidget(m_control, 0, 2, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_source, 1, 1, 1, 2, Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(m_reset, 0, 1, Qt::AlignVCenter);
    grid->setColumnStretch(0, 1);
    connect(m_reset, &QAbstractButton::clicked, this, [this] { (void)m_settings.reset(m_setting); });
    connect(&m_settings, &Settings::changed, this, [this](const Setting &changed) {
        if (&changed == &m_setting)
            refresh();
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        if (m_setting.type != SettingType::Switch)
            m_control->setFixedWidth(theme().scaled(200));
    });
}

void SettingRow::makeControl()
{
    switch (m_setting.type) {
    case SettingType::Switch: {
        auto *box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [this](bool on) { choose(on ? u"on"_s : u"off"_s); });
        m_control = box;
        break;
    }
    case SettingType::Number: {
        auto *box = new QSpinBox;
        box->setRange(m_setting.least, m_setting.most);
        box->setSingleStep(m_setting.step);
        box->setKeyboardTracking(false); // a number in the middle of being typed is none
        connect(box, &QSpinBox::valueChanged, this, [this](int value) { choose(QString::number(value)); });
        m_control = box;
        break;
    }
    case SettingType::Choice: {
        auto *box = new QComboBox;
        connect(box, &QComboBox::activated, this, [this, box] { choose(box->currentData().toString()); });
        m_control = box;
        break;
    }
    case SettingType::Text: {
        auto *field = new QLineEdit;
        connect(field, &QLineEdit::editingFinished, this, [this, field] { choose(field->text()); });
        m_control = field;
        break;
    }
    }
    m_control->installEventFilter(this);
}

void SettingRow::choose(const QString &value)
{
    if (m_showing || value == m_settings.text(m_setting))
        return;
    if (const Result<> set = m_settings.set(m_setting, value); !set) {
        refresh();
        m_source->setColor(ColorToken::Danger);
        m_source->setText(spoken(set.error()));
    }
}

void SettingRow::showValue(const QString &value)
{
    m_showing = true;
    if (auto *box = qobject_cast<QCheckBox *>(m_control))
        box->setChecked(value == "on"_L1);
    else if (auto *spin = qobject_cast<QSpinBox *>(m_control))
        spin->setValue(value.toInt());
    else if (auto *choice = qobject_cast<QComboBox *>(m_control))
        choice->setCurrentIndex(choice->findData(value));
    else if (auto *field = qobject_cast<QLineEdit *>(m_control))
        field->setText(value);
    m_showing = false;
}

QString SettingRow::sourceText() const
{
    switch (m_settings.source(m_setting)) {
    case SettingSource::Policy:
        return tr("Set by your organization (%1)").arg(QLatin1StringView(m_setting.policy));
    case SettingSource::Machine:
        return tr("Set for everybody on this computer");
    case SettingSource::User:
        return tr("Set by you");
    case SettingSource::Default:
        break;
    }
    return tr("Default");
}

void SettingRow::refresh()
{
    showValue(m_settings.text(m_setting));
    const bool mine = m_settings.mayChange(m_setting);
    m_control->setEnabled(mine);
    m_source->setColor(mine ? ColorToken::Text3 : ColorToken::Text2);
    m_source->setText(sourceText());
    m_reset->setGlyph(mine ? Glyph::Undo : Glyph::Lock);
    m_reset->setEnabled(mine);
    m_reset->setLabel(mine ? tr("Back to the default: %1").arg(QString::fromUtf16(speaksChinese() ? m_setting.zh : m_setting.en)) : sourceText());
    m_reset->setVisible(m_settings.source(m_setting) != SettingSource::Default);
}

void SettingRow::retranslate()
{
    const QString label = QString::fromUtf16(speaksChinese() ? m_setting.zh : m_setting.en);
    const QString help = QString::fromUtf16(speaksChinese() ? m_setting.helpZh : m_setting.helpEn);
    m_label->setText(label);
    m_help->setText(m_setting.restart ? QString(help + u' ' + tr("From the next start on.")) : help);
    m_control->setAccessibleName(label);
    m_control->setAccessibleDescription(help);
    m_showing = true;
    if (auto *choice = qobject_cast<QComboBox *>(m_control)) {
        choice->clear();
        for (const SettingChoice &one : choicesOf(m_setting))
            choice->addItem(speaksChinese() ? one.zh : one.en, one.name);
    } else if (auto *spin = qobject_cast<QSpinBox *>(m_control)) {
        spin->setSuffix(u' ' + QString::fromUtf16(speaksChinese() ? m_setting.unitZh : m_setting.unitEn));
    }
    m_showing = false;
    refresh();
}

bool SettingRow::matches(const QString &typed) const
{
    for (const char16_t *words : {m_setting.zh, m_setting.en, m_setting.helpZh, m_setting.helpEn})
        if (QStringView(words).contains(typed, Qt::CaseInsensitive))
            return true;
    return typed.isEmpty() || matchPinyin(m_setting.zh, typed, Reading::Ordinary)
           || QLatin1StringView(m_setting.policy).contains(typed, Qt::CaseInsensitive);
}

// The wheel scrolls the page and changes no value on the way.
bool SettingRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_control || event->type() != QEvent::Wheel)
        return QWidget::eventFilter(watched, event);
    event->ignore();
    return true;
}

void SettingRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(ColorToken::Border));
}

} // namespace kemai
