"""Make countries.json, the built-in countries and regions, from three public sources.

- ISO 3166-1 (codes; English short and formal names, as other names) from `iso3166-1.json` as pycountry carries it in
  `databases/`, or `iso_3166-1.json` of Debian's iso-codes, from which pycountry takes it.
- Unicode CLDR, npm package `cldr-core`: which region a country is in, and which languages are official there.
- Unicode CLDR, npm package `cldr-localenames-full`: names of countries and regions in many languages.

The tables below are reviewed by hand and win over the sources. To run it, with the packages installed:

    python make_countries.py --iso-version "pycountry 26.2.16" \\
        site-packages/pycountry/databases node_modules/cldr-core node_modules/cldr-localenames-full countries.json

A slug that the output file already has is kept, whatever a newer source calls the country: addresses never change.
Equal sources and an equal old file give equal bytes. LICENCES.md holds the licences.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path

LANGUAGES = ["ar", "az", "de", "en", "es", "fa", "fr", "he", "hi", "hy", "pt", "ru", "tr", "uk", "ur", "zh"]
MOST_NATIVE = 4

# M49's regions in CLDR's containment. Not taken: 003 (Northern America, Central America and Caribbean together, which
# crosses 419) and what M49 does not know (EU, EZ, UN, QO).
REGIONS = {
    "001": None, "002": "001", "009": "001", "019": "001", "142": "001", "150": "001",
    "015": "002", "202": "002", "011": "202", "014": "202", "017": "202", "018": "202",
    "021": "019", "419": "019", "005": "419", "013": "419", "029": "419",
    "030": "142", "034": "142", "035": "142", "143": "142", "145": "142",
    "039": "150", "151": "150", "154": "150", "155": "150",
    "053": "009", "054": "009", "057": "009", "061": "009",
}  # fmt: skip
NO_REGION = {"ATA"}

# M49's English names where CLDR's differ in substance. 057 stays CLDR's "Micronesian Region": Micronesia is a country.
REGION_NAMES = {"001": "World", "053": "Australia and New Zealand", "419": "Latin America and the Caribbean"}

# The user-assigned code that the EU, the IMF and CLDR use; alpha-3 as the World Bank has it. ISO gives no numeric code.
KOSOVO = {"alpha_2": "XK", "alpha_3": "XKX", "numeric": None, "name": "Kosovo", "official_name": "Republic of Kosovo"}

# Displayed English names where CLDR's, with "and" for "&" and "Saint" for "St.", is not the plain one.
NAMES = {
    "CCK": "Cocos Islands",
    "CIV": "Ivory Coast",
    "COD": "Democratic Republic of the Congo",
    "COG": "Republic of the Congo",
    "HKG": "Hong Kong",
    "HMD": "Heard Island and McDonald Islands",
    "MAC": "Macao",
    "MMR": "Myanmar",
    "PSE": "Palestine",
    "SGS": "South Georgia and the South Sandwich Islands",
    "TUR": "Turkey",
    "UMI": "United States Minor Outlying Islands",
    "VCT": "Saint Vincent and the Grenadines",
    "VIR": "US Virgin Islands",
}

# Where a language's first name in CLDR is long or ambiguous, CLDR's other one: {(alpha-3, language): alt}; "" is all.
PREFERRED = {
    ("HKG", ""): "short",
    ("MAC", ""): "short",
    ("PSE", ""): "short",
    ("COG", "es"): "variant",  # not "Congo" alone
    ("SAU", "fa"): "short",
}

# Other English names that neither source has, or has in an unreadable form: former, short, and as abbreviations.
ALTERNATIVES = {
    "ARE": ["UAE", "Emirates"], "ATG": ["Antigua"], "BES": ["Bonaire", "Sint Eustatius", "Saba", "BES Islands"],
    "BFA": ["Upper Volta"], "BHS": ["The Bahamas"], "BIH": ["Bosnia-Herzegovina", "Bosnia and Hercegovina", "BiH"],
    "BLM": ["Saint Barts", "St. Barts", "St. Barths"], "BLR": ["Byelorussia", "Belorussia"], "CAF": ["CAR"],
    "CCK": ["Cocos (Keeling) Islands", "Keeling Islands"], "CHN": ["PRC", "Mainland China"],
    "COD": ["DRC", "DR Congo", "Congo-Kinshasa", "Zaire"], "COG": ["Congo-Brazzaville", "Congo Republic"],
    "COM": ["The Comoros", "Comoro Islands"], "CPV": ["Cape Verde Islands"], "CYM": ["Caymans"], "ETH": ["Abyssinia"],
    "FLK": ["Falklands", "Malvinas", "Islas Malvinas", "Falkland Islands (Malvinas)"],
    "FRO": ["Faeroe Islands", "Faroes"], "FSM": ["FSM"], "GBR": ["UK", "U.K.", "Britain", "Great Britain"],
    "GMB": ["The Gambia"], "GUF": ["French Guyana"], "HKG": ["Hong Kong SAR", "HKSAR"],
    "IOT": ["BIOT", "Chagos Islands", "Chagos"], "IRL": ["Republic of Ireland"], "IRN": ["Persia"],
    "KGZ": ["Kirghizia", "Kirgizstan"], "KHM": ["Kampuchea"], "KNA": ["Saint Kitts", "St. Kitts"], "KOR": ["ROK"],
    "LAO": ["Lao PDR"], "LBY": ["State of Libya"], "LKA": ["Ceylon"], "LUX": ["Luxemburg"],
    "MAC": ["Macau", "Macao SAR", "Macau SAR"], "MAF": ["French Saint Martin", "Collectivity of Saint Martin"],
    "MDA": ["Moldavia"], "MDV": ["The Maldives", "Maldive Islands"], "MHL": ["RMI"],
    "MKD": ["Macedonia", "FYROM", "Former Yugoslav Republic of Macedonia"],
    "MMR": ["Burma", "Republic of the Union of Myanmar"], "MNP": ["Northern Marianas", "CNMI"],
    "NLD": ["Holland", "The Netherlands"], "PCN": ["Pitcairn Island"], "PHL": ["The Philippines"], "PLW": ["Belau"],
    "PRK": ["DPRK"], "REU": ["Reunion Island"], "ROU": ["Rumania"], "RWA": ["Republic of Rwanda"], "SAU": ["KSA"],
    "SDN": ["The Sudan"], "SGS": ["South Georgia"], "SHN": ["Ascension Island", "Tristan da Cunha"],
    "SJM": ["Svalbard", "Jan Mayen", "Spitsbergen"], "STP": ["Sao Tome"], "SUR": ["Surinam"],
    "SXM": ["Saint Maarten", "St. Maarten"], "THA": ["Siam"], "TJK": ["Tadjikistan"], "TTO": ["Trinidad"],
    "TWN": ["Chinese Taipei", "Republic of China", "Formosa"], "USA": ["US", "U.S.", "U.S.A.", "America"],
    "VAT": ["Vatican", "Holy See", "Vatican City State"],
    "VCT": ["St. Vincent and the Grenadines", "Saint Vincent", "St. Vincent"], "VGB": ["BVI"],
    "VIR": ["United States Virgin Islands", "American Virgin Islands", "USVI"], "WSM": ["Western Samoa"],
    "ZAF": ["RSA"], "ZWE": ["Rhodesia"],
}  # fmt: skip

# Names in the sources that are not taken: could mean two countries; a claim rather than a name in use; given up since.
NOT_TAKEN = {
    "BIH": {"Republic of Bosnia and Herzegovina"},
    "COG": {"Congo"},
    "MMR": {"Republic of Myanmar"},
    "NPL": {"Federal Democratic Republic of Nepal"},
    "RWA": {"Rwandese Republic"},
    "TWN": {"Taiwan, Province of China"},
}

# Official languages (CLDR locales) where CLDR's list has working, regional or former ones or lacks a law since.
OFFICIAL = {
    "AFG": ["ps", "fa"], "AUT": ["de"], "AZE": ["az"], "BRN": ["ms", "ms-Arab"], "CHE": ["de", "fr", "it", "rm"],
    "DZA": ["ar", "kab"], "ERI": ["ti", "ar"], "IRL": ["ga"], "IRQ": ["ar", "ckb"], "ISR": ["he", "ar"],
    "KAZ": ["kk", "ru"], "KGZ": ["ky", "ru"], "LIE": ["de"], "MAR": ["ar", "zgh"],
    "MDG": ["mg", "fr"], "NZL": ["mi"], "TUN": ["ar"], "UKR": ["uk"],
    "UZB": ["uz"], "ZAF": ["zu", "xh", "af", "nso"],
}  # fmt: skip
NATIVE_TOO = {"ARE": ["الإمارات"], "SAU": ["السعودية"]}


class Names:
    """CLDR's territory names, each locale's file read once."""

    def __init__(self, folder: Path) -> None:
        self._main = folder / "main"
        self._read: dict[str, dict[str, str]] = {}

    def locale(self, locale: str) -> dict[str, str] | None:
        """All names in a locale by territory, a variant as `HK-alt-short`; None for a locale CLDR has not."""
        path = self._main / locale / "territories.json"
        if locale not in self._read and path.is_file():
            self._read[locale] = _load(path)["main"][locale]["localeDisplayNames"]["territories"]
        return self._read.get(locale)

    def one(self, locale: str, alpha3: str, alpha2: str) -> str | None:
        """A country's name in a locale, in the form that PREFERRED asks for."""
        names = self.locale(locale) or {}
        alt = PREFERRED.get((alpha3, "")) or PREFERRED.get((alpha3, locale))
        name = names.get(f"{alpha2}-alt-{alt}") or names.get(alpha2)
        return name if name != alpha2 else None  # CLDR gives the code where a locale has no name


