// SPDX-License-Identifier: GPL-3.0-or-later
#include "missed_desk.h"

#include "calls/ui/missed_page.h"
#include "session.h"
#include "settings/settings.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDesktopServices>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(kemai::MissedDesk)
};

QString seenKey(const Session &session)
{
    return u"missed/"_s + QString::fromLatin1(QCryptographicHash::hash(session.directory().toUtf8(), QCryptographicHash::Sha1).toHex().left(12));
}

} // namespace

PageWidget makeMissedPage(Session &session, Shell &shell)
{
    auto model = std::make_shared<MissedModel>(*session.store()); // outlives its page
    auto *page = new MissedPage(*model);
    const QString key = seenKey(session);
    QObject::connect(model.get(), &MissedModel::newCountChanged, page, [model = model.get(), &shell] { shell.setCount(u"missed"_s, model->newCount()); });
    QObject::connect(model.get(), &MissedModel::failed, page, [&shell](const Error &error) { shell.showError(error); });
    model->setSeen(settings().user().value(key).toLongLong());
    const auto seen = [model, key] {
        settings().user().setValue(key, model->nowMs());
        model->setSeen(model->nowMs());
    };
    QObject::connect(page, &MissedPage::allSeen, page, seen);
    QObject::connect(page, &MissedPage::openRequested, page, [&shell](const Id &customer) { shell.openCustomer(customer); });
    QObject::connect(page, &MissedPage::callBackRequested, page, [](const QString &number) { QDesktopServices::openUrl(QUrl(u"tel:"_s + number)); });

    PageWidget made;
    made.widget = page;
    made.settled = [model] { return model->isSettled(); };
    made.actions = {
        {u"missed.callBack"_s, Glyph::Phone, [] { return Words::tr("Call back"); }, QKeySequence(Qt::CTRL | Qt::Key_D), [page] { page->callBack(); }},
        {u"missed.seen"_s, Glyph::Check, [] { return Words::tr("All missed calls are seen"); }, {}, seen},
    };
    return made;
}

} // namespace kemai
