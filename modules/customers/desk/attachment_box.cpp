// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/attachment_box.h"

#include "base/deliver.h"
#include "schema/schema.h"
#include "store/replica_files.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QSaveFile>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 toldEveryMs = 50;

QByteArray contentName(const Record &attachment) { return QByteArray::fromHex(attachment[attachment::content].toLatin1()); }

} // namespace

QString mediaTypeOf(const QString &fileName, const QByteArray &begin)
{
    return QMimeDatabase().mimeTypeForFileNameAndData(fileName, begin).name();
}

AttachmentBox::AttachmentBox(Store &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_worker.setMaxThreadCount(1);
}

AttachmentBox::~AttachmentBox()
{
    cancel();
    m_worker.waitForDone();
}

void AttachmentBox::cancel()
{
    ++m_round;
    for (const Id &attachment : m_wanted.keys())
        emit abandoned(attachment);
}

void AttachmentBox::addFiles(const QStringList &files)
{
    for (const QString &file : files) {
        const QString name = QFileInfo(file).fileName();
        put([file, name, vault = &m_store.vault()](const ByteProgress &progress) -> Result<Kept> {
            const QFileInfo about(file);
            if (!about.isFile())
                return fail(Error::Code::Invalid, u"customers.attachmentNoFile"_s, {}, {name});
            if (about.size() > largestBytes)
                return fail(Error::Code::Invalid, u"customers.attachmentTooLarge"_s, {}, {name});
            QFile source(file);
            if (!source.open(QIODevice::ReadOnly))
                return fail(Error::Code::Io, u"customers.attachmentUnreadable"_s, {}, {name, source.errorString()});
            Kept kept{name, mediaTypeOf(name, source.peek(4096)), 0, {}};
            auto put = Attachments(*vault).put(source, progress);
            if (!put)
                return fail(put.error());
            kept.size = source.size();
            kept.content = *put;
            return kept;
        }, name);
    }
}

void AttachmentBox::addContent(const QByteArray &content, const QString &fileName, const QString &mediaType)
{
    put([=, vault = &m_store.vault()](const ByteProgress &progress) -> Result<Kept> {
        QBuffer source;
        source.setData(content);
        source.open(QIODevice::ReadOnly);
        auto put = Attachments(*vault).put(source, progress);
        if (!put)
            return fail(put.error());
        return Kept{fileName, mediaType, content.size(), *put};
    }, fileName);
}

void AttachmentBox::put(std::function<Result<Kept>(const ByteProgress &)> work, const QString &fileName)
{
    ++m_waiting;
    emit progressed(fileName, 0, 0);
    const int round = m_round;
    auto running = QtConcurrent::run(&m_worker, [this, work = std::move(work), round, fileName]() -> Result<Kept> {
        QElapsedTimer told;
        told.start();
        return work([&](qint64 done, qint64 total) {
            if (told.elapsed() >= toldEveryMs) {
                told.restart();
                QMetaObject::invokeMethod(this, [this, fileName, done, total] { emit progressed(fileName, done, total); });
            }
            return round == m_round; // this outlives its worker
        });
    });
    deliver(running, this, [this, whose = m_customer](const Result<Kept> &kept) {
        if (kept) {
            keep(*kept, whose);
            return;
        }
        if (kept.error().id != "vault.cancelled"_L1)
            emit failed(kept.error());
        done();
    });
}

void AttachmentBox::keep(const Kept &kept, const Id &whose)
{
    const qint64 now = m_store.clock().nowMs();
    ChangeSet set{.origin = Origin::Typed, .author = m_author, .atMs = now, .title = u"attachment.create"_s, .changes = {}};
    set.changes << Change::insert(attachment::entity, Id::make(now))
                       .set(attachment::customer, whose)
                       .set(attachment::file_name, kept.fileName)
                       .set(attachment::media_type, kept.mediaType)
                       .set(attachment::size, kept.size)
                       .set(attachment::content, QString::fromLatin1(kept.content.toHex()));
    deliver(m_store.commit(set), this, [this](const Result<Committed> &answer) {
        if (answer)
            emit committed(*answer);
        else
            emit failed(answer.error());
        done();
    });
}

void AttachmentBox::done()
{
    if (--m_waiting == 0)
        emit idle();
}

// --- what is here, and what somebody else has

void AttachmentBox::withContent(const Record &which, Then then)
{
    deliver(QtConcurrent::run(&m_worker, [vault = &m_store.vault(), name = contentName(which)] { return Attachments(*vault).contains(name); }), this,
            [this, which, then = std::move(then)](bool here) {
        if (here || !m_office)
            return then(contentName(which));
        if (which.isNull(attachment::content))
            return emit located({{which.id, FilePlace::Nowhere}});
        deliver(m_store.read([id = which.id](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).file(id); }), this,
                [this, id = which.id, then](const Result<std::optional<ReplicaFiles::File>> &file) {
            if (!file) {
                emit failed(file.error());
            } else if (*file) {
                then((*file)->name);
            } else {
                m_wanted[id].append(then);
                emit wanted(id);
            }
        });
    });
}

