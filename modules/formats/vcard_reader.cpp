// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/vcard_reader.h"

#include <QIODevice>
#include <QUrl>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;

// "a;b\;c" -> {"a", "b;c"}
QStringList parts(const QString &value, QChar separator)
{
    QStringList all(1);
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'\\' && i + 1 < value.size()) {
            const QChar next = value[++i];
            if (next == u'n' || next == u'N')
                all.last() += u'\n';
            else if (next == u'\\' || next == u',' || next == u';' || next == u':')
                all.last() += next;
            else
                (all.last() += u'\\') += next;
        } else if (!separator.isNull() && value[i] == separator) {
            if (all.size() >= 64)
                break;
            all.append(QString());
        } else {
            all.last() += value[i];
        }
    }
    for (QString &one : all)
        one = one.trimmed();
    return all;
}

QString whole(const QString &value) { return parts(value, QChar()).first(); }

QByteArray quotedPrintable(const QByteArray &value)
{
    QByteArray bytes;
    bytes.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == '=' && i + 2 < value.size()) {
            bool isHex = false;
            const char byte = char(value.sliced(i + 1, 2).toUInt(&isHex, 16));
            if (isHex) {
                bytes.append(byte);
                i += 2;
                continue;
            }
        }
        bytes.append(value[i]);
    }
    return bytes;
}

bool hasHan(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c >= u'\u3400' && c <= u'\u9fff'; });
}

// A person's name from family, given, additional, prefix, suffix.
QString joinedName(const QStringList &name)
{
    const QString family = name.value(0), given = name.value(1), additional = name.value(2);
    if (hasHan(family) || hasHan(given))
        return family + additional + given;
    QStringList words{name.value(3), given, additional, family, name.value(4)};
    words.removeAll(QString());
    return words.join(u' ');
}

// From post box, extended, street, locality, region, code, country.
QString joinedAddress(const QStringList &address)
{
    const QString box = address.value(0), extended = address.value(1), street = address.value(2), locality = address.value(3),
                  region = address.value(4), code = address.value(5), country = address.value(6);
    if (hasHan(street) || hasHan(locality) || hasHan(region)) {
        // 北京市 is often written as region and as locality.
        const QString place = locality.startsWith(region) ? locality : region + locality;
        const bool home = country.isEmpty() || country == u"中国" || country == u"China" || country == u"CN";
        QString text = (home ? QString() : country) + (street.startsWith(place) ? street : place + street) + extended + box;
        if (!code.isEmpty())
            text += u' ' + code;
        return text.replace(u'\n', u' ').simplified();
    }
    QStringList words{box, extended, street, locality, QString(region + u' ' + code).trimmed(), country};
    words.removeAll(QString());
    return words.join(u", ").replace(u'\n', u' ').simplified();
}

} // namespace

struct VcardReader::Property {
    QByteArray name; // upper case, without its group
    QByteArrayList types; // upper case
    QByteArray charset;
    QString value; // decoded, not yet unescaped
};

struct VcardReader::Card {
    QString formatted;
    QString name;
    QString company;
    QStringList phones;
    QStringList emails;
    QStringList addresses;
    QString birthday;
    QStringList notes;
};

Result<std::unique_ptr<VcardReader>> VcardReader::open(QIODevice &device, const QString &encoding)
{
    Result<TextEncoding> found = encoding.isEmpty() ? detectEncoding(device) : checkEncoding(device, encoding);
    if (!found)
        return fail(found.error());
    Result<TextDecoder> decoder = TextDecoder::forEncoding(found->name);
    if (!decoder)
        return fail(decoder.error());
    if (!device.seek(found->markBytes))
        return fail(Error::Code::Io, u"formats.readFailed"_s, device.errorString(), {device.errorString()});
    return std::unique_ptr<VcardReader>(new VcardReader(device, std::move(*found), std::move(*decoder)));
}

VcardReader::VcardReader(QIODevice &device, TextEncoding encoding, TextDecoder decoder)
    : m_device(device)
    , m_encoding(std::move(encoding))
    , m_decoder(std::move(decoder))
    , m_transcodes(m_encoding.name.startsWith(u"UTF-16") || m_encoding.name.startsWith(u"UTF-32"))
    , m_headings{u"姓名"_s, u"公司"_s, u"手机"_s, u"邮箱"_s, u"地址"_s, u"生日"_s, u"备注"_s}
    , m_bytesTotal(device.size())
{
}

bool VcardReader::fill()
{
    if (m_ended)
        return false;
    QByteArray piece(pieceBytes, Qt::Uninitialized);
    const qint64 read = m_device.read(piece.data(), piece.size());
    if (read < 0)
        m_readError = makeError(Error::Code::Io, u"formats.readFailed"_s, m_device.errorString(), {m_device.errorString()});
    m_ended = read <= 0;
    piece.resize(std::max<qint64>(read, 0));
    m_bytesRead += piece.size();
    m_buffer.remove(0, m_begin);
    m_begin = 0;
    if (m_transcodes) {
        QString text;
        m_decoder.decode(piece, text, m_ended ? TextDecoder::Piece::Last : TextDecoder::Piece::More);
        m_buffer += text.toUtf8();
    } else {
        m_buffer += piece;
    }
    return true;
}

