// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include "calls/caller.h"
#include "calls/link.h"

#include <QCommandLineParser>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

QString defaultStoreDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/store"_s;
}

Result<Options> readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Kemai: customers, timelines and promises, encrypted on this computer."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption store(u"store"_s, u"The store's directory."_s, u"DIR"_s);
    const QCommandLineOption passphrase(u"passphrase-file"_s, u"Opens or makes the store with the first line of F (- is standard input)."_s, u"F"_s);
    const QCommandLineOption demo(u"demo"_s, u"Fills a new store with a demo company."_s);
    const QCommandLineOption customers(u"demo-customers"_s, u"How many customers the demo company has."_s, u"N"_s);
    const QCommandLineOption lang(u"lang"_s, u"zh_CN or en."_s, u"LANG"_s);
    const QCommandLineOption scheme(u"theme"_s, u"light, dark or system."_s, u"THEME"_s);
    const QCommandLineOption tour(u"tour"_s, u"Renders every page into DIR as PNG and ends."_s, u"DIR"_s);
    const QCommandLineOption tourOnly(u"tour-only"_s, u"Of the tour only the pictures with WORD in their name."_s, u"WORD"_s);
    const QCommandLineOption quit(u"quit-after"_s, u"Ends MS milliseconds after the window stands."_s, u"MS"_s);
    const QCommandLineOption call(u"call"_s, u"Shows who calls from NUMBER."_s, u"NUMBER"_s);
    const QCommandLineOption quick(u"quick-create"_s, u"Opens the small form of a new customer."_s);
    const QCommandLineOption handlers(u"register-handlers"_s, u"Lets kemai: and tel: links of this person open here, and ends."_s);
    parser.addOptions({store, passphrase, demo, customers, lang, scheme, tour, tourOnly, quit, call, quick, handlers});
    parser.addPositionalArgument(u"link"_s, u"kemai://call?number=N, kemai://customer/ID, tel:N, callto:N, sip:N"_s, u"[link]"_s);
    parser.process(arguments);

    const auto wrong = [](const QString &why) { return fail(Error::Code::Invalid, u"options.invalid"_s, why, {why}); };
    Options options;
    options.store = parser.value(store);
    options.passphraseFile = parser.value(passphrase);
    options.demo = parser.isSet(demo);
    options.tour = parser.value(tour);
    options.tourOnly = parser.value(tourOnly);
    bool number = true;
    if (parser.isSet(customers))
        options.demoCustomers = parser.value(customers).toInt(&number);
    if (!number || options.demoCustomers < 1)
        return wrong(u"--demo-customers needs a number of 1 or more"_s);
    if (parser.isSet(quit))
        options.quitAfterMs = parser.value(quit).toInt(&number);
    if (!number)
        return wrong(u"--quit-after needs a number of milliseconds"_s);
    if (parser.isSet(lang)) {
        const QString value = parser.value(lang);
        if (value != "zh_CN"_L1 && value != "en"_L1)
            return wrong(u"--lang is zh_CN or en, not "_s + value);
        options.tongue = tongueFrom(value);
    }
    if (parser.isSet(scheme)) {
        const QString value = parser.value(scheme);
        if (value == "light"_L1)
            options.scheme = SchemeChoice::Light;
        else if (value == "dark"_L1)
            options.scheme = SchemeChoice::Dark;
        else if (value == "system"_L1)
            options.scheme = SchemeChoice::System;
        else
            return wrong(u"--theme is light, dark or system, not "_s + value);
    }
    options.registerHandlers = parser.isSet(handlers);
    const QStringList links = parser.positionalArguments();
    if (links.size() + int(parser.isSet(call)) + int(parser.isSet(quick)) > 1)
        return wrong(u"one thing to show at a time: --call, --quick-create or one link"_s);
    if (parser.isSet(call)) {
        if (parser.value(call).size() > callerLimit)
            return wrong(u"--call needs a number"_s);
        options.link = u"kemai://call?number="_s + QString::fromLatin1(QUrl::toPercentEncoding(parser.value(call)));
    } else if (parser.isSet(quick)) {
        options.link = u"kemai://new"_s;
    } else if (!links.isEmpty()) {
        if (const auto link = readLink(links.first()); !link)
            return fail(link.error());
        options.link = links.first();
    }
    return options;
}

} // namespace kemai