def main() -> None:
    """Read the arguments, make the file."""
    parser = argparse.ArgumentParser(description="Make countries.json; see the top of this file.")
    parser.add_argument("iso", type=Path, help="folder with iso3166-1.json (pycountry) or iso_3166-1.json (iso-codes)")
    parser.add_argument("core", type=Path, help="folder of the npm package cldr-core")
    parser.add_argument("localenames", type=Path, help="folder of the npm package cldr-localenames-full")
    parser.add_argument("output", type=Path, help="countries.json; the slugs it has are kept")
    parser.add_argument("--iso-version", required=True, help='where the codes come from, as "pycountry 26.2.16"')
    arguments = parser.parse_args()
    old = _load(arguments.output) if arguments.output.is_file() else {}
    data = make(arguments.iso, arguments.core, arguments.localenames, arguments.iso_version, old)
    arguments.output.write_bytes(render(data).encode())


def make(iso: Path, core: Path, localenames: Path, iso_version: str, old: dict) -> dict:
    """The whole of countries.json as it will be written."""
    pycountry, iso_codes = iso / "iso3166-1.json", iso / "iso_3166-1.json"
    entries = _load(pycountry if pycountry.is_file() else iso_codes)["3166-1"]
    entries = sorted([*entries, KOSOVO], key=lambda entry: entry["alpha_3"])
    names = Names(localenames)
    containment = _load(core / "supplemental/territoryContainment.json")["supplemental"]["territoryContainment"]
    languages = _load(core / "supplemental/territoryInfo.json")["supplemental"]["territoryInfo"]
    parents = {child: code for code in REGIONS for child in containment[code]["_contains"] if len(child) == 2}
    for code, parent in REGIONS.items():
        groups = ("", "-status-grouping")
        assert not parent or any(code in containment.get(parent + g, {}).get("_contains", ()) for g in groups), code

    regions = {}
    for code in sorted(REGIONS):
        shown = {language: names.locale(language)[code] for language in LANGUAGES}
        shown["en"] = REGION_NAMES.get(code, shown["en"])
        slug = old.get("regions", {}).get(code, {}).get("slug") or slugify(shown["en"])
        regions[code] = {"parent": REGIONS[code], "slug": slug, "names": shown}

    countries = {}
    for entry in entries:
        alpha3, alpha2 = entry["alpha_3"], entry["alpha_2"]
        shown = {language: names.one(language, alpha3, alpha2) for language in LANGUAGES}
        shown["en"] = NAMES.get(alpha3) or plain(shown["en"])
        region = parents.get(alpha2)
        assert all(shown.values()) and (region is None) == (alpha3 in NO_REGION), alpha3
        countries[alpha3] = {
            "alpha2": alpha2,
            "numeric": entry["numeric"],
            "slug": old.get("countries", {}).get(alpha3, {}).get("slug") or slugify(shown["en"]),
            "region": region,
            "names": shown,
            "native": native(alpha3, alpha2, languages.get(alpha2, {}), names, shown["en"]),
            "alternatives": alternatives(entry, names.locale("en"), shown["en"]),
        }
    slugs = [item["slug"] for item in (*regions.values(), *countries.values())]
    assert len(slugs) == len(set(slugs)), sorted(slug for slug in slugs if slugs.count(slug) > 1)
    tables = (NAMES, ALTERNATIVES, NOT_TAKEN, OFFICIAL, NATIVE_TOO, NO_REGION, [alpha3 for alpha3, _ in PREFERRED])
    unknown = {alpha3 for table in tables for alpha3 in table} - countries.keys()
    assert not unknown, f"the tables have codes that no country has: {unknown}"

    sources = {"ISO 3166-1": iso_version}
    for folder in (core, localenames):
        package = _load(folder / "package.json")
        sources[package["name"]] = package["version"]
    return {"sources": sources, "regions": regions, "countries": countries}


