"""Whether the reader meets the conditions of a chamber: told before voting opens, and while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import Http404

from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State
from talkoot.directory.models import Body
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.eligibility import queries as eligibility
from talkoot.eligibility.rules import Checked, Eligibility, Voters
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.queries import Name, condition_names, electorate_sentence, name_of
from talkoot.rulebooks.rules import AnyChamber, electorate, rules_of

MOST_BODIES = 50


@dataclass(frozen=True, slots=True)
class ConditionsView:
    """A chamber's conditions read back, and what was found about the reader, or about a body they represent.

    ``checked`` is None where bodies vote and the reader represents none; ``missing`` as `eligibility.missing_facts`.
    """

    name: Name
    who: str
    rules: Sequence[eligibility.Line]
    checked: eligibility.Shown | None
    missing: Sequence[tuple[str, str]]
    of_bodies: bool
    body: Body | None
    bodies: Sequence[Body]


def conditions_view(
    decision: Decision, key: str, viewer: Actor, at: datetime, hats: Hats, *, body: str = ""
) -> ConditionsView:
    """Return how a signed-in reader stands to the conditions of a chamber: at most five queries.

    Judged by what was known when voting opened, or by what is known ``at`` while it has not. ``body`` is the address of
    one of the bodies the reader represents. 404 once voting is over, and where no conditions say who may vote.
    """
    chamber, conditions = _of_chamber(decision, key)
    moment = decision.opened_at or at
    of_bodies = conditions.voters is Voters.BODIES
    bodies = _represented(hats) if of_bodies else []
    chosen = next((each for each in bodies if each.slug == body), bodies[0] if bodies else None)
    voter_id = (chosen.pk if chosen else None) if of_bodies else viewer.person_id
    checked = eligibility.check(conditions, voter_id, moment) if voter_id is not None else None
    kept = decision.rulebook.directory_names
    names = _names(conditions, checked, condition_names(kept))
    opening = moment.astimezone(UTC).date() if decision.opened_at else None
    return ConditionsView(
        name=name_of(chamber, decision.rulebook.language),
        who=electorate_sentence(electorate(chamber.electorate), kept),
        rules=eligibility.sentences(conditions, names=names, opening=opening),
        checked=eligibility.shown(checked, names=names) if checked else None,
        missing=eligibility.missing_facts(conditions),
        of_bodies=of_bodies,
        body=chosen,
        bodies=bodies,
    )


def _of_chamber(decision: Decision, key: str) -> tuple[AnyChamber, Eligibility]:
    chamber = rules_of(decision.rulebook.canonical).chamber(key)
    conditions = electorate(chamber.electorate).conditions if chamber else None
    if chamber is None or conditions is None or decision.state not in {State.DRAFT, State.ANNOUNCED, State.OPEN}:
        raise Http404
    return chamber, conditions


def _represented(hats: Hats) -> list[Body]:
    keys = hats.bodies(Power.REPRESENT)
    return list(Body.objects.filter(pk__in=keys).order_by("fold", "pk")[:MOST_BODIES]) if keys else []


def _names(conditions: Eligibility, checked: Checked | None, kept: eligibility.Names) -> eligibility.Names:
    if checked is None:
        return eligibility.names_of(conditions, known=kept)
    return eligibility.names_of_checked(checked, known=kept)
