// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * StatusBar: how the data stands (left); how long the last search took, who works here, language and theme (right).
 */
#pragma once

#include "widgets/tokens.h"

#include <QAbstractButton>

namespace kemai {

class StatusChip;
class TextLabel;
class IconButton;

// A word that can be pressed: small and quiet.
class LinkButton : public QAbstractButton
{
    Q_OBJECT

public:
    using QAbstractButton::QAbstractButton;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

class StatusBar : public QWidget
{
    Q_OBJECT

public:
    explicit StatusBar(QWidget *parent = nullptr);

    void setStatus(Tone tone, const QString &text, const QString &details);
    void setNote(const QString &text); // beside the chip: "works offline"
    void setSearchTime(qint64 microseconds); // negative: none yet
    void setUser(const QString &name);

signals:
    void statusPressed();
    void languagePressed();
    void themePressed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    StatusChip *m_chip;
    TextLabel *m_note;
    TextLabel *m_search;
    TextLabel *m_user;
    LinkButton *m_language;
    IconButton *m_theme;
    qint64 m_searchUs = -1;
};

} // namespace kemai
