// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Address cards: vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350), as rows under the headings 姓名 公司 手机 邮箱 地址 生日
 * 备注, in bounded memory.
 *
 * One card is one row; its line is that of BEGIN:VCARD. Several numbers, emails and addresses stand in one cell, separated as
 * an import reads them, a number with its label where the card says more than "phone" (家, 传真). Title, department, nickname
 * and web page go to the note, so that nothing of a card is lost; pictures, sounds and keys are passed over.
 *
 * Reads what occurs: folded lines, quoted-printable with soft line breaks, base64, groups (item1.TEL), bare parameters
 * (TEL;CELL), a CHARSET for each value, escapes, tel: URIs with an extension, cards inside cards (AGENT, passed over). Without
 * CHARSET the encoding is decided on the whole file (encoding.h).
 *
 * Limits: maxLineBytes a line (the rest of a longer one is dropped if it is a picture, else the card is bad),
 * maxCardCharacters a card. A card that never ends is a bad row and costs no other. One thread at a time.
 */
#pragma once

#include "formats/encoding.h"
#include "formats/table_reader.h"
#include "formats/text_decoder.h"

#include <QByteArray>
#include <QHash>

#include <memory>

class QIODevice;

namespace kemai {

class VcardReader final : public TableReader
{
public:
    static constexpr qsizetype maxLineBytes = 64 * 1024;
    static constexpr qsizetype maxCardCharacters = 256 * 1024;

    // encoding: empty: found. Errors: those of detectEncoding() and checkEncoding().
    static Result<std::unique_ptr<VcardReader>> open(QIODevice &device, const QString &encoding = {});

    const QStringList &headings() const override { return m_headings; }
    Result<bool> next(TableRow &row) override;
    qint64 bytesRead() const override { return m_bytesRead; }
    qint64 bytesTotal() const override { return m_bytesTotal; }
    const TextEncoding &encoding() const { return m_encoding; }

private:
    struct Card;
    struct Property;
    VcardReader(QIODevice &device, TextEncoding encoding, TextDecoder decoder);

    bool physicalLine(QByteArray &line, bool &tooLong);
    bool logicalLine(QByteArray &line, bool &tooLong);
    bool fill();
    QString decoded(const QByteArray &bytes, const QByteArray &charset);
    void take(Card &card, const Property &property);

    QIODevice &m_device;
    TextEncoding m_encoding;
    TextDecoder m_decoder;                                      // of the file
    QHash<QByteArray, std::shared_ptr<TextDecoder>> m_charsets; // of values; null: unknown
    bool m_transcodes = false;                                  // UTF-16: the whole file is turned into UTF-8
    QStringList m_headings;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qint64 m_line = 0;       // of the physical line read last
    qint64 m_logicalLine = 0; // where the logical line read last began
    std::optional<QByteArray> m_ahead;
    bool m_aheadTooLong = false;
    std::optional<QByteArray> m_again; // a BEGIN found where an END was due
    qint64 m_againLine = 0;
    qint64 m_bytesRead = 0;
    qint64 m_bytesTotal = 0;
    bool m_ended = false;
    std::optional<Error> m_readError;
};

} // namespace kemai
