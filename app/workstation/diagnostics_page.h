// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DiagnosticsPage: how fast this run is beside what was promised (U15), when the window could not answer and during what, and
 * the support bundle: what is in it stands here, readable, before the window's button saves it (N20). GUI thread.
 */
#pragma once

#include "speed.h"
#include "support_bundle.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QListWidget;
class QPlainTextEdit;
class QScrollArea;

namespace kemai {

class Banner;
class Store;
class TextLabel;

class DiagnosticsPage : public QWidget
{
    Q_OBJECT

public:
    // The watchdog may be null: then nobody watches.
    DiagnosticsPage(Store &store, const Watchdog *watchdog, const QString &lastRun, QWidget *parent = nullptr);

    bool isSettled() const { return !m_collecting; }
    const QList<ZipEntry> &parts() const { return m_parts; }
    Result<> saveTo(const QString &file);

public slots:
    void refresh();
    void save(); // asks where to

signals:
    void failed(const kemai::Error &error);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();
    void showMeasures();
    void showPart(int row);

    class MeasureRow;
    Store &m_store;
    QPointer<const Watchdog> m_watchdog;
    QString m_lastRun;
    QList<ZipEntry> m_parts;
    bool m_collecting = false;
    QTimer m_soon;
    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_crashed;
    TextLabel *m_speedTitle;
    QList<MeasureRow *> m_rows;
    TextLabel *m_blocksTitle;
    TextLabel *m_blocks;
    TextLabel *m_bundleTitle;
    TextLabel *m_bundleAbout;
    QListWidget *m_names;
    QPlainTextEdit *m_content;
};

} // namespace kemai
