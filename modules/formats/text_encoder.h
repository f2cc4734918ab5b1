// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Text to bytes, in the encodings that hold every character, so that nothing is lost on the way: UTF-8, UTF-16, UTF-32
 * and GB18030. A file in any other goes back as UTF-8. Conversion tables are ICU's; one thread at a time.
 */
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

struct UConverter;

namespace kemai {

class TextEncoder
{
public:
    // The encoding if it holds every character, else UTF-8.
    explicit TextEncoder(const QString &encoding = {});

    QString encoding() const { return m_encoding; }
    bool beginsWithMark() const { return m_encoding != QStringLiteral("GB18030"); } // of the byte order; Excel needs it
    QByteArray encode(QStringView text);

private:
    struct Close {
        void operator()(UConverter *converter) const;
    };
    QString m_encoding;
    std::unique_ptr<UConverter, Close> m_converter;
};

} // namespace kemai
