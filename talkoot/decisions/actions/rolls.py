"""Freezing rolls: at opening, who is in each electorate is written down."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.rules import election_in, roll_sha256
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.actions import require_known
from talkoot.rulebooks.queries import voters_in
from talkoot.rulebooks.rules import AnyChamber, Voters, electorate

BATCH = 5_000


def freeze_roll(decision: Decision, place: int, rules: AnyChamber, at: datetime) -> Chamber:
    """Write the chamber and its roll as they are at this moment; refuses a roll with nobody on it."""
    require_known(rules)
    told = electorate(rules.electorate)
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
        eligible=len(ids) or None,
        roll_sha256=roll_sha256(f"{kind}:{pk}" for pk in ids) if ids else "",
    )
    RollEntry.objects.bulk_create(
        (RollEntry(chamber=chamber, **{f"{kind}_id": pk}) for pk in ids),
        batch_size=BATCH,
    )
    return chamber
