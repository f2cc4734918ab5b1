#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes modules/text/pinyin_tables.inc, the readings of all Han characters without tones.

    make_pinyin.py [Unihan_Readings.txt.bz2]      (default: Debian's package unicode-data)

Run by hand when Unicode or one of the two word files changes; the result is committed, so a build needs
neither Python nor Unihan.

Candidates of a character, best first, at most four: kMandarin, then kHanyuPinlu (by frequency), kTGHZ2013,
kXHC1983; kHanyuPinyin and kMandarin's second value only where the others are silent. ORDER below puts a few
polyphones right where the frequency of running text misleads for names, places and companies.
"""
import bz2
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent.parent
SOURCE = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode/Unihan_Readings.txt.bz2"
BLOCKS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF))  # the array; the rest is a sorted list
LIMIT = 4

# Characters whose first candidates are set by hand. Each reading must be one Unihan has.
ORDER = {
    "长": "chang zhang", "長": "chang zhang", "茜": "qian xi", "晟": "sheng cheng", "乐": "le yue", "樂": "le yue",
    "都": "du dou", "调": "tiao diao", "調": "tiao diao", "朝": "chao zhao", "柏": "bai bo", "藏": "cang zang",
    "娜": "na nuo", "莎": "sha suo", "隽": "jun juan", "雋": "jun juan", "覃": "tan qin", "宿": "su xiu", "行": "xing hang", "重": "zhong chong",
    "着": "zhe zhuo zhao", "地": "di de", "得": "de dei", "的": "de di", "了": "le liao", "厦": "sha xia", "廈": "sha xia",
    "薄": "bo bao", "济": "ji", "濟": "ji", "仔": "zi zai", "贾": "jia gu", "賈": "jia gu", "尉": "wei yu", "翟": "zhai di",
    "沈": "shen chen", "单": "dan shan chan", "單": "dan shan chan", "缪": "miao mou", "繆": "miao mou",
    "什": "shi shen", "血": "xue xie", "泊": "bo po", "雀": "que", "熟": "shu shou", "谁": "shui shei", "剥": "bo bao",
    "色": "se shai", "削": "xue xiao", "露": "lu lou", "落": "luo la lao", "绿": "lü lu", "綠": "lü", "壳": "ke qiao",
    "嚼": "jiao jue", "角": "jiao jue", "塔": "ta", "佛": "fo fu", "秘": "mi bi", "系": "xi ji", "堡": "bao bu pu",
    "莞": "wan guan", "尺": "chi", "骑": "qi", "车": "che ju", "車": "che ju", "殷": "yin yan", "郝": "hao", "埔": "pu bu",
    "六": "liu lu", "省": "sheng xing", "传": "chuan zhuan", "傳": "chuan zhuan", "艾": "ai yi", "俞": "yu shu", "石": "shi dan",
    "圳": "zhen", "杉": "shan sha", "芮": "rui", "强": "qiang jiang", "強": "qiang jiang",
    "尔": "er", "叶": "ye xie", "洗": "xi xian", "解": "jie xie", "漂": "piao", "参": "can shen cen", "參": "can shen cen",
    "会": "hui kuai", "會": "hui kuai", "弹": "dan tan", "彈": "dan tan", "奇": "qi ji", "曾": "zeng ceng", "区": "qu ou",
    "朴": "pu piao po", "适": "shi kuo", "於": "yu wu", "台": "tai", "发": "fa", "說": "shuo", "说": "shuo shui",
    "阿": "a e", "便": "bian pian", "率": "lü shuai", "模": "mo mu", "给": "gei ji", "給": "gei ji", "大": "da dai",
    "和": "he huo hu", "降": "jiang xiang", "戏": "xi", "巷": "xiang hang", "似": "si shi", "钻": "zuan", "婼": "chuo ruo",
    "嘉": "jia", "令": "ling", "陆": "lu liu", "陸": "lu liu", "奘": "zang zhuang", "瑞": "rui", "璇": "xuan", "祎": "yi",
    "玥": "yue", "赟": "yun", "贇": "yun", "琛": "chen", "婧": "jing", "骁": "xiao", "彧": "yu", "昱": "yu", "煜": "yu", "镕": "rong", "鑫": "xin", "焘": "tao dao", "燾": "tao dao", "珩": "heng hang", "喆": "zhe",
}


def toneless(reading):
    """ASCII syllable; ü is v. 'lǘ' -> 'lv', 'ê̄' -> 'e', 'ḿ' -> 'm'."""
    text = unicodedata.normalize("NFD", reading.lower())
    text = text.replace("u\u0308", "v")
    return "".join(c for c in text if "a" <= c <= "z")


def read_unihan():
    fields = {}
    opener = bz2.open if SOURCE.endswith(".bz2") else open
    with opener(SOURCE, "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("U+"):
                continue
            point, name, value = line.rstrip("\n").split("\t")
            fields.setdefault(int(point[2:], 16), {})[name] = value
    return fields


def candidates(field):
    """(best candidates, every reading known)"""
    mandarin = field.get("kMandarin", "").split()
    best = mandarin[:1]
    best += [part.split("(")[0] for part in field.get("kHanyuPinlu", "").split()]
    for name in ("kTGHZ2013", "kXHC1983"):
        for part in field.get(name, "").split():
            best += part.split(":")[1].split(",")
    rare = []
    for part in field.get("kHanyuPinyin", "").split():
        rare += part.split(":")[1].split(",")
    only_mandarin = not any(name in field for name in ("kHanyuPinlu", "kTGHZ2013", "kXHC1983"))
    if not best:
        best = rare[:2]
    elif only_mandarin:
        best += mandarin[1:]
    unique = list(dict.fromkeys(filter(None, map(toneless, best))))
    every = set(unique) | set(filter(None, map(toneless, rare + mandarin)))
    return unique, every


def read_words(name):
    words = []
    for number, line in enumerate((HERE / "data" / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        word, readings = line.split("\t")
        syllables = [[toneless(one) for one in part.split(",")] for part in readings.split()]
        if len(syllables) != len(word):
            sys.exit(f"{name}:{number}: {word} has {len(word)} characters, {len(syllables)} syllables")
        words.append((word, syllables))
    return words


def main():
    fields = read_unihan()
    readings, known = {}, {}
    for point, field in fields.items():
        best, every = candidates(field)
        if best:
            readings[point], known[point] = best, every
    readings[0x3007] = ["ling"]
    known[0x3007] = {"ling"}
    for char, order in ORDER.items():
        point = ord(char)
        wanted = [toneless(one) for one in order.split()]
        for one in wanted:
            if one not in known[point]:
                print(f"ORDER: Unihan does not read {char} as {one}: {sorted(known[point])}")
        readings[point] = wanted + [one for one in readings[point] if one not in wanted]

    surnames = read_words("surnames.txt")
    words = [entry for entry in read_words("polyphone_words.txt")]
    seen = set()
    for word, syllables in surnames + words:
        for char, options in zip(word, syllables):
            for one in options:
                if one not in known.get(ord(char), ()):
                    print(f"note: Unihan does not read {char} in {word} as {one}: {sorted(known.get(ord(char), ()))}")
    words = [w for w in words if not (w[0] in seen or seen.add(w[0]))]

    singles = {w: s for w, s in surnames if len(w) == 1}
    compounds = {w: s for w, s in surnames if len(w) > 1}

    spellings = sorted({one for best in readings.values() for one in best[:LIMIT]}
                       | {one for _, s in surnames + words for options in s for one in options})
    number = {one: index for index, one in enumerate(spellings)}

    sets, set_number = [()], {(): 0}
    def set_of(best):
        key = tuple(best[:LIMIT])
        if key not in set_number:
            set_number[key] = len(sets)
            sets.append(key)
        return set_number[key]

    array = []
    for first, last in BLOCKS:
        array += [set_of(readings.get(point, ())) for point in range(first, last + 1)]
    outside = sorted(point for point in readings
                     if not any(first <= point <= last for first, last in BLOCKS)
                     and (point < 0x10000 or "kTGHZ2013" in fields[point] or "kMandarin" in fields[point]))
    outside = [(point, set_of(readings[point])) for point in outside]
    single_sets = sorted((ord(word), set_of(syllables[0] + [r for r in readings[ord(word)] if r not in syllables[0]]))
                         for word, syllables in singles.items())

    def rows(values, per_line=24):
        return ",\n".join(", ".join(values[at:at + per_line]) for at in range(0, len(values), per_line))

    def word_rows(entries):
        flat = []
        for word, syllables in sorted(entries):
            flat.append(f'{{u"{word}", {{{", ".join(str(number[s[0]]) for s in syllables)}}}}}')
        return rows(flat, 3)

    out = f"""// Generated by tools/make_pinyin.py from Unihan_Readings.txt 15.0 (kMandarin, kHanyuPinlu, kTGHZ2013, kXHC1983,
// kHanyuPinyin), data/surnames.txt and data/polyphone_words.txt. Not edited by hand.
//
// Unihan: Copyright (c) 1991-2022 Unicode, Inc. All rights reserved. Distributed under the Terms of Use in
// https://www.unicode.org/copyright.html; the licence is in data/LICENSE.unicode.
// clang-format off

constexpr std::array<std::string_view, {len(spellings)}> spellings{{{{
{rows([f'"{one}"' for one in spellings], 12)}
}}}};

// Sets of candidate readings, best first; the first number is how many.
constexpr std::array<std::array<quint16, {LIMIT + 1}>, {len(sets)}> readingSets{{{{
{rows(["{" + ",".join(str(v) for v in [len(one)] + [number[s] for s in one] + [0] * (LIMIT - len(one))) + "}" for one in sets], 8)}
}}}};

constexpr char16_t firstBlockStart = {BLOCKS[0][0]:#x}, firstBlockEnd = {BLOCKS[0][1]:#x};
constexpr char16_t secondBlockStart = {BLOCKS[1][0]:#x}, secondBlockEnd = {BLOCKS[1][1]:#x};

// U+3400..U+9FFF, then U+F900..U+FAFF: the set of each character.
constexpr std::array<quint16, {len(array)}> blockSets{{{{
{rows([str(v) for v in array], 32)}
}}}};

struct PointSet {{ char32_t point; quint16 set; }};

// Characters outside the two blocks, sorted.
constexpr std::array<PointSet, {len(outside)}> outsideSets{{{{
{rows([f"{{{p:#x},{s}}}" for p, s in outside], 10)}
}}}};

// Single characters as a surname, sorted.
constexpr std::array<PointSet, {len(single_sets)}> surnameSets{{{{
{rows([f"{{{p:#x},{s}}}" for p, s in single_sets], 10)}
}}}};

struct WordReading {{ std::u16string_view word; std::array<quint16, 5> syllables; }};

// Surnames of two characters and more, sorted.
constexpr std::array<WordReading, {len(compounds)}> compoundSurnames{{{{
{word_rows(compounds.items())}
}}}};

// Words with a reading of their own, sorted.
constexpr std::array<WordReading, {len(words)}> wordReadings{{{{
{word_rows(words)}
}}}};
"""
    (HERE / "pinyin_tables.inc").write_text(out, encoding="utf-8")
    print(f"{len(spellings)} spellings, {len(sets)} sets, {len(outside)} outside, {len(words)} words,"
          f" {len(compounds)} compound surnames, {len(out) // 1024} KiB")


main()
