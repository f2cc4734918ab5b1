// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is not at this desk: marked, said what became of it, and shown once it is here.
#include "customers/ui/attachment_panel.h"
#include "customers/ui/record_list.h"
#include "schema/schema.h"
#include "widgets/language.h"
#include "widgets/text_label.h"

#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestAttachmentPanel : public QObject
{
    Q_OBJECT

private:
    static Record file(qint64 n, const QString &name, const QString &type)
    {
        Record record(attachment::entity);
        record.id = Id::make(n);
        record.set(attachment::file_name, name);
        record.set(attachment::media_type, type);
        return record;
    }
    static QString rowText(const AttachmentPanel &panel, int row) { return panel.files()->list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString(); }
    static bool says(AttachmentPanel &panel, const QString &words)
    {
        for (const TextLabel *label : panel.findChildren<TextLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }

private slots:
    void init() { language().setTongue(Tongue::English); }

    void aFileOfAnotherDesk()
    {
        AttachmentPanel panel;
        panel.resize(900, 400);
        panel.show();
        const Record letter = file(1, u"letter.txt"_s, u"text/plain"_s);
        const Record hidden = file(2, u"price.bin"_s, u"application/octet-stream"_s);
        QSignalSpy wanted(&panel, &AttachmentPanel::previewWanted);
        panel.setAttachments({letter, hidden}, 10'000);
        panel.setPlaces({{letter.id, FilePlace::Elsewhere}, {hidden.id, FilePlace::Nowhere}});
        QVERIFY(rowText(panel, 0).contains(u"Not on this computer"_s));
        QVERIFY(rowText(panel, 1).contains(u"No file"_s));
        panel.showFile(hidden.id);
        QVERIFY(wanted.isEmpty());
        QVERIFY(says(panel, u"your role"_s));
        panel.showFile(letter.id);
        QCOMPARE(wanted.count(), 1); // looked at: fetched
        QVERIFY(says(panel, u"Not on this computer yet"_s));

        panel.showFetching(letter.id, 500, 1000);
        auto *progress = panel.findChild<QProgressBar *>();
        QVERIFY(progress->isVisible());
        QCOMPARE(progress->value(), 500);
        QVERIFY(says(panel, u"letter.txt"_s));
        panel.showMissing(letter.id, makeError(Error::Code::Offline, u"sync.unreachable"_s));
        QVERIFY(!progress->isVisible());
        QVERIFY(says(panel, u"cannot be reached"_s));
        panel.showMissing(letter.id, makeError(Error::Code::NotFound, u"sync.fileWaiting"_s));
        QVERIFY(says(panel, u"has still to send it"_s));
        panel.showMissing(hidden.id, makeError(Error::Code::Offline, u"sync.unreachable"_s)); // not the one that is looked at
        QVERIFY(says(panel, u"has still to send it"_s));

        panel.showFetching(letter.id, 900, 1000);
        panel.setPlaces({{letter.id, FilePlace::Here}});
        QVERIFY(!progress->isVisible());
        QVERIFY(!rowText(panel, 0).contains(u"Not on this computer"_s));
        QCOMPARE(wanted.count(), 2); // and looked at again
        panel.showFetching(letter.id, 900, 1000); // late
        QVERIFY(!progress->isVisible());
    }
};

QTEST_MAIN(TestAttachmentPanel)
#include "tst_attachment_panel.moc"
