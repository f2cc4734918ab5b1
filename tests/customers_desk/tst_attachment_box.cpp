// SPDX-License-Identifier: GPL-3.0-or-later
// Files of a customer: kept encrypted with their record, previewed, opened, refused, undone.
#include "customers/customer_view.h"
#include "customers/desk/attachment_box.h"
#include "history/undo.h"
#include "store/replica_files.h"
#include "vault/attachments.h"

#include <QBuffer>
#include <QFile>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestAttachmentBox : public QObject
{
    Q_OBJECT

    struct Office {
        Office()
        {
            VaultSurroundings surroundings;
            surroundings.cost = PassphraseCost::cheapest();
            auto made = Store::create(folder.filePath(u"store"_s), Unlock::byPassphrase(u"correct horse"_s), clock, surroundings);
            if (!made)
                qFatal("%s", qPrintable(made.error().log));
            store = std::move(*made);
            if (!store->commit({.changes = {Change::insert(customer::entity, zhang).set(customer::name, u"张敏"_s)}}).result())
                qFatal("commit");
            box = std::make_unique<AttachmentBox>(*store);
            box->setCustomer(zhang);
            box->setAuthor(Id::make(9));
        }
        QString file(const QString &name, const QByteArray &content)
        {
            QFile made(folder.filePath(name));
            if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
                qFatal("write");
            return made.fileName();
        }
        QList<Record> there() { return store->read([this](Records &r) { return loadCustomer(r, zhang, 1); }).result()->attachments; }

        QTemporaryDir folder;
        FixedClock clock{1'795'705'200'000};
        const Id zhang = Id::make(1);
        std::unique_ptr<Store> store;
        std::unique_ptr<AttachmentBox> box;
    };

private slots:
    void aFileIsKeptEncryptedWithItsRecord()
    {
        Office office;
        const QByteArray secret = QByteArray("合同金额 386 万 ").repeated(5000);
        QSignalSpy idle(office.box.get(), &AttachmentBox::idle);
        office.box->addFiles({office.file(u"合同 终稿.txt"_s, secret), office.file(u"b.bin"_s, "\x01\x02")});
        QVERIFY(office.box->isWorking());
        QVERIFY(idle.wait());
        const QList<Record> all = office.there();
        QCOMPARE(all.size(), 2);
        const Record &contract = all.at(0)[attachment::file_name].startsWith(u"合同") ? all.at(0) : all.at(1);
        QCOMPARE(contract[attachment::media_type], u"text/plain"_s);
        QCOMPARE(contract[attachment::size], secret.size());
        QCOMPARE(contract.id.timeMs(), office.clock.nowMs());

        QSignalSpy previewed(office.box.get(), &AttachmentBox::previewed);
        office.box->preview(contract);
        QVERIFY(previewed.wait());
        QCOMPARE(previewed.first().at(1).toByteArray(), secret);

        // Nowhere below the store does it stand in clear.
        QDirIterator files(office.folder.filePath(u"store"_s), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile one(files.next());
            QVERIFY(one.open(QIODevice::ReadOnly));
            QVERIFY(!one.readAll().contains("合同金额"));
        }
    }

    void aClearCopyIsGoneWithTheBox()
    {
        Office office;
        office.box->addContent("hello", u"../../evil.txt"_s, u"text/plain"_s);
        QTRY_VERIFY(!office.box->isWorking());
        QSignalSpy opened(office.box.get(), &AttachmentBox::opened);
        office.box->openOutside(office.there().first());
        QVERIFY(opened.wait());
        const QString copy = opened.first().first().toString();
        QVERIFY(copy.endsWith(u"evil.txt"));
        QVERIFY(!copy.contains(u".."));
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("hello"));
        file.close();
        office.box.reset();
        QVERIFY(!QFile::exists(copy));
    }

    void whatCannotBeKeptIsSaidAndTheOthersAreKept()
    {
        Office office;
        QSignalSpy failed(office.box.get(), &AttachmentBox::failed);
        office.box->addFiles({office.folder.filePath(u"nowhere.txt"_s), office.folder.path(), office.file(u"a.txt"_s, "a")});
        QTRY_VERIFY(!office.box->isWorking());
        QCOMPARE(failed.count(), 2);
        QCOMPARE(failed.first().first().value<Error>().id, u"customers.attachmentNoFile"_s);
        QCOMPARE(office.there().size(), 1);
    }

    void addingIsUndoneAndRedone()
    {
        Office office;
        QSignalSpy committed(office.box.get(), &AttachmentBox::committed);
        office.box->addFiles({office.file(u"a.txt"_s, "a")});
        QVERIFY(committed.wait());
        const auto undone = office.store->write([set = committed.first().first().value<Committed>().set](Records &r) -> Result<Undone> {
            return undo(r, *planUndoOfSet(r, set));
        }).result();
        QVERIFY(undone);
        QVERIFY(office.there().isEmpty());
        QVERIFY(office.store->write([&](Records &r) -> Result<Undone> { return undo(r, *planUndo(r, undone->sets)); }).result());
        QSignalSpy previewed(office.box.get(), &AttachmentBox::previewed);
        office.box->preview(office.there().first());
        QVERIFY(previewed.wait()); // its content never went
    }

    // The record of another desk: its content names a file in the vault over there.
    void aFileOfAnotherDeskIsAskedForAndThenShown()
    {
        Office office;
        Record foreign(attachment::entity);
        foreign.id = Id::make(77);
        foreign.set(attachment::file_name, u"报价.txt"_s);
        foreign.set(attachment::content, QString(64, u'a'));
        QSignalSpy failed(office.box.get(), &AttachmentBox::failed);
        office.box->preview(foreign);
        QVERIFY(failed.wait()); // a desk of its own has nobody to ask
        QCOMPARE(failed.first().first().value<Error>().id, u"vault.attachmentMissing"_s);

        office.box->setOffice(true);
        QSignalSpy wanted(office.box.get(), &AttachmentBox::wanted);
        QSignalSpy located(office.box.get(), &AttachmentBox::located);
        QSignalSpy previewed(office.box.get(), &AttachmentBox::previewed);
        QSignalSpy unfetched(office.box.get(), &AttachmentBox::unfetched);
        Record masked = foreign;
        masked.id = Id::make(78);
        masked.setValue(attachment::content.index, {});
        office.box->locate({foreign, masked});
        QVERIFY(located.wait());
        const auto places = located.first().first().value<QHash<Id, FilePlace>>();
        QCOMPARE(places.value(foreign.id), FilePlace::Elsewhere);
        QCOMPARE(places.value(masked.id), FilePlace::Nowhere);

        office.box->preview(foreign);
        QVERIFY(wanted.wait());
        QCOMPARE(wanted.first().first().value<Id>(), foreign.id);
        office.box->unavailable(foreign.id, makeError(Error::Code::Offline, u"sync.unreachable"_s));
        QCOMPARE(unfetched.count(), 1);
        office.box->unavailable(foreign.id, makeError(Error::Code::Offline, u"sync.unreachable"_s)); // nobody waits any more
        QCOMPARE(unfetched.count(), 1);

        office.box->preview(foreign);
        QVERIFY(wanted.wait());
        QSignalSpy abandoned(office.box.get(), &AttachmentBox::abandoned);
        office.box->cancel();
        QCOMPARE(abandoned.count(), 1);

        QBuffer source;
        source.setData("what it says");
        source.open(QIODevice::ReadOnly);
        const QByteArray name = *Attachments(office.store->vault()).put(source);
        const ReplicaFiles::File file{foreign.id, ReplicaFiles::State::Here, name, {}, 12};
        QVERIFY(office.store->write([file](Records &records) { return ReplicaFiles(static_cast<StoreRecords &>(records)).keep(file); }).result());
        office.box->arrived(foreign.id);
        QVERIFY(previewed.wait());
        QCOMPARE(previewed.first().at(1).toByteArray(), QByteArray("what it says"));
        QCOMPARE(failed.count(), 1);
    }

    void cancelLeavesNeitherRecordNorHalfAFile()
    {
        Office office;
        const QString big = office.file(u"big.bin"_s, QByteArray(30'000'000, 'x'));
        office.box->addFiles({big, big, big});
        office.box->cancel();
        QTRY_VERIFY(!office.box->isWorking());
        QVERIFY(office.there().size() < 3);
        QCOMPARE(Attachments(office.store->vault()).names()->size(), std::min<qsizetype>(office.there().size(), 1));
    }
};

QTEST_GUILESS_MAIN(TestAttachmentBox)
#include "tst_attachment_box.moc"
