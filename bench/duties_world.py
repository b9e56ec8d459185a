"""A movement whose duties grow to 100,000, in a transaction that is rolled back: it leaves no rows behind.

Run by `bench.duties` in a process where Django is set up.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.rows import Row
from talkoot.directory.models import Body, BodyClosure, BodyKind
from talkoot.duties.models import Duty, Matter
from talkoot.duties.queries import parties_for
from talkoot.duties.rules import Letter
from talkoot.scopes.actions import intern_scope, load_world
from talkoot.scopes.models import (
    Language,
    Scope,
    ScopeCell,
    Territory,
    TerritoryClosure,
    Topic,
    TopicClosure,
    TopicLabel,
)
from talkoot.scopes.queries import world
from talkoot.scopes.rules import Facets, specificity

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIZES = (1_000, 10_000, 100_000)
BAR_MS = 20.0
ASKED = 200
BODIES = 1_200
TOPS, MIDDLES, LEAVES = 20, 200, 1_780


@dataclass(frozen=True, slots=True)
class Sample:
    """Times of one kind of question in milliseconds, how many parties the answers name, and the queries each took."""

    p95: float
    median: float
    cpu_p95: float
    parties: float
    queries: int


def rows() -> list[Row]:
    """Return p50 and p95 of `parties_for` with more and more duties, against reading the same rows by key."""
    found: list[Row] = []
    with transaction.atomic():
        world = World()
        for size in SIZES:
            world.grow(size)
            asked, least = world.ask(), world.ask_floor()
            name = f"{connection.vendor} parties_for, {size} duties"
            found += [
                Row(f"{name}, p95", "ms", round(asked.p95, 2), bar=BAR_MS),
                # What the process itself worked; on a busy machine the rest of p95 is waiting for a turn.
                Row(f"{name}, p95 of its own CPU", "ms", round(asked.cpu_p95, 2)),
                Row(f"{name}, p50", "ms", round(asked.median, 2), floor=round(least.median, 2)),
                Row(f"{name}, parties named", "rows", round(asked.parties, 1)),
                Row(f"{name}, queries", "queries", asked.queries, bar=3),
            ]
        transaction.set_rollback(True)
    return found


class World:
    """1,200 bodies and 2,000 topics whose duties grow, put in by bulk inserts: actions are not timed here."""

    def __init__(self) -> None:

        load_world()
        self.chance = random.Random(20261123)
        self.topics = _topics()
        self.bodies = _bodies(self.chance)
        self.matters = _matters()
        countries = TerritoryClosure.objects.filter(depth=1, descendant__kind="country")
        self.areas = list(Territory.objects.filter(kind="area").values_list("code", flat=True))
        self.countries = list(countries.values_list("descendant__code", flat=True))
        self.tongues = list(Language.objects.values_list("tag", flat=True))
        self.asked_scopes = _intern([self._facets(leaf=True) for _ in range(ASKED)])
        self.count = 0

    def grow(self, size: int) -> None:
        """Add duties up to ``size``; one in two thousand holds for everything everywhere."""
        letters = list(Letter)
        scopes = _intern([self._facets(leaf=False) for _ in range(size - self.count)])
        duties = [
            Duty(
                letter=self.chance.choice(letters),
                body_id=self.chance.choice(self.bodies),
                matter_id=self.chance.choice(self.matters),
                scope_id=scope,
                source="Charter 4.2",
                from_on=AT.date(),
            )
            for scope in scopes
        ]
        Duty.objects.bulk_create(duties, batch_size=2_000, ignore_conflicts=True)
        self.count = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def ask(self) -> Sample:
        """Time the question for scopes of one leaf topic, mostly with a country or a language."""
        return _timed(self.asked_scopes, lambda scope: len(parties_for(scope, at=AT, language="en")))

    def ask_floor(self) -> Sample:
        """Time reading the same duties, already known by key, with the same columns."""
        known = {scope: [a.duty_id for a in parties_for(scope, at=AT, language="en")] for scope in self.asked_scopes}
        columns = ("pk", "letter", "scope", "matter__title", "source", "scope__specificity", "body", "body__name")
        return _timed(
            self.asked_scopes, lambda scope: len(list(Duty.objects.filter(pk__in=known[scope]).values_list(*columns)))
        )

    def _facets(self, *, leaf: bool) -> Facets:
        if not leaf and self.chance.random() < 1 / 2_000:
            return Facets()
        tops, middles, leaves = self.topics
        level = leaves if leaf else self.chance.choices((leaves, middles, tops), (80, 17, 3))[0]
        places = self.chance.choices((self.countries, self.areas, []), (45, 20, 35))[0]
        tongues = self.tongues if self.chance.random() < 0.3 else []
        return Facets(
            frozenset({self.chance.choice(level)}),
            frozenset({self.chance.choice(places)} if places else ()),
            frozenset({self.chance.choice(tongues)} if tongues else ()),
        )


def _intern(wanted: Sequence[Facets]) -> list[int]:
    """Return the scope of each, as `actions.intern_scope` would, in bulk."""
    there = dict(Scope.objects.values_list("key", "pk"))
    new = {facets.key: facets for facets in wanted if facets.key not in there}
    whole = world()
    made = Scope.objects.bulk_create(
        Scope(key=key, specificity=specificity(facets, whole)) for key, facets in new.items()
    )
    codes, tags = (dict(m.objects.values_list(n, "pk")) for m, n in ((Territory, "code"), (Language, "tag")))
    rows = [
        (scope.pk, _one(f.topics), codes.get(_one(f.territories), 0), tags.get(_one(f.languages), 0))
        for scope, f in zip(made, new.values(), strict=True)
    ]
    ScopeCell.objects.bulk_create(
        ScopeCell(scope_id=scope, topic_key=t, territory_key=p, language_key=x) for scope, t, p, x in rows
    )
    through: tuple[Any, ...] = (Scope.topics.through, Scope.territories.through, Scope.languages.through)
    for place, (model, name) in enumerate(zip(through, ("topic", "territory", "language"), strict=True), start=1):
        model.objects.bulk_create(model(**{"scope_id": r[0], f"{name}_id": r[place]}) for r in rows if r[place])
    there |= {scope.key: scope.pk for scope in made}
    return [there[facets.key] for facets in wanted]


def _one[T: (int, str)](facet: frozenset[T]) -> T | int:
    return next(iter(facet), 0)


def _timed(scopes: Sequence[int], question: Callable[[int], int]) -> Sample:

    with CaptureQueriesContext(connection) as context:
        question(scopes[0])
    times, work, parties = [], [], []
    for scope in scopes:
        start, busy = time.perf_counter(), time.process_time()
        parties.append(question(scope))
        times.append((time.perf_counter() - start) * 1_000)
        work.append((time.process_time() - busy) * 1_000)
    return Sample(
        p95=sorted(times)[int(len(times) * 0.95)],
        median=statistics.median(times),
        cpu_p95=sorted(work)[int(len(work) * 0.95)],
        parties=statistics.mean(parties),
        queries=len(context),
    )


def _topics() -> tuple[list[int], list[int], list[int]]:

    topics = Topic.objects.bulk_create(Topic(slug=f"bench-{n}") for n in range(TOPS + MIDDLES + LEAVES))
    keys = [topic.pk for topic in topics]
    TopicLabel.objects.bulk_create(
        TopicLabel(topic=t, language="en", text=f"Topic {t.pk}", folded=f"topic {t.pk}") for t in topics
    )
    TopicClosure.objects.bulk_create(_closure(keys))
    return keys[:TOPS], keys[TOPS : TOPS + MIDDLES], keys[TOPS + MIDDLES :]


def _closure(keys: Sequence[int]) -> Iterator[TopicClosure]:

    for place, key in enumerate(keys):
        line = [key]
        if place >= TOPS + MIDDLES:
            line.append(keys[TOPS + place % MIDDLES])
        if place >= TOPS:
            line.append(keys[place % TOPS])
        for depth, ancestor in enumerate(line):
            yield TopicClosure(ancestor_id=ancestor, descendant_id=key, depth=depth)


def _bodies(chance: random.Random) -> list[int]:

    kind = BodyKind.objects.create(key="bench")
    everywhere = intern_scope()
    bodies = Body.objects.bulk_create(
        Body(
            name=f"Body {n}",
            slug=f"bench-{n}",
            fold=f"body {n}",
            kind=kind,
            scope=everywhere,
            language="en",
            created_at=AT,
        )
        for n in range(BODIES)
    )
    keys = [body.pk for body in bodies]
    above = {key: (keys[chance.randrange(20)] if n >= 20 else None) for n, key in enumerate(keys)}
    BodyClosure.objects.bulk_create(
        BodyClosure(ancestor_id=ancestor, descendant_id=key, depth=depth)
        for key, parent in above.items()
        for depth, ancestor in enumerate([key, parent] if parent else [key])
    )
    return keys


def _matters() -> list[int]:

    return [
        m.pk
        for m in Matter.objects.bulk_create(
            Matter(title=f"Matter {n}", fold=f"bench matter {n}", language="en") for n in range(10_000)
        )
    ]


def main() -> None:
    """Make the tables and write the rows as JSON."""
    call_command("migrate", verbosity=0, skip_checks=True)
    sys.stdout.write(json.dumps([vars_of(row) for row in rows()]) + "\n")


def vars_of(row: Row) -> dict[str, object]:
    """Return the fields that make the row again."""
    return {"name": row.name, "unit": row.unit, "value": row.value, "floor": row.floor, "bar": row.bar}