def native(alpha3: str, alpha2: str, info: dict, names: Names, displayed: str) -> list[str]:
    """What official languages other than English call a country, most spoken first, without the displayed name."""
    found = []
    for locale in OFFICIAL.get(alpha3) or _official(info):
        # A country's own form of a language, as Korean in North Korea, is nearer than the language at large.
        name = names.one(f"{locale}-{alpha2}", alpha3, alpha2) or names.one(locale, alpha3, alpha2)
        if name:
            found.append(name)
    return _distinct([*found, *NATIVE_TOO.get(alpha3, ())], displayed)[:MOST_NATIVE]


def _official(info: dict) -> list[str]:
    """Locales of the languages other than English that are official in all of a country."""
    speakers = {}
    for language, item in info.get("languagePopulation", {}).items():
        if language != "en" and item.get("_officialStatus") in ("official", "de_facto_official"):
            speakers[language.replace("_", "-")] = float(item["_populationPercent"])
    return sorted(speakers, key=lambda language: (-speakers[language], language))


def alternatives(entry: dict, english: dict[str, str], displayed: str) -> list[str]:
    """Other English names: ISO's and CLDR's as people write them, then the reviewed ones."""
    alpha3, alpha2 = entry["alpha_3"], entry["alpha_2"]
    given = [straight(entry[key]) for key in ("name", "common_name", "official_name") if key in entry]
    variants = [english[key] for key in sorted(english) if key == alpha2 or key.startswith(f"{alpha2}-alt-")]
    given += [form for name in variants for form in (name, name.replace("&", "and"))]
    given = [name for name in given if "(" not in name and " - " not in name and len(name) > 2]
    given = [name for name in given if name not in NOT_TAKEN.get(alpha3, ())]
    return _distinct([name.replace("\u2019", "'") for name in [*given, *ALTERNATIVES.get(alpha3, ())]], displayed)


