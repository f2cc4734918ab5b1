// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * LogFile: what the program says about itself (qInfo, qWarning ...), in <data>/logs/kemai.log, English, without customer
 * data (base/error.h). Two files of at most 1 MB. How much is said follows the setting support/logLevel. Any thread may
 * log; lines are kept in memory and written by a thread of its own, so that nobody waits for the disk.
 */
#pragma once

#include <QByteArray>
#include <QString>

namespace kemai {

namespace logFile {
void install(const QString &folder); // from now on; again moves it
void followSettings();               // the level, now and when it changes
QByteArray recent();                 // the last 200 kB at most, from memory and file; blocking
QString path();
void flush(); // what is in memory goes to the disk; before the program ends
} // namespace logFile

} // namespace kemai