// Ends at LF, CR LF or a lone CR. Of a longer line the rest is read over.
bool VcardReader::physicalLine(QByteArray &line, bool &tooLong)
{
    line.resize(0);
    tooLong = false;
    bool any = false;
    for (;;) {
        qsizetype end = m_begin;
        while (end < m_buffer.size() && m_buffer[end] != '\n' && m_buffer[end] != '\r')
            ++end;
        const qsizetype length = end - m_begin;
        any = any || length > 0;
        if (line.size() + length > maxLineBytes)
            tooLong = true;
        line += QByteArrayView(m_buffer).sliced(m_begin, std::min(length, maxLineBytes - line.size()));
        m_begin = end;
        if (end < m_buffer.size()) {
            if (m_buffer[end] == '\r' && end + 1 == m_buffer.size() && fill())
                end = m_begin;
            const bool pair = m_buffer[end] == '\r' && end + 1 < m_buffer.size() && m_buffer[end + 1] == '\n';
            m_begin = end + (pair ? 2 : 1);
            ++m_line;
            return true;
        }
        if (!fill()) {
            m_line += any ? 1 : 0;
            return any;
        }
    }
}

// With the lines folded into it.
bool VcardReader::logicalLine(QByteArray &line, bool &tooLong)
{
    if (m_again) {
        line = *std::exchange(m_again, std::nullopt);
        tooLong = false;
        m_logicalLine = m_againLine;
        return true;
    }
    if (m_ahead) {
        line = *std::exchange(m_ahead, std::nullopt);
        tooLong = m_aheadTooLong;
    } else if (!physicalLine(line, tooLong)) {
        return false;
    }
    m_logicalLine = m_line;
    QByteArray next;
    bool nextTooLong = false;
    const qsizetype colon = line.indexOf(':');
    const QByteArray head = line.first(std::max<qsizetype>(colon, 0)).toUpper();
    const bool printable = head.contains("QUOTED-PRINTABLE");
    while (physicalLine(next, nextTooLong)) {
        const bool soft = printable && line.endsWith('=');
        const bool folded = !next.isEmpty() && (next[0] == ' ' || next[0] == '\t');
        if (!soft && !folded) {
            m_ahead = std::move(next);
            m_aheadTooLong = nextTooLong;
            return true;
        }
        if (soft)
            line.chop(1);
        const QByteArrayView more = soft ? QByteArrayView(next) : QByteArrayView(next).sliced(1);
        if (line.size() + more.size() > maxLineBytes || nextTooLong)
            tooLong = true;
        else
            line += more;
    }
    return true;
}

QString VcardReader::decoded(const QByteArray &bytes, const QByteArray &charset)
{
    if (m_transcodes && charset.isEmpty())
        return QString::fromUtf8(bytes);
    QString text;
    TextDecoder *decoder = &m_decoder;
    if (!charset.isEmpty()) {
        auto known = m_charsets.find(charset);
        if (known == m_charsets.end()) {
            Result<TextDecoder> made = m_charsets.size() < 16 ? TextDecoder::forEncoding(QString::fromLatin1(charset))
                                                              : Result<TextDecoder>(fail(Error::Code::Invalid, u"formats.encodingUnknown"_s));
            known = m_charsets.insert(charset, made ? std::make_shared<TextDecoder>(std::move(*made)) : nullptr);
        }
        if (*known)
            decoder = known->get();
    }
    decoder->decode(bytes, text, TextDecoder::Piece::Last);
    return text;
}

void VcardReader::take(Card &card, const Property &property)
{
    const QByteArray &name = property.name;
    const auto is = [&property](const char *type) { return property.types.contains(type); };
    const auto note = [&card](const QString &label, const QString &text) {
        if (!text.isEmpty())
            card.notes.append(label.isEmpty() ? text : label + u"："_s + text);
    };
    if (name == "FN") {
        card.formatted = whole(property.value);
    } else if (name == "N") {
        card.name = joinedName(parts(property.value, u';'));
    } else if (name == "ORG") {
        QStringList organization = parts(property.value, u';');
        card.company = organization.takeFirst();
        organization.removeAll(QString());
        note(u"部门"_s, organization.join(u' '));
    } else if (name == "TEL") {
        QString number = whole(property.value);
        if (number.startsWith(u"tel:", Qt::CaseInsensitive)) { // RFC 3966
            const QStringList uri = QUrl::fromPercentEncoding(number.sliced(4).toUtf8()).split(u';');
            number = uri.first();
            for (const QString &one : uri)
                if (one.startsWith(u"ext=", Qt::CaseInsensitive))
                    number += u" 转"_s + one.sliced(4);
        }
        if (!number.isEmpty())
            card.phones.append((is("FAX") ? u"传真 "_s : is("HOME") && !is("CELL") ? u"家 "_s : QString()) + number);
    } else if (name == "EMAIL") {
        if (const QString text = whole(property.value); !text.isEmpty())
            card.emails.append(text);
    } else if (name == "ADR") {
        if (const QString text = joinedAddress(parts(property.value, u';')); !text.isEmpty())
            card.addresses.append(text);
    } else if (name == "BDAY") {
        card.birthday = whole(property.value).section(u'T', 0, 0);
    } else if (name == "NOTE") {
        note({}, whole(property.value));
    } else if (name == "TITLE") {
        note(u"职务"_s, whole(property.value));
    } else if (name == "NICKNAME") {
        note(u"昵称"_s, whole(property.value));
    } else if (name == "URL") {
        note(u"网址"_s, whole(property.value));
    }
}

