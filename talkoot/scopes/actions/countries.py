"""Countries that others' tables know: new ones are added, known ones get what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.events import TerritoryAdded, TerritoryCompleted
from talkoot.scopes.models import Territory, TerritoryClosure, TerritoryLabel
from talkoot.scopes.permissions import Permission, may
from talkoot.scopes.rules import TerritoryKind

WORLD = "001"


@dataclass(frozen=True, slots=True)
class CountrySpec:
    """A country: ISO code, name in ``language``, Wikidata id, M49 code or None, English name of its M49 area."""

    code: str
    name: str
    qid: str
    m49: str | None = None
    within: str = ""
    language: str = "en"


@dataclass(slots=True)
class CountryCounts:
    """How many countries were added, completed, and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def keep_countries(specs: Sequence[CountrySpec], *, by: Actor, at: datetime) -> CountryCounts:
    """Make the countries of ``specs`` exist, with their Wikidata ids and M49 codes.

    A known country keeps its names and its place; ids that it has already are not overwritten, for the standards'
    own files come first. A new one lies in the area whose English name is ``within``, else directly in the world.
    """
    counts = CountryCounts()
    with writing(by=by, at=at) as announce:
        require(may(by, Permission.KEEP_COUNTRIES, at=at))
        there = {t.code: t for t in Territory.objects.select_for_update().filter(code__in=[s.code for s in specs])}
        areas = dict(_areas())
        for spec in specs:
            known = there.get(spec.code)
            if known is None:
                announce(TerritoryAdded(subject=ref("territory", _add(spec, areas).pk), code=spec.code))
                counts.created += 1
            elif _complete(known, spec):
                announce(TerritoryCompleted(subject=ref("territory", known.pk), code=spec.code))
                counts.updated += 1
            else:
                counts.unchanged += 1
    return counts


def _areas() -> list[tuple[str, int]]:
    rows = TerritoryLabel.objects.filter(language="en", territory__kind=TerritoryKind.AREA)
    return list(rows.values_list("text", "territory_id"))


def _complete(known: Territory, spec: CountrySpec) -> bool:
    missing = {name: getattr(spec, name) for name in ("qid", "m49") if not getattr(known, name) and getattr(spec, name)}
    for name, value in missing.items():
        setattr(known, name, value)
    if missing:
        known.save(update_fields=list(missing))
    return bool(missing)


def _add(spec: CountrySpec, areas: dict[str, int]) -> Territory:
    country = Territory.objects.create(code=spec.code, kind=TerritoryKind.COUNTRY, qid=spec.qid, m49=spec.m49)
    TerritoryLabel.objects.create(territory=country, language=spec.language, text=spec.name)
    parent = areas.get(spec.within) or Territory.objects.filter(code=WORLD).values_list("pk", flat=True).first()
    above = TerritoryClosure.objects.filter(descendant_id=parent).values_list("ancestor_id", "depth")
    TerritoryClosure.objects.bulk_create(
        [
            TerritoryClosure(ancestor=country, descendant=country, depth=0),
            *(TerritoryClosure(ancestor_id=up, descendant=country, depth=depth + 1) for up, depth in above),
        ]
    )
    return country
