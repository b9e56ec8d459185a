"""How long it takes to say whom a scope concerns, with up to 100,000 duties. Leaves no rows behind."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.rows import Row

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
    parties: float
    queries: int


def rows() -> list[Row]:
    """Return p50 and p95 of `parties_for` with 1,000, 10,000 and 100,000 duties, against reading the same rows by key."""
    from django.db import connection, transaction

    found: list[Row] = []
    with transaction.atomic():
        world = World()
        for size in SIZES:
            world.grow(size)
            asked, least = world.ask(), world.ask_floor()
            name = f"{connection.vendor} parties_for, {size} duties"
            found += [
                Row(f"{name}, p95", "ms", round(asked.p95, 2), bar=BAR_MS),
                Row(f"{name}, p50", "ms", round(asked.median, 2), floor=round(least.median, 2)),
                Row(f"{name}, parties named", "rows", round(asked.parties, 1)),
                Row(f"{name}, queries", "queries", asked.queries, bar=3),
            ]
        transaction.set_rollback(True)
    return found


class World:
    """A movement of 1,200 bodies and 2,000 topics whose duties grow. Seeded by bulk inserts: actions are not timed here."""

    def __init__(self) -> None:
        from talkoot.scopes import actions
        from talkoot.scopes.models import Language, Territory, TerritoryClosure

        actions.load_world()
        self.chance = random.Random(20261123)  # noqa: S311 - repeatable data, no secret
        self.topics = _topics()
        self.bodies = _bodies(self.chance)
        self.matters = _matters()
        self.areas = list(Territory.objects.filter(kind="area").values_list("code", flat=True))
        self.countries = list(
            TerritoryClosure.objects.filter(depth=1, descendant__kind="country").values_list(
                "descendant__code", flat=True
            )
        )
        self.tongues = list(Language.objects.values_list("tag", flat=True))
        self.asked_scopes = [self._scope(leaf=True) for _ in range(ASKED)]
        self.count = 0

    def grow(self, size: int) -> None:
        """Add duties up to ``size``; one in two thousand holds for everything everywhere."""
        from django.db import connection

        from talkoot.duties.models import Duty
        from talkoot.duties.rules import Letter

        letters = list(Letter)
        duties = [
            Duty(
                letter=self.chance.choice(letters),
                body_id=self.chance.choice(self.bodies),
                matter_id=self.chance.choice(self.matters),
                scope_id=self._scope(leaf=False),
                source="Charter 4.2",
                from_on=AT.date(),
            )
            for _ in range(size - self.count)
        ]
        Duty.objects.bulk_create(duties, batch_size=2_000, ignore_conflicts=True)
        self.count = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def ask(self) -> Sample:
        """Time the question for scopes of one leaf topic, mostly with a country or a language."""
        from talkoot.duties.queries import parties_for

        return _timed(self.asked_scopes, lambda scope: len(parties_for(scope, at=AT, language="en")))

    def ask_floor(self) -> Sample:
        """Time reading the same duties, already known by key, with the same columns."""
        from talkoot.duties.models import Duty
        from talkoot.duties.queries import parties_for

        known = {scope: [a.duty_id for a in parties_for(scope, at=AT, language="en")] for scope in self.asked_scopes}
        columns = ("pk", "letter", "scope", "matter__title", "source", "scope__specificity", "body", "body__name")
        return _timed(
            self.asked_scopes, lambda scope: len(list(Duty.objects.filter(pk__in=known[scope]).values_list(*columns)))
        )

    def _scope(self, *, leaf: bool) -> int:
        from talkoot.scopes.actions import intern_scope

        if not leaf and self.chance.random() < 1 / 2_000:
            return intern_scope().pk
        tops, middles, leaves = self.topics
        level = leaves if leaf else self.chance.choices((leaves, middles, tops), (80, 17, 3))[0]
        places = self.chance.choices((self.countries, self.areas, None), (45, 20, 35))[0]
        tongue = [self.chance.choice(self.tongues)] if self.chance.random() < 0.3 else []
        return intern_scope(
            topics=[self.chance.choice(level)],
            territories=[self.chance.choice(places)] if places else [],
            languages=tongue,
        ).pk


def _timed(scopes: Sequence[int], question: Callable[[int], int]) -> Sample:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as context:
        question(scopes[0])
    times, parties = [], []
    for scope in scopes:
        start = time.perf_counter()
        parties.append(question(scope))
        times.append((time.perf_counter() - start) * 1_000)
    ordered = sorted(times)
    return Sample(
        p95=ordered[int(len(ordered) * 0.95)],
        median=statistics.median(times),
        parties=statistics.mean(parties),
        queries=len(context),
    )


def _topics() -> tuple[list[int], list[int], list[int]]:
    from talkoot.scopes.models import Topic, TopicClosure, TopicLabel

    topics = Topic.objects.bulk_create(Topic(slug=f"bench-{n}") for n in range(TOPS + MIDDLES + LEAVES))
    keys = [topic.pk for topic in topics]
    TopicLabel.objects.bulk_create(
        TopicLabel(topic=t, language="en", text=f"Topic {t.pk}", folded=f"topic {t.pk}") for t in topics
    )
    TopicClosure.objects.bulk_create(_closure(keys))
    return keys[:TOPS], keys[TOPS : TOPS + MIDDLES], keys[TOPS + MIDDLES :]


def _closure(keys: Sequence[int]) -> Iterator[object]:
    from talkoot.scopes.models import TopicClosure

    for place, key in enumerate(keys):
        line = [key]
        if place >= TOPS + MIDDLES:
            line.append(keys[TOPS + place % MIDDLES])
        if place >= TOPS:
            line.append(keys[place % TOPS])
        for depth, ancestor in enumerate(line):
            yield TopicClosure(ancestor_id=ancestor, descendant_id=key, depth=depth)


def _bodies(chance: random.Random) -> list[int]:
    from talkoot.directory.models import Body, BodyClosure, BodyKind
    from talkoot.scopes.actions import intern_scope

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
    from talkoot.duties.models import Matter

    return [
        m.pk
        for m in Matter.objects.bulk_create(
            Matter(title=f"Matter {n}", fold=f"bench matter {n}", language="en") for n in range(10_000)
        )
    ]


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps([row.as_json() for row in rows()], indent=1))