Result<bool> VcardReader::next(TableRow &row)
{
    row.cells.clear();
    row.raw.clear();
    row.error.reset();
    row.warnings.clear();
    Card card;
    QByteArray line;
    bool tooLong = false;
    int depth = 0; // of cards inside cards
    qsizetype characters = 0;
    const auto refuse = [&row](const QString &id, QStringList details = {}) {
        if (!row.error)
            row.error = makeError(Error::Code::Invalid, id, {}, QStringList{QString::number(row.line)} + details);
    };
    while (logicalLine(line, tooLong)) {
        const QByteArray plain = line.trimmed().toUpper();
        if (plain == "BEGIN:VCARD") {
            if (++depth == 1) {
                row.line = m_logicalLine;
                row.raw = u"BEGIN:VCARD"_s;
                continue;
            }
            // Without a property that holds a card, this is the next one, and the one before it never ended.
            if (!row.raw.endsWith(u"AGENT:", Qt::CaseInsensitive)) {
                m_again = line;
                m_againLine = m_logicalLine;
                refuse(u"formats.cardNeverEnds"_s);
                return true;
            }
            continue;
        }
        if (depth == 0)
            continue;
        if (plain == "END:VCARD") {
            if (--depth > 0)
                continue;
            row.raw += u"\r\nEND:VCARD"_s;
            if (!row.error)
                row.cells = {card.formatted.isEmpty() ? card.name : card.formatted,
                             card.company,
                             card.phones.join(u'\n'),
                             card.emails.join(u"; "),
                             card.addresses.join(u" || "),
                             card.birthday,
                             card.notes.join(u'\n')};
            return true;
        }
        if (depth > 1)
            continue;

        // [group.]NAME *(;PARAMETER) : VALUE, with quotes around what holds a colon
        bool quoted = false;
        qsizetype colon = 0;
        while (colon < line.size() && (quoted || line[colon] != ':'))
            quoted ^= line[colon++] == '"';
        if (colon == line.size())
            continue;
        Property property;
        QByteArrayList head = line.first(colon).split(';');
        property.name = head.takeFirst().trimmed().toUpper();
        property.name.remove(0, property.name.lastIndexOf('.') + 1);
        if (property.name == "PHOTO" || property.name == "LOGO" || property.name == "SOUND" || property.name == "KEY")
            continue;
        if (tooLong) {
            refuse(u"formats.cardTooLong"_s, {QString::number(maxLineBytes)});
            continue;
        }
        bool printable = false;
        bool base64 = false;
        for (const QByteArray &parameter : std::as_const(head)) {
            const qsizetype equals = parameter.indexOf('=');
            const QByteArray key = equals < 0 ? QByteArray("TYPE") : parameter.first(equals).trimmed().toUpper();
            for (QByteArray value : parameter.sliced(equals + 1).split(',')) {
                value = value.trimmed();
                value.replace("\"", "");
                const QByteArray upper = value.toUpper();
                printable = printable || upper == "QUOTED-PRINTABLE";
                base64 = base64 || (key == "ENCODING" && (upper == "B" || upper == "BASE64"));
                if (key == "TYPE")
                    property.types.append(upper);
                else if (key == "CHARSET")
                    property.charset = upper;
            }
        }
        QByteArray value = line.sliced(colon + 1);
        if (printable)
            value = quotedPrintable(value);
        else if (base64)
            value = QByteArray::fromBase64(value);
        property.value = decoded(value, property.charset);
        if (property.value.contains(QChar(damageMark)))
            refuse(u"formats.damagedText"_s, {property.charset.isEmpty() ? m_encoding.name : QString::fromLatin1(property.charset)});
        characters += line.size();
        if (characters > maxCardCharacters) {
            refuse(u"formats.cardTooLong"_s, {QString::number(maxCardCharacters)});
            continue;
        }
        row.raw += u"\r\n"_s + (printable || base64 ? QString::fromLatin1(line) : decoded(line, property.charset));
        if (!row.error)
            take(card, property);
    }
    if (m_readError)
        return fail(*m_readError);
    if (depth > 0) {
        refuse(u"formats.cardNeverEnds"_s);
        return true;
    }
    return false;
}

} // namespace kemai
