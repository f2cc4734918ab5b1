// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"
#include "schema/schema.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void everyFieldHasBothLabels()
    {
        static const QRegularExpression han(u"\\p{Han}"_s);
        for (const Entity *entity : allEntities()) {
            QVERIFY2(entity->label(true).contains(han), entity->name);
            QVERIFY2(!entity->label(false).isEmpty() && !entity->label(false).contains(han), entity->name);
            for (const Field &field : entity->fields) {
                QVERIFY2(field.label(true).contains(han) || field.label(true) == u"E.164", field.name);
                QVERIFY2(!field.label(false).isEmpty() && !field.label(false).contains(han), field.name);
            }
        }
    }
    void everyReferenceNamesAnEntity()
    {
        for (const Entity *entity : allEntities())
            for (const Field &field : entity->fields) {
                if (field.type == Type::Reference && field.refers)
                    QVERIFY2(entityNamed(QString::fromLatin1(field.refers)), field.name);
                QCOMPARE(field.type == Type::Choice, field.choices != nullptr);
            }
    }
    void headingsOfAnImportAreUnambiguous()
    {
        QHash<QString, QString> seen;
        for (const Entity *entity : {&customer::entity, &phone::entity, &email::entity, &address::entity})
            for (const Field &field : entity->fields) {
                if (!field.is(Importable))
                    continue;
                QStringList headings = QString::fromUtf16(field.synonyms ? field.synonyms : u"").split(u'|', Qt::SkipEmptyParts);
                headings << field.label(true) << field.label(false).toLower();
                for (const QString &heading : headings) {
                    const QString owner = QLatin1String(entity->name) + u'.' + QLatin1String(field.name);
                    QVERIFY2(!seen.contains(heading) || seen.value(heading) == owner, qPrintable(heading));
                    seen.insert(heading, owner);
                }
            }
    }
    void editsRoundTrip_data()
    {
        QTest::addColumn<bool>("insert");
        QTest::newRow("insert") << true;
        QTest::newRow("update") << false;
    }
    void editsRoundTrip()
    {
        QFETCH(bool, insert);
        for (const Entity *entity : allEntities()) {
            Change change{entity, Id::make(1), insert ? Change::Operation::Insert : Change::Operation::Update, {}, 0, 0};
            for (int i = 0; i < entity->count(); ++i) {
                Value to;
                switch (entity->fields[size_t(i)].type) {
                case Type::Reference: to = Value(Id::make(i + 1)); break;
                case Type::Integer: case Type::Time: case Type::Money: to = Value(Q_INT64_C(-9007199254740993) + i); break;
                case Type::Boolean: to = Value(true); break;
                default: to = Value(u"引号\" 反斜\\ 换\n行 \u0001 😀 %1"_s.arg(i));
                }
                change.edits.append({i, insert ? Value() : Value(), to, i == 0 ? u"phone"_s : QString()});
            }
            const auto back = editsFromJson(*entity, change.operation, editsToJson(change));
            QVERIFY(back);
            QCOMPARE(back->size(), change.edits.size());
            for (const Edit &edit : *back) {
                QCOMPARE(edit.to, change.edits.at(edit.field).to);
                QCOMPARE(edit.inferredFrom, change.edits.at(edit.field).inferredFrom);
            }
        }
    }
    void tellsWhereTheTextsStand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("asItIs");
        QTest::newRow("ASCII") << u"Zhang"_s << true;
        QTest::newRow("Chinese") << u"张敏"_s << true;
        QTest::newRow("two bytes") << u"Müller"_s << true;
        QTest::newRow("beyond the BMP") << u"𠮷野家"_s << true;
        QTest::newRow("quote") << u"a\"b"_s << false;
        QTest::newRow("backslash") << u"a\\b"_s << false;
        QTest::newRow("line break") << u"a\nb"_s << false;
        QTest::newRow("control") << u"a\u0001b"_s << false;
        QTest::newRow("delete") << u"a\u007fb"_s << true;
        QTest::newRow("half a pair") << QString(u"a"_s + QChar(0xd842) + u"b"_s) << true;
        QTest::newRow("half a pair at the end") << QString(u"a"_s + QChar(0xd842)) << true;
    }
    void tellsWhereTheTextsStand()
    {
        QFETCH(QString, text);
        QFETCH(bool, asItIs);
        QByteArray json("before");
        std::vector<TextPlace> places;
        appendEditsJson(json, Change::insert(customer::entity, Id::make(1)).set(customer::note, text), places);
        QCOMPARE(places.size(), 1u);
        QCOMPARE(places.front().at >= 0, asItIs);
        if (asItIs)
            QCOMPARE(json.mid(places.front().at, places.front().size), text.toUtf8());
        const auto back = editsFromJson(customer::entity, Change::Operation::Insert, json.sliced(6));
        QVERIFY(back);
        QCOMPARE(back->first().to, Value(QString::fromUtf8(text.toUtf8())));
    }
    void damagedEditsAreRefused()
    {
        QVERIFY(!editsFromJson(customer::entity, Change::Operation::Insert, "{\"name\":"));
    }
};

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
