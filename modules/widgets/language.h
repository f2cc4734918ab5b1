// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Language: Simplified Chinese or English, switched while the program runs.
 *
 * setTongue() installs the translations (also Qt's own), sets QLocale's default and lets Qt send
 * QEvent::LanguageChange to every widget; a widget answers by setting its texts again. Source strings in tr()
 * are English; translations/glossary.md fixes the words. GUI thread only.
 */
#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

#include <functional>

class QWidget;

namespace kemai {

enum class Tongue : quint8 { Chinese, English };

QString tongueCode(Tongue tongue);            // "zh_CN", "en"
Tongue tongueFrom(const QString &localeName); // anything that begins with zh is Chinese

class Language : public QObject
{
    Q_OBJECT

public:
    explicit Language(QObject *parent = nullptr);

    Tongue tongue() const { return m_tongue; }
    void setTongue(Tongue tongue);

signals:
    void changed(kemai::Tongue tongue);

private:
    Tongue m_tongue = Tongue::English;
    QTranslator m_product;
    QTranslator m_qt;
    bool m_installed = false;
};

// The process's language; made on first use. Until setTongue() is called it speaks the source strings.
Language &language();

// Calls `retranslate` now and after each change of the language, as long as `context` lives. Set every text of
// a page in it: whenTranslated(this, [this] { m_title->setText(tr("Customers")); });
void whenTranslated(QObject *context, const std::function<void()> &retranslate);

} // namespace kemai
