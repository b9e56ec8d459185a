"""Two secret votes of the affiliates: one whose scrutineers have opened the box, one in which votes are taken now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from talkoot.ballotboxes import actions as ballotboxes
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import Custody, fresh_key, key_in, public_key_of
from talkoot.config.demo.elections import STEWARD, WHOSE_VOTE_IS_OPEN
from talkoot.config.demo.setting import Setting
from talkoot.decisions import actions as decisions
from talkoot.decisions.models import Decision
from talkoot.ledger.tasks import drain

CHAMBER = "affiliates"
SCRUTINEERS = ("juniper-vale", "savanna-quill", "pixel-otter")
ANSWERS = ("yes", "yes", "no", "yes", "neutral", "yes", "no")


def keep_secrets(setting: Setting, moment: datetime) -> None:
    """Hold last year's vote to its count with scrutineers; open this year's, whose key is a file."""
    begins = moment - timedelta(days=380)
    closes = begins + timedelta(days=14)
    last = _drafted(setting, "Confidence in the elections committee, last year", begins)
    words = _keys(setting, last, begins)
    decisions.open_draft(last.pk, closes_at=closes, by=setting.actor(STEWARD), at=begins + timedelta(hours=9))
    _vote(setting, last, 41, closes - timedelta(days=1))
    decisions.close_due(closes)
    _hand_in(setting, last, words, closes + timedelta(hours=3))
    drain(closes + timedelta(hours=4))
    begins = moment - timedelta(days=5)
    this = _drafted(setting, "Confidence in the elections committee", begins)
    decisions.prepare_boxes(this.pk, custody=Custody.KEY_FILE, by=setting.actor(STEWARD), at=begins)
    closes = moment + timedelta(days=6)
    decisions.open_draft(this.pk, closes_at=closes, by=setting.actor(STEWARD), at=begins + timedelta(hours=1))
    _vote(setting, this, 17, moment - timedelta(hours=8))


def _drafted(setting: Setting, title: str, at: datetime) -> Decision:
    return decisions.draft_decision(
        title=title,
        question="Do you trust the elections committee to run the next elections?",
        language="en",
        rulebook_id=setting.rulebooks["confidence"].pk,
        steward_body_id=setting.bodies["elections-committee"].pk,
        exemption="It is asked every year, and nobody prepares the answer.",
        by=setting.actor(STEWARD),
        at=at,
    )


def _keys(setting: Setting, decision: Decision, at: datetime) -> list[str]:
    """Name three scrutineers, two of whom are needed, and let each make a key; return their words."""
    people = [setting.people[slug].pk for slug in SCRUTINEERS]
    steward = setting.actor(STEWARD)
    decisions.prepare_boxes(decision.pk, custody=Custody.SCRUTINEERS, needed=2, custodians=people, by=steward, at=at)
    words = [fresh_key() for _slug in SCRUTINEERS]
    for hours, (slug, own) in enumerate(zip(SCRUTINEERS, words, strict=True), 1):
        public, when = public_key_of(key_in(own)), at + timedelta(hours=hours)
        ballotboxes.make_key(_box(decision).pk, public_key=public, by=setting.actor(slug), at=when)
    return words


def _hand_in(setting: Setting, decision: Decision, words: Sequence[str], at: datetime) -> None:
    for hours, (slug, own) in enumerate(zip(SCRUTINEERS[:2], words, strict=False)):
        when = at + timedelta(hours=hours)
        ballotboxes.hand_in_key(_box(decision).pk, words=own, by=setting.actor(slug), at=when)


def _vote(setting: Setting, decision: Decision, number: int, until: datetime) -> None:
    """Let so many affiliates answer; one that somebody can sign in for has yet to."""
    kinds = {"chapter", "thematic-organisation", "user-group"}
    bodies = [
        (slug, body)
        for slug, body in setting.bodies.items()
        if body.kind.key in kinds and slug in setting.holders and body.status == "active" and slug != WHOSE_VOTE_IS_OPEN
    ]
    for place, (slug, body) in enumerate(bodies[:number]):
        decisions.seal_choice(
            decision.pk,
            chamber=CHAMBER,
            choice=ANSWERS[place % len(ANSWERS)],
            body_id=body.pk,
            by=setting.holder(slug),
            at=until - timedelta(minutes=11 * (number - place)),
        )


def _box(decision: Decision) -> BallotBox:
    return BallotBox.objects.get(subject=f"chamber:{decision.pk}-{CHAMBER}")
