"""What waits for one person, asked of every app at once, in a query compiled once for all who stand alike.

Putting the query together costs far more than answering it. Its shape depends on little: in which languages somebody
reads, which offices they hold and in how many bodies each gives them a power. All else stays open in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils import translation

from talkoot.ballotboxes import queries as ballotboxes
from talkoot.decisions import queries as decisions
from talkoot.delegations import queries as delegations
from talkoot.directory.queries import Hat, Hats, Task, Tasks, in_order, task_of, union_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.ledger.queries.prepared import DAY, MOMENT, NUMBER, Prepared, Value, numbers, padded
from talkoot.objections import queries as objections
from talkoot.slates import queries as slates

# So many shapes are kept; the SQL of each is some 20 kB.
SHAPES = 200


@dataclass(frozen=True, slots=True)
class _Shape:
    """What makes one query differ from another: all who share it find their tasks by the same one.

    ``offices`` are slugs of a body and a role; ``widths`` says for each power of how many bodies it tells.
    """

    page: str
    languages: tuple[str, ...]
    offices: tuple[tuple[str, str], ...]
    widths: tuple[tuple[Power, int], ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    query: Prepared
    kinds: dict[str, Tasks]


def waiting_for(actor: Actor, hats: Hats, at: datetime) -> list[Task]:
    """Return all tasks of a known person, what is due first leading (one query)."""
    bodies = {power: padded(sorted(found)) for power in Power if (found := hats.bodies(power))}
    offices = sorted({(hat.body_slug, hat.role_slug) for hat in hats.all})
    widths = tuple((power, len(found)) for power, found in bodies.items())
    plan = _plan(_Shape(translation.get_language() or "", actor.languages, tuple(offices), widths))
    stand_ins = numbers(sum(width for _power, width in widths))
    given = dict(zip(stand_ins, [body for found in bodies.values() for body in found], strict=True))
    rows = plan.query.rows_by(_filling({NUMBER: actor.person_id or 0, **given}, at))
    return in_order(task_of(plan.kinds, *row) for row in rows)


def asked_of_all(actor: Actor, hats: Hats, at: datetime) -> list[Tasks]:
    """Return what each app has for one person, nothing asked of the database yet."""
    return [
        *slates.tasks(actor, hats),
        *delegations.tasks(actor, at),
        *ballotboxes.tasks(actor),
        *objections.tasks(actor, hats, at),
        *decisions.tasks(actor, hats, at),
    ]


def _filling(given: dict[int, int], at: datetime) -> Callable[[Value], Value]:
    def value_of(stand_in: Value) -> Value:
        if isinstance(stand_in, str):
            kind, _colon, number = stand_in.partition(":")
            return f"{kind}:{given[int(number)]}"
        if isinstance(stand_in, datetime):
            return at + (stand_in - MOMENT)
        return at.date() + (stand_in - DAY) if isinstance(stand_in, date) else given[stand_in]

    return value_of


@lru_cache(maxsize=SHAPES)
def _plan(shape: _Shape) -> _Plan:
    actor = Actor(ActorKind.PERSON, person_id=NUMBER, languages=shape.languages)
    kinds = asked_of_all(actor, _hats(shape), MOMENT)
    return _Plan(Prepared(lambda: union_of(kinds)), {each.what: each for each in kinds})


def _hats(shape: _Shape) -> Hats:
    """Return hats that stand for everybody's of one shape: their offices, and bodies still to be named."""
    stand_ins = iter(numbers(sum(width for _power, width in shape.widths)))
    held = [_hat(office, 0) for office in shape.offices]
    given = [_hat(shape.offices[0], next(stand_ins), power) for power, width in shape.widths for _place in range(width)]
    return Hats((*held, *given))


def _hat(office: tuple[str, str], body_id: int, *powers: Power) -> Hat:
    body, role = office
    return Hat(0, 0, "", role, body_id, "", body, "", None, None, frozenset(powers))
