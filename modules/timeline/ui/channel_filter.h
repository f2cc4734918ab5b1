// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ChannelFilter: one chip for all and one for each channel that occurs, with its count; the chips wrap. Several channels may
 * be on; none on means all. The chips stay where they are while counts change, so nothing moves under the pointer.
 */
#pragma once

#include "timeline/timeline.h"

#include <QWidget>

namespace kemai {

class Chip;

class ChannelFilter : public QWidget
{
    Q_OBJECT

public:
    explicit ChannelFilter(QWidget *parent = nullptr);

    void setChannels(const QList<ChannelCount> &counts, qint64 total);
    void setChosen(const QStringList &channels);
    void focusFirst();

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(width, false); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QStringList &channels);
    void left(); // Escape or down: into the list

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retext();
    void toggled(const QString &channel, bool on);
    int place(int width, bool move) const; // the height

    struct Entry {
        QString channel; // empty: all
        qint64 count = 0;
        Chip *chip = nullptr;
    };
    QList<Entry> m_entries;
    QStringList m_chosen;
};

} // namespace kemai
