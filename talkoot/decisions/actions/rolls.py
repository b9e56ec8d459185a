"""Freezing rolls: at opening, who is in each electorate is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import Number, allows_delegation, election_in, roll_sha256, secret_in, weighed_sha256
from talkoot.decisions.actions.weights import weights_frozen
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.queries.weights import PLACE
from talkoot.delegations.queries import longest_chain
from talkoot.eligibility.queries import missing_facts
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import insert_many
from talkoot.rulebooks.actions import require_known
from talkoot.rulebooks.queries import voters_in
from talkoot.rulebooks.rules import AnyChamber, Electorate, Voters, electorate


def freeze_roll(decision: Decision, place: int, rules: AnyChamber, at: datetime) -> Chamber:
    """Write the chamber and its roll as they are at this moment, and how often a vote may be handed on.

    Refuses a roll with nobody on it, conditions that ask for numbers of which none was brought in, and votes of which
    nobody said what they weigh.
    """
    voters, ids = _voters(rules, at)
    kind = "person" if voters is Voters.PERSONS else "body"
    weights = weights_frozen(decision, rules, ids, at)
    roll = {f"{kind}:{pk}": weights[pk] if weights is not None else None for pk in ids}
    chamber = Chamber.objects.create(
        decision=decision,
        key=rules.key,
        position=place,
        name=rules.name,
        voters=voters,
        is_election=election_in(decision.rulebook.canonical, rules.key) is not None,
        is_secret=rules.key in secret_in(decision.rulebook.canonical),
        is_weighed=weights is not None,
        eligible=len(ids) or None,
        longest_chain=_longest_chain(decision, rules.key, at) if voters is Voters.PERSONS else None,
        roll_sha256=_sha256(roll) if ids else "",
    )
    if weights is None:
        insert_many(RollEntry, ("chamber_id", f"{kind}_id"), ((chamber.pk, pk) for pk in ids))
    else:
        rows = ((chamber.pk, pk, *weights[pk].as_integer_ratio()) for pk in ids)
        insert_many(RollEntry, ("chamber_id", f"{kind}_id", *PLACE), rows)
    return chamber


def _voters(rules: AnyChamber, at: datetime) -> tuple[Voters, list[int]]:
    """Return who casts the votes of a chamber, and the keys of those who would be on its roll now."""
    require_known(rules)
    told = electorate(rules.electorate)
    _require_facts(rules.name, told)
    ids = sorted(voters_in(told, at))
    if not ids and told.voters is not Voters.ELSEWHERE:
        # Translators: %(chamber)s is the name of a chamber.
        sentence = _("Nobody would be on the roll of “%(chamber)s” today, so it could never be decided.")
        raise Refusal("empty_roll", sentence % {"chamber": rules.name}, "rulebook")
    return told.voters, ids


def roll_hash(chamber: Chamber) -> str:
    """Return the hash of a roll as it is now, with its weights where votes weigh different amounts (one query)."""
    return _sha256({entry.voter_ref: entry.weight for entry in RollEntry.objects.filter(chamber=chamber)})


def _sha256(roll: Mapping[str, Number | None]) -> str:
    weighed = [(voter, weight) for voter, weight in roll.items() if weight is not None]
    return weighed_sha256(weighed) if weighed else roll_sha256(roll)


def _longest_chain(decision: Decision, key: str, at: datetime) -> int | None:
    """Return how often a vote may be handed on in a chamber of persons, None where it may not."""
    is_allowed = allows_delegation(decision.rulebook.canonical, key)
    return longest_chain(decision.steward_body_id, at) if is_allowed else None


def _require_facts(chamber: str, told: Electorate) -> None:
    """Refuse to freeze a roll before the numbers are there: nobody would meet what is asked, and the roll stays."""
    for fact, day in missing_facts(told.conditions) if told.conditions else ():
        # Translators: %(chamber)s is the name of a chamber, %(fact)s that of a number kept elsewhere, such as edits;
        # %(day)s is a date such as 2026-11-01.
        sentence = _("“%(chamber)s” asks for “%(fact)s” as of %(day)s, of which no value was brought in yet.")
        raise Refusal("missing_facts", sentence % {"chamber": chamber, "fact": fact, "day": day}, "rulebook")
