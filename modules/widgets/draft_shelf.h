// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DraftShelf: where forms and fields lay what is typed and not saved, so that it comes back after a crash (R076, U21).
 *
 * A widget calls keep() with every change of its text: the shelf writes at most once a second and at the latest a second
 * after the last change, and flush() at once. An empty text forgets the draft. A place names field and record
 * ("note/<customer>"). Who builds the window says where drafts are kept; widgets know only this. GUI thread.
 */
#pragma once

#include <QObject>
#include <QStringList>

namespace kemai {

class DraftShelf : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QString text(const QString &place) const = 0; // empty: there is none
    virtual QStringList places() const = 0;               // that hold one, sorted
    virtual void keep(const QString &place, const QString &text) = 0;
    virtual void flush() = 0;

signals:
    void changed(const QString &place); // a draft came or went
    void opened();                      // those of an earlier run have been read
};

} // namespace kemai
