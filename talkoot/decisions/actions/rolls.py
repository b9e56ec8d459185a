"""Freezing rolls: at opening, who is in each electorate is written down."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import allows_delegation, election_in, roll_sha256, secret_in
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.delegations.queries import longest_chain
from talkoot.eligibility.queries import missing_facts
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import insert_many
from talkoot.rulebooks.actions import require_known
from talkoot.rulebooks.queries import voters_in
from talkoot.rulebooks.rules import AnyChamber, Electorate, Voters, electorate


def freeze_roll(decision: Decision, place: int, rules: AnyChamber, at: datetime) -> Chamber:
    """Write the chamber and its roll as they are at this moment, and how often a vote may be handed on.

    Refuses a roll with nobody on it, and conditions that ask for numbers of which none was brought in.
    """
    require_known(rules)
    told = electorate(rules.electorate)
    _require_facts(rules.name, told)
    voters = told.voters
    ids = sorted(voters_in(told, at))
    if not ids and voters is not Voters.ELSEWHERE:
        # Translators: %(chamber)s is the name of a chamber.
        sentence = _("Nobody would be on the roll of “%(chamber)s” today, so it could never be decided.")
        raise Refusal("empty_roll", sentence % {"chamber": rules.name}, "rulebook")
    kind = "person" if voters is Voters.PERSONS else "body"
    chamber = Chamber.objects.create(
        decision=decision,
        key=rules.key,
        position=place,
        name=rules.name,
        voters=voters,
        is_election=election_in(decision.rulebook.canonical, rules.key) is not None,
        is_secret=rules.key in secret_in(decision.rulebook.canonical),
        eligible=len(ids) or None,
        longest_chain=_longest_chain(decision, rules.key, at) if voters is Voters.PERSONS else None,
        roll_sha256=roll_sha256(f"{kind}:{pk}" for pk in ids) if ids else "",
    )
    insert_many(RollEntry, ("chamber_id", f"{kind}_id"), ((chamber.pk, pk) for pk in ids))
    return chamber


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
