// SPDX-License-Identifier: GPL-3.0-or-later
// Files over TLS, at two processes: they come in pieces, whoever sees the row gets the same bytes, and nobody else gets or brings one.
#include "server/office_box.h"
#include "wire/file.h"

#include <QCryptographicHash>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

QByteArray hashOf(const QByteArray &content) { return QCryptographicHash::hash(content, QCryptographicHash::Blake2b_256); }
QByteArray reasonOf(const Desk::Answer &answer) { return QJsonDocument::fromJson(answer.body).object().value(u"reason"_s).toString().toLatin1(); }
QByteArray pathOf(const Id &attachment, int piece) { return "/v1/file/piece?id=" + attachment.toString().toLatin1() + "&n=" + QByteArray::number(piece); }

} // namespace

class TestServerFiles : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeBox> m_office;
    Id m_zhang, m_li, m_boss, m_customer, m_file;
    QByteArray m_content;

    Id newId() { return Id::make(m_office->clock.nowMs()); }
    std::unique_ptr<Desk> desk(const char *login, const Id &user, int server)
    {
        auto made = std::make_unique<Desk>(*m_office, QString::fromLatin1(login), server);
        made->enter(user);
        made->takeAll();
        return made;
    }
    Change file(const Id &id) const
    {
        return Change::insert(attachment::entity, id).set(attachment::customer, m_customer).set(attachment::file_name, u"报价.pdf"_s)
            .set(attachment::size, qint64(m_content.size())).set(attachment::content, u"ab12"_s);
    }
    QByteArray piece(int n) const { return m_content.mid(n * wire::FileLimits::pieceBytes, wire::FileLimits::pieceBytes); }
    Desk::Answer offer(Desk &desk) { return offer(desk, m_file, m_content.size(), hashOf(m_content)); }
    Desk::Answer offer(Desk &desk, const Id &id, qint64 size, const QByteArray &hash) { return desk.post("/v1/file", wire::write(wire::FileOffer{id, size, hash})); }
    Desk::Answer put(Desk &desk, int n) { return desk.post(pathOf(m_file, n), piece(n)); }
    QList<wire::FileOffer> found(Desk &desk, const Id &id)
    {
        const auto answer = desk.post("/v1/file/find", wire::write(wire::FileFind{{id}}));
        const auto read = wire::readFilesFound(answer.body);
        if (answer.status != 200 || !read)
            qFatal("find: %d %s", answer.status, answer.body.constData());
        return read->files;
    }
    Desk::Answer fetch(Desk &desk, int n)
    {
        auto answer = desk.client().get(pathOf(m_file, n), desk.headers());
        return answer;
    }
    void bring(Desk &desk)
    {
        const auto begun = wire::readFileState(offer(desk).body);
        QVERIFY(begun);
        for (const int n : begun->missing)
            QCOMPARE(put(desk, n).status, 200);
        const auto ended = wire::readFileState(offer(desk).body);
        QVERIFY(ended && ended->complete);
    }
    QHash<QByteArray, QByteArray> proof(Desk &desk)
    {
        (void)desk.newChallenge();
        return {{"X-Challenge", desk.challenge.toBase64(QByteArray::Base64UrlEncoding)},
                {"X-Signature", desk.sign(wire::signedSession(desk.challenge, desk.device, desk.epoch)).toBase64(QByteArray::Base64UrlEncoding)}};
    }

