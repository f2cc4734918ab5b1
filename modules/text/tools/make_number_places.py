#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes modules/text/number_places.inc from libphonenumber's resources/geocoding/zh/86.txt.

    make_number_places.py 86.txt

A line of it is a prefix with its country code and a place: 861300000|江苏省苏州市. Places become the codes of data/divisions.txt;
what several cities share (辽宁省沈阳市、铁岭市、抚顺市) becomes its province. Run by hand; the result is committed.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
FIRST, END = 1300000, 2000000  # the first seven digits of a mobile number
HEAD = """// SPDX-License-Identifier: GPL-3.0-or-later
// Made by tools/make_number_places.py from libphonenumber's geocoding/zh/86.txt (Apache License 2.0). Do not edit.
"""


def divisions():
    provinces, cities = {}, {}
    for line in (HERE / "data" / "divisions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, name = line.split("\t")
        if len(code) == 2:
            provinces[name] = int(code)
        else:
            cities.setdefault(int(code[:2]), []).append((name, int(code)))
    return provinces, cities


RENAMED = {"襄樊": "襄阳", "莱芜": "济南"}
ENDINGS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "地区", "省", "市", "盟")


def brief(name):
    return next((name[:-len(e)] for e in ENDINGS if name.endswith(e) and len(name) > len(e) + 1), name)


def codes(place, provinces, cities):
    """Province and city; 0 where it is not known."""
    name = next((n for n in provinces if place.startswith(brief(n))), None)
    if name is None:
        return 0, 0
    code = provinces[name]
    if code in (11, 12, 31, 50):
        return code, code
    rest = place[len(name if place.startswith(name) else brief(name)):]
    if not rest or "、" in rest:
        return code, 0
    wanted = RENAMED.get(brief(rest), brief(rest))
    found = next((c for n, c in cities[code] if c < 10000 and brief(n) == wanted), 0)
    county = next((c for n, c in cities[code] if n == rest and c >= 10000), 0)  # 仙桃 stands directly under its province (4290)
    return code, found or (county if county // 100 % 100 == 90 else county // 100)


def main():
    provinces, cities = divisions()
    table = {}
    for file in sys.argv[1:]:
        for line in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
            if line.startswith("86") and "|" in line:
                prefix, place = line.split("|")
                table[prefix[2:]] = codes(place.strip(), provinces, cities)
    areas = sorted((int(p), c) for p, c in table.items() if len(p) <= 3 and not (len(p) == 3 and p[0] == "1") and c[0])
    runs, before = [], (0, 0)
    for number in range(FIRST, END):
        digits = str(number)
        place = next((table[digits[:n]] for n in range(7, 2, -1) if digits[:n] in table), (0, 0))
        if place != before:
            runs.append((number, place))
            before = place
    places = sorted({place for _, place in runs} | {place for _, place in areas})
    index = {place: i for i, place in enumerate(places)}
    out = [HEAD, "// Province and city.\nconstexpr NumberPlace numberPlaces[] = {\n"]
    out += ["".join(f"{{{p},{c}}}," for p, c in places[i:i + 12]) + "\n" for i in range(0, len(places), 12)]
    out.append("};\n\n// Area codes without their 0, ascending, each with its place.\nconstexpr AreaPlace areaPlaces[] = {\n")
    out += ["".join(f"{{{a},{index[c]}}}," for a, c in areas[i:i + 14]) + "\n" for i in range(0, len(areas), 14)]
    out.append("};\n\n// Where the place changes among the first seven digits of mobile numbers: digits - 1300000 times 512 and the place.\n"
               "constexpr quint32 mobilePlaces[] = {\n")
    assert len(places) <= 512
    words = [f"{(n - FIRST) * 512 + index[p]}," for n, p in runs]
    out += ["".join(words[i:i + 14]) + "\n" for i in range(0, len(words), 14)]
    out.append("};\n")
    (HERE / "number_places.inc").write_text("".join(out), encoding="utf-8")
    print(len(places), "places,", len(areas), "area codes,", len(runs), "runs")


if __name__ == "__main__":
    main()
