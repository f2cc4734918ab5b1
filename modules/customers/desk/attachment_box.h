// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * AttachmentBox: a customer's files: put in encrypted beside the store (vault/attachments.h), taken out for a preview or a program.
 *
 * Files are read and sealed on a thread of its own, one after the other, with progress; then the record is committed, so a
 * crash leaves the record with its content or neither. Removing withdraws the record; the content stays, so that undo brings
 * both back. An attachment of more than `largestBytes` is refused. GUI thread; the signals come there.
 */
#pragma once

#include "store/store.h"
#include "vault/attachments.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace kemai {

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
    bool isWorking() const { return m_waiting > 0; }

public slots:
    void addFiles(const QStringList &files);
    void addContent(const QByteArray &content, const QString &fileName, const QString &mediaType); // a pasted picture
    void cancel(); // what is under way and what waits
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
    void failed(const kemai::Error &error);

private:
    struct Kept {
        QString fileName;
        QString mediaType;
        qint64 size = 0;
        QByteArray content; // its name in the vault
    };
    void put(std::function<Result<Kept>(const ByteProgress &)> work, const QString &fileName);
    void keep(const Kept &kept, const Id &customer);
    void done();

    Store &m_store;
    Id m_customer;
    Id m_author;
    int m_waiting = 0;
    std::atomic<int> m_round = 0; // of cancel(): older work ends
    QThreadPool m_worker;
    std::vector<std::unique_ptr<ViewerCopy>> m_copies;
};

// The type of a file by name and content: image/png.
QString mediaTypeOf(const QString &fileName, const QByteArray &begin);

} // namespace kemai