private slots:
    void init()
    {
        m_office = std::make_unique<OfficeBox>();
        m_office->adjust = [](ServerSettings &settings) { settings.fileMb = 2; };
        m_office->start(0);
        m_office->start(1);
        const Id east = m_office->team("east");
        m_zhang = m_office->person("zhang", "sales", east);
        m_li = m_office->person("li", "sales", m_office->team("west"));
        m_boss = m_office->person("boss", "supervisor", east);
        m_customer = newId();
        m_file = newId();
        m_content = QByteArray(wire::FileLimits::pieceBytes + 1000, 'x') + "canary-file";
    }
    void cleanup() { m_office.reset(); }

    void aColleagueGetsTheSameBytesAtTheOtherProcess()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        boss->follow();
        QVERIFY(found(*boss, m_file).isEmpty());
        QCOMPARE(fetch(*boss, 0).status, 404);
        QCOMPARE(QJsonDocument::fromJson(zhang->opened.policy).object().value(u"file_mb"_s).toInt(), 2);
        QCOMPARE(offer(*zhang).status, 200);
        QCOMPARE(put(*zhang, 1).status, 200);
        QVERIFY(found(*boss, m_file).isEmpty());
        zhang->use(1); // after a break: at the other process, where it stopped
        QCOMPARE(wire::readFileState(offer(*zhang).body)->missing, QList<int>{0});
        QCOMPARE(put(*zhang, 0).status, 200);
        QVERIFY(wire::readFileState(offer(*zhang).body)->complete);
        const auto files = found(*boss, m_file);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.first(), (wire::FileOffer{m_file, m_content.size(), hashOf(m_content)}));
        const auto first = fetch(*boss, 0);
        QCOMPARE(first.headers.value("content-type"), QByteArray("application/octet-stream"));
        QCOMPARE(first.body + fetch(*boss, 1).body, m_content);
        QCOMPARE(fetch(*boss, 2).status, 404);
        boss->rows.clear();
        boss->follow(); // the row comes once more, so that its desk asks for the file
        QVERIFY(boss->rows.contains(m_file));
    }

    void whoMayNotSeeTheRowGetsNothing()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto li = desk("li", m_li, 1);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        bring(*zhang);
        QVERIFY(found(*li, m_file).isEmpty()); // a guessed id is as one that is not there
        const auto guessed = fetch(*li, 0);
        m_file = newId();
        const auto none = fetch(*li, 0);
        QCOMPARE(guessed.status, 404);
        QCOMPARE(guessed.body, none.body);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.denied WHERE what = 'file'"), 1); // and is remembered
        // No session, another's device, nobody.
        Desk stranger(*m_office, u"zhang"_s);
        QCOMPARE(offer(stranger).status, 401);
        QCOMPARE(fetch(stranger, 0).status, 401);
        QCOMPARE(stranger.post("/v1/file/find", wire::write(wire::FileFind{{m_file}})).status, 401);
    }

    void aMaskedContentIsNotThere()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        bring(*zhang);
        auto boss = desk("boss", m_boss, 1);
        QCOMPARE(found(*boss, m_file).size(), 1);
        m_office->sql("INSERT INTO sync.role_mask (role, tbl, field) VALUES ('supervisor', 'attachment', 'content')");
        QVERIFY(found(*boss, m_file).isEmpty());
        const auto masked = fetch(*boss, 0);
        QCOMPARE(masked.status, 404);
        QVERIFY(!masked.body.contains("canary"));
        QCOMPARE(found(*zhang, m_file).size(), 1); // his own role reads it
    }

    void nobodyBringsAFileForAnother()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        boss->follow(); // sees the row, may edit it, and is not who wrote it
        for (const int n : {0, 1}) {
            const auto refused = n ? put(*boss, 0) : offer(*boss);
            QCOMPARE(refused.status, 404);
            QCOMPARE(reasonOf(refused), QByteArray("ledger.noFile"));
        }
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.denied WHERE what LIKE 'file of %'"), 1);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.file"), 0);
        // And cannot make it his by writing over the field: his content, his file.
        Change edit = Change::update(boss->rows.value(m_file));
        edit.set(boss->rows.value(m_file), attachment::content, u"cd34"_s);
        QVERIFY(boss->push({edit}));
        QCOMPARE(offer(*boss).status, 200);
        QCOMPARE(offer(*zhang).status, 404);
    }

    void whatDoesNotFitIsRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray id = "$ID";
        const QByteArray whole(wire::FileLimits::pieceBytes, 'x');
        QTest::newRow("no message") << QByteArray("/v1/file") << QByteArray("{") << 400 << QByteArray("wire.malformed");
        QTest::newRow("no piece named") << QByteArray("/v1/file/piece?id=$ID") << whole << 400 << QByteArray("wire.malformed");
        QTest::newRow("a piece that is no number") << QByteArray("/v1/file/piece?id=$ID&n=1e3") << whole << 400 << QByteArray("wire.malformed");
        QTest::newRow("a piece before the first") << QByteArray("/v1/file/piece?id=$ID&n=-1") << whole << 400 << QByteArray("wire.malformed");
        QTest::newRow("a piece behind the last") << QByteArray("/v1/file/piece?id=$ID&n=2") << whole << 400 << QByteArray("ledger.filePiece");
        QTest::newRow("a short piece") << QByteArray("/v1/file/piece?id=$ID&n=0") << QByteArray("x") << 400 << QByteArray("ledger.filePiece");
        QTest::newRow("an empty piece") << QByteArray("/v1/file/piece?id=$ID&n=0") << QByteArray() << 400 << QByteArray("ledger.filePiece");
        QTest::newRow("too long a piece") << QByteArray("/v1/file/piece?id=$ID&n=0") << whole + "x" << 400 << QByteArray("ledger.filePiece");
        QTest::newRow("more than a request holds") << QByteArray("/v1/file/piece?id=$ID&n=0") << QByteArray(1100 * 1024, 'x') << 413 << QByteArray("server.bodyTooLarge");
        QTest::newRow("no id") << QByteArray("/v1/file/piece?id=%27%20OR%201&n=0") << whole << 400 << QByteArray("wire.malformed");
        QTest::newRow("more ids than may be asked") << QByteArray("/v1/file/find") << wire::write(wire::FileFind{QList<Id>(101, Id::fromSeed(1, 2, 3))}) << 400 << QByteArray("wire.malformed");
    }
    void whatDoesNotFitIsRefused()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, reason);
        auto zhang = desk("zhang", m_zhang, 0);
        QVERIFY(zhang->push({file(m_file)}));
        QCOMPARE(offer(*zhang).status, 200);
        const auto answer = zhang->post(path.replace("$ID", m_file.toString().toLatin1()), body);
        QCOMPARE(answer.status, status);
        QCOMPARE(reasonOf(answer), reason);
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.file_piece"), 0);
    }

    void aFileIsWhatItWasSaidToBeAndStaysSo()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        const auto wrong = [&] { return offer(*zhang, m_file, m_content.size(), QByteArray(32, 'h')); };
        QCOMPARE(wrong().status, 200);
        for (const int n : {1, 0, 1}) // out of order, and one twice
            QCOMPARE(put(*zhang, n).status, 200);
        const auto disproved = wrong();
        QCOMPARE(disproved.status, 409);
        QCOMPARE(reasonOf(disproved), QByteArray("ledger.fileHash"));
        QCOMPARE(m_office->number("SELECT count(*) FROM sync.file_piece"), 0);
        bring(*zhang);
        QCOMPARE(reasonOf(put(*zhang, 0)), QByteArray("ledger.fileComplete"));
        QCOMPARE(reasonOf(wrong()), QByteArray("ledger.fileComplete"));
        QCOMPARE(fetch(*zhang, 0).body, piece(0));
    }

    void aFileLargerThanAllowedIsRefused()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        QVERIFY(zhang->push({file(m_file)}));
        QCOMPARE(offer(*zhang, m_file, 2'000'000, hashOf(m_content)).status, 200);
        const auto refused = offer(*zhang, m_file, 2'000'001, hashOf(m_content));
        QCOMPARE(refused.status, 413);
        QCOMPARE(reasonOf(refused), QByteArray("server.fileTooLarge"));
        QCOMPARE(offer(*zhang, m_file, 3'000'000'000, hashOf(m_content)).status, 400); // than any server takes
    }

    void aRevokedDeskHandsOverWhatItHolds()
    {
        auto zhang = desk("zhang", m_zhang, 0);
        auto boss = desk("boss", m_boss, 1);
        QVERIFY(zhang->push({Change::insert(customer::entity, m_customer).set(customer::name, u"张敏"_s).set(customer::state, u"active"_s).set(customer::owner, m_zhang), file(m_file)}));
        QVERIFY(m_office->identity.revokeDevice(zhang->device));
        QCOMPARE(offer(*zhang).status, 401);
        const auto handed = [&](const QByteArray &path, const QByteArray &body) { return zhang->post(path, body, proof(*zhang)); };
        QCOMPARE(zhang->post("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)})).status, 401); // no proof
        const auto used = proof(*zhang);
        const auto begun = zhang->post("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)}), used);
        QCOMPARE(begun.status, 200);
        QCOMPARE(zhang->post("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)}), used).status, 401); // a challenge is good once
        for (const int n : {0, 1})
            QCOMPARE(handed(pathOf(m_file, n).replace("/v1/file", "/v1/escrow/file"), piece(n)).status, 200);
        QVERIFY(wire::readFileState(handed("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)})).body)->complete);
        QCOMPARE(fetch(*boss, 0).body, piece(0)); // the row had come: its file is with it
        QCOMPARE(fetch(*zhang, 0).status, 401);   // and he gets nothing any more
        // One whose row never came is kept, however large it is, and read by nobody.
        m_file = newId();
        QCOMPARE(handed("/v1/escrow/file", wire::write(wire::FileOffer{m_file, 2'000'001, hashOf(m_content)})).status, 200);
        QCOMPARE(handed("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)})).status, 200);
        for (const int n : {0, 1})
            QCOMPARE(handed(pathOf(m_file, n).replace("/v1/file", "/v1/escrow/file"), piece(n)).status, 200);
        QVERIFY(wire::readFileState(handed("/v1/escrow/file", wire::write(wire::FileOffer{m_file, m_content.size(), hashOf(m_content)})).body)->complete);
        QVERIFY(found(*boss, m_file).isEmpty());
        // Another's row is not his to bring, though revoked.
        const Id theirs = newId();
        QVERIFY(boss->push({file(theirs)}));
        QCOMPARE(handed("/v1/escrow/file", wire::write(wire::FileOffer{theirs, m_content.size(), hashOf(m_content)})).status, 404);
        // An active device has no larger files by this door.
        QCOMPARE(boss->post("/v1/escrow/file", wire::write(wire::FileOffer{newId(), 2'000'001, hashOf(m_content)}), proof(*boss)).status, 413);
    }
};

QTEST_GUILESS_MAIN(TestServerFiles)
#include "tst_server_files.moc"