def straight(name: str) -> str:
    """An ISO name in speaking order: `Iran, Islamic Republic of` → `Islamic Republic of Iran`."""
    name = name.removeprefix("the ")
    head, comma, tail = name.rpartition(", ")
    if comma and (re.search(r" of( the)?$", tail) or tail in ("British", "U.S.")):
        name = f"{tail} {head}"
    return name.removeprefix("The ")


def plain(name: str) -> str:
    """An English name of CLDR's as running text has it: no ampersand, `Saint` in full."""
    return name.replace("&", "and").replace("St. ", "Saint ").replace("\u2019", "'")


def slugify(name: str) -> str:
    """A name as part of an address: `São Tomé and Príncipe` → `sao-tome-and-principe`."""
    bare = unicodedata.normalize("NFKD", name.replace("'", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")


def _distinct(names: list[str], displayed: str) -> list[str]:
    """Names in their order, each once whatever its case, without the displayed one."""
    by_case: dict[str, str] = {}
    for name in names:
        by_case.setdefault(name.casefold(), name)
    return [name for folded, name in by_case.items() if folded != displayed.casefold()]


def render(data: dict) -> str:
    """JSON with a line for each region and country, so that a change shows as one line."""
    parts = [f'"sources":{_compact(data["sources"])}']
    for key in ("regions", "countries"):
        lines = ",\n".join(f"{_compact(code)}:{_compact(item)}" for code, item in data[key].items())
        parts.append(f'"{key}":{{\n{lines}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


if __name__ == "__main__":
    main()
