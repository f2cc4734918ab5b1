// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QPointer>

using namespace Qt::StringLiterals;

static void registerTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace kemai {

QString tongueCode(Tongue tongue)
{
    return tongue == Tongue::Chinese ? u"zh_CN"_s : u"en"_s;
}

Tongue tongueFrom(const QString &localeName)
{
    return localeName.startsWith("zh"_L1, Qt::CaseInsensitive) ? Tongue::Chinese : Tongue::English;
}

Language::Language(QObject *parent) : QObject(parent)
{
    registerTranslations();
}

void Language::setTongue(Tongue tongue)
{
    if (m_installed && tongue == m_tongue)
        return;
    m_tongue = tongue;
    m_installed = true;
    const QString code = tongueCode(tongue);
    QLocale::setDefault(tongue == Tongue::Chinese ? QLocale(QLocale::Chinese, QLocale::SimplifiedHanScript, QLocale::China)
                                                  : QLocale(QLocale::English, QLocale::UnitedKingdom));
    // Qt's own texts ("Copy", "Paste") come with the program, or with the system's Qt.
    QCoreApplication::removeTranslator(&m_qt);
    QCoreApplication::removeTranslator(&m_product);
    if (m_qt.load(u"qtbase_"_s + code, u":/i18n"_s)
        || m_qt.load(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_product.load(u"kemai_"_s + code, u":/i18n"_s))
        QCoreApplication::installTranslator(&m_product);
    emit changed(tongue);
}

Language &language()
{
    static QPointer<Language> instance;
    if (!instance)
        instance = new Language(qApp);
    return *instance;
}

void whenTranslated(QObject *context, const std::function<void()> &retranslate)
{
    QObject::connect(&language(), &Language::changed, context, retranslate);
    retranslate();
}

} // namespace kemai
