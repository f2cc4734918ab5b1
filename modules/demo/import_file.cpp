// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/import_file.h"

#include "demo/industry.h"
#include "demo/numbers.h"
#include "demo/people.h"

#include <unicode/ucnv.h>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

using namespace demo;

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};

// Writes texts in one encoding, in pieces that may end anywhere.
class EncodedFile
{
public:
    EncodedFile(QIODevice &file, ImportFileEncoding encoding) : m_file(file)
    {
        const char *name = encoding == ImportFileEncoding::Utf16     ? "UTF-16LE"
                           : encoding == ImportFileEncoding::Gb18030 ? "GB18030"
                                                                     : "UTF-8";
        UErrorCode code = U_ZERO_ERROR;
        m_converter.reset(ucnv_open(name, &code));
        m_sound = U_SUCCESS(code);
        if (encoding == ImportFileEncoding::Utf16 || encoding == ImportFileEncoding::Utf8WithBom)
            m_text += QChar(0xfeff);
    }

    QString &text() { return m_text; }
    bool flush(bool last)
    {
        if (m_text.size() < 60'000 && !last)
            return m_sound;
        QByteArray bytes(m_text.size() * 4 + 16, Qt::Uninitialized);
        char *target = bytes.data();
        const UChar *source = reinterpret_cast<const UChar *>(m_text.utf16());
        UErrorCode code = U_ZERO_ERROR;
        if (m_sound)
            ucnv_fromUnicode(m_converter.get(), &target, bytes.constData() + bytes.size(), &source, source + m_text.size(), nullptr, last, &code);
        const qint64 length = target - bytes.constData();
        m_sound = m_sound && U_SUCCESS(code) && m_file.write(bytes.constData(), length) == length;
        m_text.resize(0);
        return m_sound;
    }

private:
    QIODevice &m_file;
    std::unique_ptr<UConverter, CloseConverter> m_converter;
    QString m_text;
    bool m_sound = true;
};

enum class Dirt : quint8 {
    None, ZeroWidth, FullWidth, OddSpaces, CountryCode, SeveralNumbers, NoNumber, OddBirthday, NoCity, Duplicate, Rejected,
};

struct Line {
    QString name, company, phone, email, address, city, source, birthday, note;
};

constexpr char16_t invisible[] = {0x200b, 0x200c, 0x200d, 0xfeff, 0x2060, 0x200e, 0x202c, 0x00ad};
constexpr const char16_t *unreadable[] = {u"见备注", u"1380013", u"1.38E+10", u"无", u"138****5678", u"待补"};
constexpr const char16_t *sources[] = {u"展会", u"官网", u"地推", u"转介绍", u"老系统"};

void appendCell(QString &out, const QString &cell, QChar end)
{
    if (cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n'))
        out += u'"' + QString(cell).replace(u"\""_s, u"\"\""_s) + u'"';
    else
        out += cell;
    out += end;
}

QString fullWidth(QString text)
{
    for (QChar &c : text)
        if (c >= u'0' && c <= u'9')
            c = QChar(char16_t(c.unicode() + 0xfee0));
    return text;
}

Dirt drawDirt(Dice &dice, bool something)
{
    const int draw = dice.below(1000);
    if (draw < 30)
        return Dirt::Rejected;
    if (draw < 120)
        return something ? Dirt::Duplicate : Dirt::CountryCode;
    constexpr Dirt others[] = {Dirt::ZeroWidth, Dirt::FullWidth, Dirt::OddSpaces, Dirt::CountryCode, Dirt::SeveralNumbers, Dirt::NoNumber, Dirt::OddBirthday, Dirt::NoCity};
    return dice.of(others);
}

QString two(int number) { return QString::number(number).rightJustified(2, u'0'); }

} // namespace

Result<ImportFileCounts> writeImportFile(QIODevice &file, const ImportFileOptions &options)
{
    struct Earlier {
        QString name;
        QString digits;
    };
    std::vector<Earlier> earlier; // some rows that may be repeated
    constexpr size_t remembered = 1000;
    ImportFileCounts counts;
    EncodedFile out(file, options.encoding);
    out.text() += u"姓名,公司,手机,邮箱,地址,城市,来源,生日,备注\r\n";
    Numbers numbers(options.seed);
    Dice dice(options.seed, 500);
    for (qint64 row = 0; row < options.rows; ++row) {
        const qint64 spread = row * 61 % 100; // 61 and 100 have no common factor: every hundred rows hold each place once
        const bool isDirty = spread < options.dirtyPercent;
        const Dirt dirt = isDirty ? drawDirt(dice, !earlier.empty()) : Dirt::None;
        const Industry &industry = dice.of(industries());
        const Place &place = placeAt(dice);
        const PersonText person = chinesePerson(dice);
        const bool company = !dice.perMille(industry.privateShare);
        const NumberText number = numbers.mobile(dice);

        Line line;
        line.name = person.name;
        if (company)
            line.company = chineseCompany(dice, industry, place.brief).name;
        line.phone = number.digits;
        if (dice.perMille(450))
            line.email = person.letters + QString::number(row * 7 + 13) + u"@example.com"_s;
        if (dice.perMille(500))
            line.address = addressIn(dice, place, company).written;
        line.city = place.brief;
        line.source = QString::fromUtf16(dice.of(sources));
        if (!company && dice.perMille(400))
            line.birthday = QString::number(dice.between(1960, 2005)) + u'-' + two(dice.between(1, 12)) + u'-' + two(dice.between(1, 28));
        line.note = QString(u"旧编号 "_s + QString::number(100'000 + row));

        bool cleaned = false;
        int readable = 1;
        switch (dirt) {
        case Dirt::None:
            break;
        case Dirt::ZeroWidth: {
            QString &victim = dice.perMille(600) ? line.phone : line.name;
            for (int i = dice.between(1, 3); i > 0; --i)
                victim.insert(dice.between(0, int(victim.size())), QChar(dice.of(invisible)));
            cleaned = true;
            break;
        }
        case Dirt::FullWidth:
            line.phone = fullWidth(line.phone);
            cleaned = true;
            break;
        case Dirt::OddSpaces:
            line.phone.insert(3, QChar(0x00a0)).insert(8, QChar(0x3000));
            cleaned = true;
            break;
        case Dirt::CountryCode: {
            const int form = dice.below(4);
            line.phone = form == 0 ? QString(u"+86"_s + number.digits) : form == 1 ? QString(u"0086"_s + number.digits)
                       : form == 2 ? QString(u"+86 "_s + number.digits.left(3) + u'-' + number.digits.mid(3, 4) + u'-' + number.digits.mid(7))
                                   : QString(u"86-"_s + number.digits);
            break;
        }
        case Dirt::SeveralNumbers: {
            const QString second = dice.perMille(500) ? numbers.mobile(dice).digits : numbers.landline(dice, place).digits;
            cleaned = dice.perMille(500); // the full-width colons are folded
            line.phone = cleaned ? QString(u"手机："_s + number.digits + u"；家庭："_s + second) : QString(number.digits + u" / "_s + second);
            readable = 2;
            break;
        }
        case Dirt::NoNumber:
            line.phone = QString::fromUtf16(dice.of(unreadable));
            readable = 0;
            break;
        case Dirt::OddBirthday:
            line.birthday = dice.perMille(500) ? QString(QString::number(dice.between(1960, 2005)) + u"年"_s + QString::number(dice.between(1, 12)) + u"月3日"_s) : u"90年春天"_s;
            break;
        case Dirt::NoCity:
            line.city.clear();
            break;
        case Dirt::Duplicate: {
            const Earlier &again = earlier[size_t(dice.below(int(earlier.size())))];
            line.name = again.name;
            line.phone = dice.perMille(500) ? QString(u"+86 "_s + again.digits) : QString(again.digits.left(3) + u' ' + again.digits.mid(3, 4) + u' ' + again.digits.mid(7));
            break;
        }
        case Dirt::Rejected:
            line = {};
            line.phone = dice.perMille(500) ? QString::fromUtf16(dice.of(unreadable)) : QString();
            line.note = u"旧编号 "_s + QString::number(100'000 + row);
            break;
        }

        ++counts.rows;
        counts.dirty += isDirty;
        counts.cleaned += cleaned;
        if (dirt == Dirt::Duplicate) {
            ++counts.duplicates;
        } else if (dirt == Dirt::Rejected) {
            ++counts.rejected;
        } else {
            ++counts.created;
            counts.numbers += readable;
            if (dirt == Dirt::None) {
                const Earlier one{line.name, number.digits};
                if (earlier.size() < remembered)
                    earlier.push_back(one);
                else
                    earlier[size_t(dice.below(int(remembered)))] = one;
            }
        }
        QString &text = out.text();
        for (const QString *cell : {&line.name, &line.company, &line.phone, &line.email, &line.address, &line.city, &line.source, &line.birthday})
            appendCell(text, *cell, u',');
        appendCell(text, line.note, u'\r');
        text += u'\n';
        if (!out.flush(false))
            return fail(Error::Code::Io, u"demo.writeFailed"_s, file.errorString());
    }
    if (!out.flush(true))
        return fail(Error::Code::Io, u"demo.writeFailed"_s, file.errorString());
    return counts;
}

} // namespace kemai
