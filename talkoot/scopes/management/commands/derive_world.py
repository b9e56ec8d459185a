"""Derive the seed files again from newer sources. For people who maintain Talkoot; running a site never needs it."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from django.core.management.base import BaseCommand, CommandError
from langcodes.data_dicts import MACROLANGUAGES

from talkoot.scopes.actions.world import SEED
from talkoot.scopes.rules import Direction, TerritoryKind, language_tag

# The languages in which territories are named; CLDR knows them all.
NAMED_IN = (
    "am", "ar", "bn", "de", "en", "es", "fa", "fr", "ha", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sw",
    "tr", "uk", "ur", "vi", "yo", "zh-Hans", "zh-Hant",
)  # fmt: skip

# UN M49: area -> the areas it lies in ("Standard country or area codes for statistical use"). 003, North America,
# and 202, Sub-Saharan Africa, are groupings of it beside the regions.
AREAS: dict[str, tuple[str, ...]] = {
    "002": (), "015": ("002",), "202": ("002",), "011": ("202",), "014": ("202",), "017": ("202",), "018": ("202",),
    "019": (), "003": ("019",), "419": ("019",), "021": ("003",), "005": ("419",), "013": ("003", "419"),
    "029": ("003", "419"),
    "142": (), "030": ("142",), "034": ("142",), "035": ("142",), "143": ("142",), "145": ("142",),
    "150": (), "039": ("150",), "151": ("150",), "154": ("150",), "155": ("150",),
    "009": (), "053": ("009",), "054": ("009",), "057": ("009",), "061": ("009",),
}  # fmt: skip

AREA_OF_NAME = {
    "Eastern Africa": "014", "Middle Africa": "017", "Northern Africa": "015", "Southern Africa": "018",
    "Western Africa": "011", "Caribbean": "029", "Central America": "013", "South America": "005",
    "Northern America": "021", "Central Asia": "143", "Eastern Asia": "030", "South-eastern Asia": "035",
    "Southern Asia": "034", "Western Asia": "145", "Eastern Europe": "151", "Northern Europe": "154",
    "Southern Europe": "039", "Western Europe": "155", "Australia and New Zealand": "053", "Melanesia": "054",
    "Micronesia": "057", "Polynesia": "061",
}  # fmt: skip


class Command(BaseCommand):
    """``manage.py derive_world countries.tsv wikis.tsv mediawiki-fallbacks.json language-data.json``."""

    requires_system_checks = ()
    help = "Write the seed files of territories and languages again from their sources (see scopes/seed/README.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the four source files in the order of the seed's README."""
        for name in ("countries", "wikis", "fallbacks", "autonyms"):
            parser.add_argument(name, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the three files."""
        territories = [*_areas(), *_countries(options["countries"])]
        languages = list(_languages(options["wikis"], options["fallbacks"], options["autonyms"]))
        _write("territories.tsv", ("code", "kind", "m49", "qid", "within"), territories)
        _write("territory_names.tsv", ("code", *NAMED_IN), (_names(row[0]) for row in territories))
        _write("languages.tsv", ("tag", "autonym", "direction", "fallback", "within"), languages)
        self.stdout.write(f"{len(territories)} territories in {len(NAMED_IN)} languages, {len(languages)} languages.")


def _areas() -> Iterator[tuple[str, ...]]:
    return ((code, TerritoryKind.AREA, code, "", ",".join(within)) for code, within in sorted(AREAS.items()))


def _countries(path: Path) -> Iterator[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in sorted(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), key=lambda r: r["iso_code"]):
            m49 = row["un_m49_code"].zfill(3) if row["un_m49_code"] else ""
            within = AREA_OF_NAME.get(row["un_subcontinent"], "")
            yield row["iso_code"], TerritoryKind.COUNTRY, m49, row["wikidata_id"], within


def _names(code: str) -> tuple[str, ...]:
    return code, *(Locale.parse(tag.replace("-", "_")).territories.get(code, "") for tag in NAMED_IN)


def _languages(wikis: Path, fallbacks: Path, autonyms: Path) -> Iterator[tuple[str, ...]]:
    chains = {
        language_tag(code): [language_tag(f) for f in listed]
        for code, listed in json.loads(fallbacks.read_text(encoding="utf-8")).items()
    }
    known = json.loads(autonyms.read_text(encoding="utf-8"))
    # A code that is a tag itself speaks for it before one that only maps to it.
    codes = sorted(known["languages"], key=lambda code: language_tag(code).lower() == code)
    entries = {language_tag(code): _entry(known["languages"], code) for code in codes}
    rtl = set(known["rtlscripts"])
    with wikis.open(encoding="utf-8", newline="") as file:
        of_wikis = {
            language_tag(r["language_code"]) for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    others = {t for t in {*chains, *(f for c in chains.values() for f in c)} if "-x-" not in t}
    tags = of_wikis | others | set(NAMED_IN) | {"zh"}
    for tag in sorted(tags):
        script, autonym = _script_and_autonym(tag, entries)
        direction = Direction.RTL if script in rtl else Direction.LTR
        yield tag, autonym, direction, ",".join(_chain(tag, chains)), ",".join(_within(tag, tags))


def _entry(languages: Mapping[str, list[Any]], code: str) -> list[Any]:
    entry = languages[code]
    return _entry(languages, entry[0]) if len(entry) == 1 else entry


def _script_and_autonym(tag: str, entries: Mapping[str, list[Any]]) -> tuple[str, str]:
    if tag in entries:
        return entries[tag][0], entries[tag][2]
    own_name = (
        Locale.parse(tag).get_language_name(tag) if Locale.negotiate([tag], localedata.locale_identifiers()) else ""
    )
    if not own_name:
        raise CommandError(f"No source names the language {tag}.")
    return "", own_name


def _chain(tag: str, chains: Mapping[str, list[str]]) -> list[str]:
    """Follow the chain to its end, the nearer first, and then English."""
    found, level = [tag], chains.get(tag) or _shorter(tag)
    while level:
        new = [t for t in dict.fromkeys(level) if t not in found and t != "en" and "-x-" not in t]
        found += new
        level = [t for one in new for t in chains.get(one, [])]
    return [*found[1:], *(["en"] if tag != "en" else [])]


def _within(tag: str, tags: Iterable[str]) -> list[str]:
    """A tag lies in its longest prefix there is, or in its macrolanguage (IANA registry)."""
    shorter = next((t for t in _shorter(tag) if t in tags), "")
    macro = MACROLANGUAGES.get(tag, "")
    return [t for t in (shorter or (macro if macro in tags else ""),) if t and t != tag]


def _shorter(tag: str) -> list[str]:
    parts = tag.split("-")
    return ["-".join(parts[:n]) for n in range(len(parts) - 1, 0, -1) if len(parts[n - 1]) > 1]


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (SEED / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(header)
        writer.writerows(rows)
