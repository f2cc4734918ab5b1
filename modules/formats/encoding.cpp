// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/encoding.h"

#include "formats/text_decoder.h"
#include "formats/text_model.h"

#include <QIODevice>
#include <QSet>

#include <uchardet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace kemai {

namespace {

using Certainty = TextEncoding::Certainty;

constexpr qint64 pieceBytes = 256 * 1024;
constexpr qsizetype maxStretches = 4096;
constexpr qsizetype maxStretchBytes = 16 * 1024;
constexpr double sureMargin = 8.0;      // nats: odds of 3,000 to 1
constexpr double plausibleMean = 11.5;  // nats a character beyond ASCII
constexpr double validUtf8Bonus = 3.0;  // most files are UTF-8 today

struct Mark {
    QByteArrayView bytes;
    const char *encoding;
};

// UTF-32 before UTF-16: its mark begins with the other's.
constexpr std::array<Mark, 6> marks{{
    {QByteArrayView("\xEF\xBB\xBF", 3), "UTF-8"},
    {QByteArrayView("\xFF\xFE\0\0", 4), "UTF-32LE"},
    {QByteArrayView("\0\0\xFE\xFF", 4), "UTF-32BE"},
    {QByteArrayView("\xFF\xFE", 2), "UTF-16LE"},
    {QByteArrayView("\xFE\xFF", 2), "UTF-16BE"},
    {QByteArrayView("\x84\x31\x95\x33", 4), "GB18030"},
}};

struct Known {
    QByteArrayView bytes;
    const char *kind;
};

constexpr std::array<Known, 4> otherFormats{{
    {QByteArrayView("PK\x03\x04", 4), "XLSX/ZIP"},
    {QByteArrayView("\xD0\xCF\x11\xE0", 4), "XLS"},
    {QByteArrayView("%PDF-", 5), "PDF"},
    {QByteArrayView("\x1F\x8B", 2), "GZIP"},
}};

Failure readFailed(const QIODevice &device)
{
    return fail(Error::Code::Io, QStringLiteral("formats.readFailed"), device.errorString(), {device.errorString()});
}

template <typename Consume>
Result<> readAll(QIODevice &device, qint64 from, Consume consume)
{
    if (device.isSequential() || !device.seek(from))
        return fail(Error::Code::Io, QStringLiteral("formats.notSeekable"), QStringLiteral("not a seekable device"));
    QByteArray buffer(pieceBytes, Qt::Uninitialized);
    for (;;) {
        const qint64 count = device.read(buffer.data(), buffer.size());
        if (count < 0)
            return readFailed(device);
        if (count == 0)
            return {};
        consume(QByteArrayView(buffer.constData(), count));
    }
}

// No encoding considered here uses these as the second, third or fourth byte of a character, so text may be
// cut at them whatever the encoding is.
constexpr bool separates(uchar byte)
{
    return byte < 0x30 || (byte >= 0x3A && byte <= 0x3F);
}

// What one pass over the raw bytes shows.
struct Evidence {
    qint64 bytes = 0;
    qint64 lines = 1;
    qint64 zerosEven = 0;
    qint64 zerosOdd = 0;
    qint64 firstZeroLine = 0;
    qint64 controls = 0;
    qint64 highStretches = 0; // not distinct
    bool anyHigh = false;
    QByteArray stretches; // the distinct ones that hold bytes beyond ASCII, each ended by a newline
    qsizetype distinct = 0;

    void look(QByteArrayView piece)
    {
        for (const char character : piece) {
            const uchar byte = uchar(character);
            if (byte == 0) {
                ++((bytes & 1) ? zerosOdd : zerosEven);
                if (firstZeroLine == 0)
                    firstZeroLine = lines;
            } else if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') {
                ++controls;
            }
            ++bytes;
            if (byte == '\n')
                ++lines;
            if (separates(byte)) {
                endStretch();
            } else {
                m_high |= byte >= 0x80;
                if (distinct < maxStretches && m_stretch.size() < maxStretchBytes)
                    m_stretch.append(character);
            }
        }
    }

    void endStretch()
    {
        if (m_high) {
            anyHigh = true;
            ++highStretches;
            if (distinct < maxStretches && !m_seen.contains(m_stretch)) {
                m_seen.insert(m_stretch);
                stretches.append(m_stretch).append('\n');
                ++distinct;
            }
            m_high = false;
        }
        m_stretch.resize(0);
    }

private:
    QByteArray m_stretch;
    QSet<QByteArray> m_seen;
    bool m_high = false;
};

struct Damage {
    qint64 places = 0;
    qint64 firstLine = 0;
    qint64 lines = 1;
};

