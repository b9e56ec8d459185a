"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.testing import MONDAY
from talkoot.scopes import actions
from talkoot.scopes.models import (
    Language,
    LanguageClosure,
    LanguageFallback,
    Scope,
    Territory,
    TerritoryClosure,
    TerritoryLabel,
    Topic,
)

OPERATOR = Actor(ActorKind.PERSON, person_id=9, account_id=9, name="Olu", is_operator=True)

WORLD = (Territory, TerritoryLabel, TerritoryClosure, Language, LanguageFallback, LanguageClosure)
# What the real action wrote for the first test that asked, with its keys: the same for every later one.
_loaded: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []


def given_world() -> None:
    """Load territories and languages: once by the real action, then its ten thousand rows as they were."""
    if not _loaded or Territory.objects.exists() or Language.objects.exists():
        actions.load_world()
        _loaded[:] = [_rows_of(one) for one in WORLD]
        return
    with connection.cursor() as cursor:
        for table, columns, rows in _loaded:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _rows_of(model: type[Model]) -> tuple[str, list[str], list[tuple[Any, ...]]]:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    return model._meta.db_table, columns, list(model._default_manager.order_by("pk").values_list())


def given_topic(name: str, *, under: Iterable[Topic] = (), qid: str = "", **labels: str) -> Topic:
    """Return a new topic with an English name; ``labels`` are further names by language."""
    return actions.add_topic(
        labels={"en": name, **labels}, qid=qid, broader=[t.pk for t in under], by=OPERATOR, at=MONDAY
    )


def given_scope(topics: Iterable[Topic] = (), territories: Iterable[str] = (), languages: Iterable[str] = ()) -> Scope:
    """Return the scope of these topics, territory codes and language tags; territories and languages need the world."""
    return actions.intern_scope(topics=[t.pk for t in topics], territories=territories, languages=languages)
