"""The world as its standards give it: M49 areas, ISO countries, BCP 47 languages. Read from the files in `seed`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model

from talkoot.scopes.models import (
    Language,
    LanguageClosure,
    LanguageFallback,
    Territory,
    TerritoryClosure,
    TerritoryLabel,
)
from talkoot.scopes.rules import closure, folded

SEED = Path(__file__).resolve().parent.parent / "seed"


def load_world() -> None:
    """Make territories, languages, their names, order and fallbacks be what the seed files say.

    May be run at any time, on every start too: only differences are written. What a newer file leaves out stays,
    because scopes may point to it.
    """
    with transaction.atomic():
        _load_territories()
        _load_languages()


def _load_territories() -> None:
    rows = list(_rows("territories.tsv"))
    _upsert(
        Territory,
        ("code",),
        [{"code": r["code"], "kind": r["kind"], "m49": r["m49"] or None, "qid": r["qid"] or None} for r in rows],
    )
    keys = dict(Territory.objects.values_list("code", "pk"))
    _upsert(
        TerritoryLabel,
        ("territory_id", "language"),
        [
            {"territory_id": keys[row["code"]], "language": language, "text": text, "folded": folded(text)}
            for row in _rows("territory_names.tsv")
            for language, text in row.items()
            if language != "code" and text
        ],
    )
    _close(TerritoryClosure, keys, {row["code"]: row["within"] for row in rows})


def _load_languages() -> None:
    rows = list(_rows("languages.tsv"))
    _upsert(
        Language,
        ("tag",),
        [
            {"tag": r["tag"], "autonym": r["autonym"], "folded": folded(r["autonym"]), "direction": r["direction"]}
            for r in rows
        ],
    )
    keys = dict(Language.objects.values_list("tag", "pk"))
    chains = {keys[r["tag"]]: [r["tag"], *_listed(r["fallback"])] for r in rows}
    wanted = {(key, place, tag) for key, chain in chains.items() for place, tag in enumerate(chain)}
    there = {(r.language_id, r.position, r.tag): r.pk for r in LanguageFallback.objects.filter(language__in=chains)}
    LanguageFallback.objects.filter(pk__in=[pk for row, pk in there.items() if row not in wanted]).delete()
    LanguageFallback.objects.bulk_create(
        LanguageFallback(language_id=key, position=place, tag=tag) for key, place, tag in sorted(wanted - there.keys())
    )
    _close(LanguageClosure, keys, {row["tag"]: row["within"] for row in rows})


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split(",") if part]


def _upsert(model: type[Model], unique: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows that are new or different."""
    wanted = {tuple(row[name] for name in unique): row for row in rows}
    fields = list(next(iter(wanted.values())))
    there = set(model._default_manager.values_list(*fields))
    new = [model(**row) for row in wanted.values() if tuple(row.values()) not in there]
    model._default_manager.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=[name.removesuffix("_id") for name in unique],
        update_fields=[name for name in fields if name not in unique],
    )


def _close(model: type[Model], keys: Mapping[str, int], within: Mapping[str, str]) -> None:
    """Make the closure table be that of the ``within`` lists (name -> names of what contains it)."""
    edges = {(keys[up], keys[down]) for down, cell in within.items() for up in _listed(cell)}
    wanted = {(key, key): 0 for key in keys.values()} | closure(edges)
    there = {(up, down): (pk, depth) for pk, up, down, depth in model._default_manager.values_list(
        "pk", "ancestor", "descendant", "depth"
    )}  # fmt: skip
    gone = [pk for pair, (pk, depth) in there.items() if wanted.get(pair) != depth]
    new = {pair: depth for pair, depth in wanted.items() if pair not in there or there[pair][1] != depth}
    model._default_manager.filter(pk__in=gone).delete()
    model._default_manager.bulk_create(
        model(ancestor_id=up, descendant_id=down, depth=depth) for (up, down), depth in new.items()
    )
