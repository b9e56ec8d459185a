"""``wikimedia-canonical``: the tables ``wikis.tsv`` and ``countries.tsv`` of Wikimedia's canonical data.

Each wiki becomes a project community; one that is an edition in a language has that language as its scope, a closed
one has ended. Countries become, or complete, the territories of scopes. Tab separated, without quoting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from talkoot.directory.rules.records import BodyRecord, ChannelRecord, Harvest, Place
from talkoot.directory.rules.tables import matching
from talkoot.directory.rules.words import BodyStatus, ChannelKind
from talkoot.kernel.imports import (
    BadFile,
    Column,
    Problem,
    Reading,
    Row,
    Upload,
    choice,
    gettext_noop,
    line,
    number,
    read_table,
)

NOT_CANONICAL = gettext_noop("The first line is neither that of wikis.tsv nor that of countries.tsv.")
# Translators: %(value)s is what stands in the file.
NOT_A_HOST = gettext_noop("%(value)s is not the name of a host.")
# Translators: %(value)s is what stands in the file.
NOT_A_QID = gettext_noop("%(value)s is not a Wikidata id such as Q889.")
# Translators: %(value)s is what stands in the file.
NOT_A_COUNTRY = gettext_noop("%(value)s is not a country code of two letters.")

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")
QID = re.compile(r"Q[1-9][0-9]{0,11}\Z")
COUNTRY = re.compile(r"[A-Z]{2}\Z")
KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "project-community": {"en": ("Project community", "Project communities")}
}
# Groups whose wikis are editions in one language; the language of the others says only how their pages begin.
EDITIONS = frozenset({
    "wikipedia", "wiktionary", "wikibooks", "wikiquote", "wikisource", "wikinews", "wikiversity", "wikivoyage",
})  # fmt: skip


class WikiStatus(StrEnum):
    """A wiki can be edited, or is kept to be read."""

    OPEN = "open"
    CLOSED = "closed"


class Openness(StrEnum):
    """Who may read, or edit, a wiki."""

    PUBLIC = "public"
    PRIVATE = "private"


STATUS = {WikiStatus.OPEN: BodyStatus.ACTIVE, WikiStatus.CLOSED: BodyStatus.ENDED}


host, qid = matching(HOST, NOT_A_HOST), matching(QID, NOT_A_QID)
country = matching(COUNTRY, NOT_A_COUNTRY)

WIKIS = (
    Column("database_code", line(60), needed=True),
    Column("domain_name", host, needed=True),
    Column("database_group", line(60), needed=True),
    Column("language_code", line(35), needed=True),
    Column("mobile_domain_name", line(), optional=True),
    Column("language_name", line(), needed=True),
    Column("status", choice(WikiStatus), needed=True),
    Column("visibility", choice(Openness), needed=True),
    Column("editability", choice(Openness), needed=True),
    Column("english_name", line(), needed=True),
)
# Columns of countries.tsv that are read; the rest is about grants and statistics.
COUNTRIES = (
    Column("name", line(), needed=True),
    Column("iso_code", country, needed=True),
    Column("wikidata_id", qid, needed=True),
    Column("un_subcontinent", line(), optional=True),
    Column("un_m49_code", number(1, 999), empty=None),
    *(
        Column(name, line(), optional=True)
        for name in (
            "iso_alpha3_code", "is_protected", "data_risk_score", "data_risk_classification", "maxmind_continent",
            "un_continent", "wikimedia_region", "grant_committee_region", "form_990_region", "economic_region",
            "emerging_classification", "is_eu", "is_un_member", "is_un_data_entity", "is_imf_data_entity",
            "is_world_bank_data_entity", "is_penn_world_table_data_entity", "market_research_classification",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountryRecord:
    """A country: its ISO code, its names for machines and people, and the English name of the area it lies in."""

    code: str
    name: str
    qid: str
    m49: str | None
    within: str


def is_wikis(upload: Upload) -> bool:
    """Tell whether the file is the table of wikis (else that of countries); raise `BadFile` when it is neither."""
    names = set(upload.data.partition(b"\n")[0].removeprefix(b"\xef\xbb\xbf").strip().split(b"\t"))
    if b"database_code" in names:
        return True
    if b"iso_code" in names:
        return False
    raise BadFile([Problem(upload.name, 1, "", NOT_CANONICAL)])


def read_wikis(upload: Upload) -> Harvest:
    """Read ``wikis.tsv``."""
    table = read_table(upload, WIKIS, key=("database_code",), delimiter="\t", quoted=False)
    return Harvest(kinds=dict(KINDS), bodies=[_wiki(row) for row in table.rows], problems=table.problems)


def read_countries(upload: Upload) -> Reading[CountryRecord]:
    """Read ``countries.tsv``."""
    table = read_table(upload, COUNTRIES, key=("iso_code",), delimiter="\t", quoted=False)
    return Reading([_country(row) for row in table.rows], table.problems)


def _wiki(row: Row) -> BodyRecord:
    language = (row["language_code"],) if row["database_group"] in EDITIONS else ()
    return BodyRecord(
        row["database_code"],
        row["english_name"],
        "project-community",
        "en",
        status=STATUS[row["status"]],
        languages=language,
        aliases=(row["database_code"], row["domain_name"]),
        channels=(ChannelRecord(ChannelKind.WIKI, f"https://{row['domain_name']}"),),
        place=Place(row.file, row.line),
    )


def _country(row: Row) -> CountryRecord:
    m49 = row["un_m49_code"]
    code = f"{m49:03d}" if m49 is not None else None
    return CountryRecord(row["iso_code"], row["name"], row["wikidata_id"], code, row["un_subcontinent"])