void AttachmentBox::arrived(const Id &attachment)
{
    emit located({{attachment, FilePlace::Here}});
    const QList<Then> waiting = m_wanted.take(attachment);
    if (waiting.isEmpty())
        return;
    deliver(m_store.read([attachment](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).file(attachment); }), this,
            [this, attachment, waiting](const Result<std::optional<ReplicaFiles::File>> &file) {
        if (!file || !*file) {
            emit unfetched(attachment, file ? makeError(Error::Code::NotFound, u"vault.attachmentMissing"_s) : file.error());
            return;
        }
        for (const Then &then : waiting)
            then((*file)->name);
    });
}

void AttachmentBox::unavailable(const Id &attachment, const Error &error)
{
    if (!m_wanted.take(attachment).isEmpty())
        emit unfetched(attachment, error);
}

void AttachmentBox::locate(const QList<Record> &attachments)
{
    using Places = QHash<Id, FilePlace>;
    const auto inVault = [vault = &m_store.vault(), attachments, alone = !m_office] {
        Places places;
        for (const Record &one : attachments)
            places.insert(one.id, alone || Attachments(*vault).contains(contentName(one)) ? FilePlace::Here : one.isNull(attachment::content) ? FilePlace::Nowhere : FilePlace::Elsewhere);
        return places;
    };
    deliver(QtConcurrent::run(&m_worker, inVault), this, [this](const Places &places) {
        if (!m_office || !std::any_of(places.begin(), places.end(), [](FilePlace place) { return place != FilePlace::Here; }))
            return emit located(places);
        deliver(m_store.read([places](Records &records) -> Result<Places> {
                    ReplicaFiles files(static_cast<StoreRecords &>(records));
                    Places all = places;
                    for (auto it = all.begin(); it != all.end(); ++it)
                        if (*it != FilePlace::Here) {
                            const auto file = files.file(it.key());
                            if (!file)
                                return fail(file.error());
                            if (*file)
                                *it = FilePlace::Here;
                        }
                    return all;
                }), this, [this](const Result<Places> &all) {
            if (all)
                emit located(*all);
            else
                emit failed(all.error());
        });
    });
}

// --- what is done with it

void AttachmentBox::preview(const Record &which)
{
    if (which[attachment::size] > largestPreview) {
        emit failed(makeError(Error::Code::Invalid, u"customers.attachmentNoPreview"_s, {}, {which[attachment::file_name]}));
        return;
    }
    withContent(which, [this, id = which.id](const QByteArray &name) { showContent(id, name); });
}

void AttachmentBox::showContent(const Id &attachment, const QByteArray &name)
{
    deliver(QtConcurrent::run(&m_worker, [vault = &m_store.vault(), name] { return Attachments(*vault).read(name); }), this,
            [this, attachment](const Result<QByteArray> &content) {
        if (content)
            emit previewed(attachment, *content);
        else
            emit failed(content.error());
    });
}

void AttachmentBox::openOutside(const Record &which)
{
    using Copy = std::shared_ptr<std::unique_ptr<ViewerCopy>>;
    withContent(which, [this, file = which[attachment::file_name]](const QByteArray &content) {
        deliver(QtConcurrent::run(&m_worker,
                                  [vault = &m_store.vault(), name = content, file]() -> Result<Copy> {
                                      auto copy = Attachments(*vault).openOutside(name, file);
                                      if (!copy)
                                          return fail(copy.error());
                                      return std::make_shared<std::unique_ptr<ViewerCopy>>(std::move(*copy));
                                  }),
                this, [this](const Result<Copy> &copy) {
                    if (!copy) {
                        emit failed(copy.error());
                        return;
                    }
                    m_copies.push_back(std::move(**copy));
                    emit opened(m_copies.back()->file());
                });
    });
}

void AttachmentBox::saveAs(const Record &which, const QString &file)
{
    withContent(which, [this, file](const QByteArray &content) {
        deliver(QtConcurrent::run(&m_worker,
                                  [vault = &m_store.vault(), name = content, file]() -> Result<> {
                                      QSaveFile target(file);
                                      if (!target.open(QIODevice::WriteOnly))
                                          return fail(Error::Code::Io, u"customers.attachmentUnwritable"_s, {}, {file, target.errorString()});
                                      if (const auto copied = Attachments(*vault).copyTo(name, target); !copied)
                                          return copied;
                                      if (!target.commit())
                                          return fail(Error::Code::Io, u"customers.attachmentUnwritable"_s, {}, {file, target.errorString()});
                                      return {};
                                  }),
                this, [this, file](const Result<> &copied) {
                    if (copied)
                        emit saved(file);
                    else
                        emit failed(copied.error());
                });
    });
}

} // namespace kemai