Result<Damage> damageAs(QIODevice &device, const QString &encoding, int markBytes)
{
    Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding);
    if (!decoder)
        return fail(decoder.error());
    Damage damage;
    QString text;
    bool inDamage = false;
    const auto count = [&] {
        for (const QChar c : text) {
            if (c == u'\n')
                ++damage.lines;
            if (c == damageMark && !inDamage) {
                ++damage.places;
                if (damage.firstLine == 0)
                    damage.firstLine = damage.lines;
            }
            inDamage = c == damageMark;
        }
        text.resize(0);
    };
    const Result<> read = readAll(device, markBytes, [&](QByteArrayView piece) {
        decoder->decode(piece, text);
        count();
    });
    if (!read)
        return fail(read.error());
    decoder->decode({}, text, TextDecoder::Piece::Last);
    count();
    return damage;
}

Result<TextEncoding> withDamage(QIODevice &device, TextEncoding encoding)
{
    const Result<Damage> damage = damageAs(device, encoding.name, encoding.markBytes);
    if (!damage)
        return fail(damage.error());
    encoding.damagedPlaces = damage->places;
    encoding.firstDamagedLine = damage->firstLine;
    if (damage->places > 2 && damage->places * 50 > damage->lines)
        return fail(Error::Code::Invalid, QStringLiteral("formats.encodingWrong"),
                    QStringLiteral("too many undecodable bytes"),
                    {encoding.name, QString::number(damage->places), QString::number(damage->firstLine)});
    return encoding;
}

ScriptModel modelOf(const QString &encoding)
{
    if (encoding.startsWith(u"GB"))
        return ScriptModel::Simplified;
    if (encoding.startsWith(u"Big5", Qt::CaseInsensitive))
        return ScriptModel::Traditional;
    if (encoding.startsWith(u"UTF"))
        return ScriptModel::Any;
    if (encoding == u"Shift_JIS" || encoding == u"EUC-JP")
        return ScriptModel::Japanese;
    if (encoding == u"EUC-KR" || encoding == u"UHC")
        return ScriptModel::Korean;
    return ScriptModel::Alphabet;
}

struct Reading {
    QString encoding;
    QString text;
    TextCost cost;
    double total = 0;
};

std::optional<Reading> reading(const QString &encoding, const QByteArray &stretches)
{
    Result<TextDecoder> decoder = TextDecoder::forEncoding(encoding);
    if (!decoder)
        return {};
    Reading result;
    result.encoding = encoding;
    decoder->decode(stretches, result.text, TextDecoder::Piece::Last);
    result.cost = textCost(result.text, modelOf(encoding));
    result.total = result.cost.total;
    if (encoding == u"UTF-8" && result.cost.impossible == 0)
        result.total -= validUtf8Bonus;
    return result;
}

QString librarySuggestion(const QByteArray &stretches)
{
    const std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                                                 &uchardet_delete);
    uchardet_handle_data(detector.get(), stretches.constData(), size_t(stretches.size()));
    uchardet_data_end(detector.get());
    const QString name = QString::fromLatin1(uchardet_get_charset(detector.get()));
    if (name == u"UHC")
        return QStringLiteral("windows-949");
    return name;
}

// Best first; a reading equal to a better one is left out.
std::vector<Reading> rankedReadings(const QByteArray &stretches)
{
    QStringList names{QStringLiteral("UTF-8"), QStringLiteral("GB18030"), QStringLiteral("Big5"),
                      QStringLiteral("Big5-HKSCS"), QStringLiteral("windows-1252")};
    const QString suggested = librarySuggestion(stretches);
    if (!suggested.isEmpty() && suggested != u"ASCII" && !suggested.startsWith(u"UTF")
        && !suggested.startsWith(u"ISO-2022") && suggested != u"HZ-GB-2312"
        && !names.contains(suggested, Qt::CaseInsensitive))
        names.append(suggested);
    std::vector<Reading> readings;
    for (const QString &name : std::as_const(names))
        if (std::optional<Reading> one = reading(name, stretches))
            readings.push_back(std::move(*one));
    std::stable_sort(readings.begin(), readings.end(),
                     [](const Reading &a, const Reading &b) { return a.total < b.total; });
    std::vector<Reading> different;
    for (Reading &one : readings) {
        const bool known = std::any_of(different.begin(), different.end(),
                                       [&](const Reading &better) { return better.text == one.text; });
        if (!known)
            different.push_back(std::move(one));
    }
    return different;
}

// The first stretches as this reading shows them: enough for a person to choose.
QString sampleOf(const Reading &one)
{
    QString sample = one.text.left(40).replace(u'\n', u' ').trimmed();
    return sample.replace(QChar(damageMark), QChar::ReplacementCharacter);
}

Failure unsure(const std::vector<Reading> &readings)
{
    QStringList details;
    for (const Reading &one : readings)
        if (details.size() < 6 && (details.size() < 4 || one.total < readings.front().total + 3 * sureMargin))
            details << one.encoding << sampleOf(one);
    return fail(Error::Code::Invalid, QStringLiteral("formats.encodingUnsure"),
                QStringLiteral("no reading of the bytes is far likelier than the next"), details);
}

bool isMultiByte(const QString &encoding)
{
    return modelOf(encoding) != ScriptModel::Alphabet;
}

