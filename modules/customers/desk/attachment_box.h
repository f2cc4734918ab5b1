// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * AttachmentBox: a customer's files: put in encrypted beside the store (vault/attachments.h), taken out for a preview or a program.
 *
 * Files are read and sealed on a thread of its own, one after the other, with progress; then the record is committed, so a
 * crash leaves the record with its content or neither. Removing withdraws the record; the content stays, so that undo brings
 * both back. An attachment of more than `largestBytes` is refused. GUI thread; the signals come there.
 *
 * At a desk of an office a file may be another desk's: the box says wanted(), somebody brings it and says arrived() or unavailable(), and what was to
 * be done with it is done then.
 */
#pragma once

#include "store/store.h"
#include "vault/attachments.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace kemai {

// Where the file of an attachment is.
enum class FilePlace : quint8 {
    Here,
    Elsewhere, // at the office, or still at the desk that added it
    Nowhere,   // the record names none: a channel sent none, or this person's role does not read files
};

class AttachmentBox : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 largestBytes = 2'000'000'000;
    static constexpr qint64 largestPreview = 20'000'000;

    explicit AttachmentBox(Store &store, QObject *parent = nullptr);
    ~AttachmentBox() override;

    void setCustomer(const Id &customer) { m_customer = customer; }
    void setAuthor(const Id &author) { m_author = author; }
    void setOffice(bool there) { m_office = there; } // somebody hears wanted()
    bool isWorking() const { return m_waiting > 0; }

public slots:
    void addFiles(const QStringList &files);
    void addContent(const QByteArray &content, const QString &fileName, const QString &mediaType); // a pasted picture
    void cancel(); // what is under way and what waits
    void locate(const QList<kemai::Record> &attachments); // answered by located()
    void arrived(const kemai::Id &attachment);
    void unavailable(const kemai::Id &attachment, const kemai::Error &error);
    void preview(const kemai::Record &attachment);     // answered by previewed()
    void openOutside(const kemai::Record &attachment); // answered by opened(); the clear copy is wiped when the box goes
    void saveAs(const kemai::Record &attachment, const QString &file);

signals:
    void progressed(const QString &fileName, qint64 done, qint64 total);
    void idle(); // nothing waits any more
    void committed(const kemai::Committed &done);
    void previewed(const kemai::Id &attachment, const QByteArray &content);
    void opened(const QString &file); // a clear copy, for a program outside
    void saved(const QString &file);
    void located(const QHash<kemai::Id, kemai::FilePlace> &places);
    void wanted(const kemai::Id &attachment);    // it is not here
    void abandoned(const kemai::Id &attachment); // and not wanted any more
    void unfetched(const kemai::Id &attachment, const kemai::Error &error); // it was wanted, and did not come
    void failed(const kemai::Error &error);

private:
    struct Kept {
        QString fileName;
        QString mediaType;
        qint64 size = 0;
        QByteArray content; // its name in the vault
    };
    // Calls `then` with the content's name in the vault, as soon as it is here.
    using Then = std::function<void(const QByteArray &name)>;
    void withContent(const Record &attachment, Then then);
    void showContent(const Id &attachment, const QByteArray &name);

    void put(std::function<Result<Kept>(const ByteProgress &)> work, const QString &fileName);
    void keep(const Kept &kept, const Id &customer);
    void done();

    Store &m_store;
    Id m_customer;
    Id m_author;
    bool m_office = false;
    QHash<Id, QList<Then>> m_wanted;
    int m_waiting = 0;
    std::atomic<int> m_round = 0; // of cancel(): older work ends
    QThreadPool m_worker;
    std::vector<std::unique_ptr<ViewerCopy>> m_copies;
};

// The type of a file by name and content: image/png.
QString mediaTypeOf(const QString &fileName, const QByteArray &begin);

} // namespace kemai
