// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokens.h"

#include <QTest>

using namespace kemai;

class TestTokens : public QObject
{
    Q_OBJECT

private slots:
    void standsInTheTableAtItsOwnPlace()
    {
        for (size_t i = 0; i < tokenTable.size(); ++i)
            QCOMPARE(size_t(tokenTable[i].token), i);
    }

    void isReadableOnItsGrounds_data()
    {
        QTest::addColumn<QRgb>("ink");
        QTest::addColumn<QRgb>("ground");
        QTest::addColumn<double>("least");
        using T = ColorToken;
        const QList<T> plain{T::Background, T::Surface};
        const QList<T> quiet{T::Background, T::Surface, T::Surface2};
        const QList<std::pair<T, QList<T>>> pairs{
            {T::Text, {T::Background, T::Surface, T::Surface2, T::AccentWeak, T::SuccessWeak, T::WarningWeak, T::DangerWeak}},
            {T::Text2, {T::Background, T::Surface, T::Surface2, T::AccentWeak, T::WarningWeak}},
            {T::Text3, quiet},
            {T::Accent, {T::Background, T::Surface, T::AccentWeak}},
            {T::OnAccent, {T::Accent}},
            {T::Surface, {T::Danger, T::Text}}, // the number on a badge, the words of a tool tip
            {T::Success, {T::Background, T::Surface, T::SuccessWeak}},
            {T::Warning, {T::Background, T::Surface, T::WarningWeak}},
            {T::Danger, {T::Background, T::Surface, T::DangerWeak}},
            {T::Info, quiet},
            {T::Wechat, plain}, {T::Webform, plain}, {T::Call, plain}, {T::Ticket, plain},
            {T::Chat, plain},   {T::Mail, plain},    {T::Visit, plain}, {T::Note, plain},
        };
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::Contrast})
            for (const auto &[ink, grounds] : pairs)
                for (const T ground : grounds)
                    QTest::addRow("%s on %s, %s", tokenTable[size_t(ink)].name, tokenTable[size_t(ground)].name,
                                  scheme == Scheme::Light ? "light" : scheme == Scheme::Dark ? "dark" : "high contrast")
                        << tokenRgb(ink, scheme) << tokenRgb(ground, scheme) << (scheme == Scheme::Contrast ? 7.0 : 4.5);
    }
    void isReadableOnItsGrounds()
    {
        QFETCH(QRgb, ink);
        QFETCH(QRgb, ground);
        QFETCH(double, least);
        const double ratio = contrast(ink, ground);
        QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1:1").arg(ratio, 0, 'f', 2)));
    }

    void readsTheToneOfATagOnItsGround()
    {
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::Contrast})
            for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Success, Tone::Warning, Tone::Danger, Tone::Info})
                QVERIFY(contrast(tokenRgb(toneText(tone), scheme), tokenRgb(toneGround(tone), scheme)) >= (scheme == Scheme::Contrast ? 7.0 : 4.5));
    }

    void marksAChannelOnItsBadge() // a picture needs 3:1 (WCAG 2.1, 1.4.11)
    {
        using T = ColorToken;
        for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::Contrast})
            for (const T channel : {T::Wechat, T::Webform, T::Call, T::Ticket, T::Chat, T::Mail, T::Visit, T::Note}) {
                const QRgb badge = mixedRgb(tokenRgb(T::Surface, scheme), tokenRgb(channel, scheme), 0.16);
                QVERIFY2(contrast(tokenRgb(channel, scheme), badge) >= 3.0, tokenTable[size_t(channel)].name);
            }
    }

    void drawsBordersThatCanBeSeenInHighContrast() // WCAG 2.1, 1.4.11
    {
        for (const ColorToken ground : {ColorToken::Background, ColorToken::Surface, ColorToken::Surface2})
            QVERIFY(contrast(tokenRgb(ColorToken::Border, Scheme::Contrast), tokenRgb(ground, Scheme::Contrast)) >= 3.0);
    }

    void knowsTheContrastOfBlackOnWhite()
    {
        QVERIFY(qAbs(contrast(qRgb(0, 0, 0), qRgb(255, 255, 255)) - 21.0) < 0.001);
        QVERIFY(qAbs(contrast(qRgb(119, 119, 119), qRgb(255, 255, 255)) - 4.48) < 0.01); // the classic #777
    }
};

QTEST_APPLESS_MAIN(TestTokens)
#include "tst_tokens.moc"