Result<TextEncoding> judge(QIODevice &device, const Evidence &evidence)
{
    const std::vector<Reading> readings = rankedReadings(evidence.stretches);
    const Reading &best = readings.front();
    const double margin = readings.size() > 1 ? readings[1].total - best.total : sureMargin;
    const bool sound = best.cost.mean() <= plausibleMean
        && best.cost.impossible * (best.cost.impossible <= 2 ? 8 : 50) <= best.cost.charactersBeyondAscii;
    const bool enough = isMultiByte(best.encoding) || evidence.distinct >= 3;
    if (sound && enough && margin >= sureMargin) {
        Result<TextEncoding> encoding = withDamage(device, {best.encoding, 0, Certainty::Judged});
        if (!encoding && encoding.error().id == u"formats.encodingWrong")
            return unsure(readings); // the first thousands of cells read well, the rest does not: two files in one
        return encoding;
    }
    // A stray byte or two in a long ASCII file: only their rows are lost, not the file.
    if (evidence.highStretches <= 20 && evidence.highStretches * 100 <= evidence.lines)
        return withDamage(device, {QStringLiteral("UTF-8"), 0, Certainty::Judged});
    return unsure(readings);
}

Failure notText(const QString &kind, qint64 line)
{
    return fail(Error::Code::Invalid, QStringLiteral("formats.notText"), QStringLiteral("the file is not text"),
                {kind, QString::number(line)});
}

// UTF-16 without a mark: digits, commas and line ends put zero bytes on one side only.
Result<TextEncoding> judgeZeros(QIODevice &device, const Evidence &evidence)
{
    const bool little = evidence.zerosOdd > evidence.zerosEven;
    const qint64 more = std::max(evidence.zerosOdd, evidence.zerosEven);
    const qint64 fewer = std::min(evidence.zerosOdd, evidence.zerosEven);
    if (fewer * 100 <= more) {
        const QString name = little ? QStringLiteral("UTF-16LE") : QStringLiteral("UTF-16BE");
        const Result<Damage> damage = damageAs(device, name, 0);
        if (!damage)
            return fail(damage.error());
        if (damage->places <= 2 || damage->places * 50 <= damage->lines)
            return TextEncoding{name, 0, Certainty::Judged, damage->places, damage->firstLine};
    }
    return notText(QStringLiteral("binary"), evidence.firstZeroLine);
}

Result<TextEncoding> markedEncoding(QByteArrayView head)
{
    for (const Mark &mark : marks)
        if (head.startsWith(mark.bytes))
            return TextEncoding{QString::fromLatin1(mark.encoding), int(mark.bytes.size()), Certainty::Marked};
    return TextEncoding{};
}

Result<QByteArray> headOf(QIODevice &device)
{
    if (device.isSequential() || !device.seek(0))
        return fail(Error::Code::Io, QStringLiteral("formats.notSeekable"), QStringLiteral("not a seekable device"));
    const QByteArray head = device.read(16);
    if (head.isEmpty()) {
        if (device.size() > 0)
            return readFailed(device);
        return fail(Error::Code::Invalid, QStringLiteral("formats.emptyFile"), QStringLiteral("the file is empty"));
    }
    for (const Known &other : otherFormats)
        if (head.startsWith(other.bytes))
            return notText(QString::fromLatin1(other.kind), 0);
    return head;
}

} // namespace

Result<TextEncoding> detectEncoding(QIODevice &device)
{
    const Result<QByteArray> head = headOf(device);
    if (!head)
        return fail(head.error());
    const Result<TextEncoding> marked = markedEncoding(*head);
    if (marked->markBytes > 0)
        return withDamage(device, *marked);

    Evidence evidence;
    const Result<> read = readAll(device, 0, [&](QByteArrayView piece) { evidence.look(piece); });
    if (!read)
        return fail(read.error());
    evidence.endStretch();

    const qint64 zeros = evidence.zerosEven + evidence.zerosOdd;
    if (zeros * 200 > evidence.bytes)
        return judgeZeros(device, evidence);
    if (evidence.controls * 10 > evidence.bytes)
        return notText(QStringLiteral("binary"), evidence.firstZeroLine);
    if (!evidence.anyHigh)
        return TextEncoding{QStringLiteral("UTF-8"), 0, Certainty::Proven};
    return judge(device, evidence);
}

Result<TextEncoding> checkEncoding(QIODevice &device, const QString &name)
{
    const Result<QByteArray> head = headOf(device);
    if (!head)
        return fail(head.error());
    TextEncoding encoding{name, 0, Certainty::Given};
    const Result<TextEncoding> marked = markedEncoding(*head);
    const QString plain = name.toUpper().remove(u'-').remove(u'_').remove(u' ');
    const QString markedPlain = marked->name.toUpper().remove(u'-');
    if (marked->markBytes > 0 && (plain == markedPlain || markedPlain.startsWith(plain))) {
        encoding.name = marked->name; // "UTF-16" with a mark: the mark says which
        encoding.markBytes = marked->markBytes;
    }
    return withDamage(device, encoding);
}

} // namespace kemai
