"""Builders of secret votes: rulebooks with secret chambers, boxes with keys, ballots; they call the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from textwrap import dedent
from typing import Any

from talkoot.ballotboxes import actions as ballotboxes
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import Custody
from talkoot.ballotboxes.tests.given import Keeper, given_key
from talkoot.counting.rules import paper_in, read_marks
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import EXEMPTION
from talkoot.decisions.tests.given_elections import CLOSES, MEEK, VOTING, given_person, keys_of
from talkoot.directory.models import Body, Person
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.actions import seal_batch
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.tests.given import OPENED, Council, person_of
from talkoot.slates.actions import nominate, open_slate
from talkoot.slates.rules import Kind

DURING = VOTING + timedelta(days=1)
COUNTED = CLOSES + timedelta(hours=2)
COUNCIL = '{ kind = "members_of_body", body = "technology-council" }'
CHAPTERS = '{ kind = "bodies_of_kind", kinds = ["chapter"] }'
ELSEWHERE = '{ kind = "held_elsewhere" }'
COURSE = """
    [course]
    notice_days = 0
    languages = []
    appeal_days = {appeal}
    challenge_days = {challenge}
    extension = {extension}
    clock = "UTC"
    scrutineers = {scrutineers}
"""
QUESTION = """
    quorum = "none"
    [chambers.threshold]
    share = "50 %"
    base = "yes+no"
    strictness = "more than"
    tie = "fails"
    empty = "fails"
"""


def question_text(key: str = "council", electorate: str = COUNCIL, *, ballots: str = "secret") -> str:
    """Return a chamber of format 2 that answers a question: more yes than no."""
    return _chamber_text(key, electorate, ballots) + dedent(QUESTION)


def election_text(key: str = "members", electorate: str = COUNCIL, *, ballots: str = "secret", **how: str) -> str:
    """Return a chamber of format 2 that fills two seats by Meek's rule."""
    settings = {"seats": 2, "equal": "split", "skipped": "skip", **how}
    head = _chamber_text(key, electorate, ballots) + 'quorum = "none"\n[chambers.election]\n'
    return head + dedent(MEEK.format(**settings))


def rules_text(
    *chambers: str,
    scrutineers: str = '"none"',
    extension: str = '"none"',
    appeal: int = 0,
    challenge: int = 0,
    combination: str = "all",
) -> str:
    """Return a rulebook of format 2, of a secret question to the council unless told otherwise."""
    head = f'format = 2\nname = "Secret rules"\nlanguage = "en"\ncombination = "{combination}"\n'
    course = dedent(COURSE.format(scrutineers=scrutineers, extension=extension, appeal=appeal, challenge=challenge))
    return head + course + "\n".join(chambers or (question_text(),))


def given_secret_draft(
    council: Council,
    *chambers: str,
    names: Sequence[str] = (),
    scrutineers: str = '"none"',
    extension: str = '"none"',
    appeal: int = 0,
    challenge: int = 0,
) -> Decision:
    """Return a draft under rules with secret chambers; with ``names`` of candidates its slate, nominations over."""
    source = rules_text(*chambers, scrutineers=scrutineers, extension=extension, appeal=appeal, challenge=challenge)
    rulebook = Rulebook.objects.filter(source=source).first() or publish_rulebook(
        source=source, slug="", body_id=council.body.pk, by=council.ada, at=OPENED
    )
    decision = actions.draft_decision(
        title="A matter of trust",
        question="Shall the council go on?",
        language="en",
        rulebook_id=rulebook.pk,
        steward_body_id=council.body.pk,
        exemption=EXEMPTION,
        by=council.ada,
        at=OPENED,
    )
    if names:
        slate = open_slate(
            matter=decision.ref, title="Board", language="en", body_id=council.body.pk, kind=Kind.PEOPLE,
            opens_at=MONDAY, closes_at=VOTING, seed_source="", url="", by=council.ada, at=MONDAY,
        )  # fmt: skip
        for name in names:
            who = given_person(name)
            nominate(slate.pk, person_id=who.person_id, language="en", by=who, at=MONDAY)
        seal_batch(at=VOTING)
    return decision


def given_keepers(council: Council, decision: Decision, *, needed: int = 2) -> list[Keeper]:
    """Prepare the boxes of a draft, and let bo, dee and eve make a key for each; return keepers box by box."""
    people = [person_of(actor) for actor in (council.bo, council.dee, council.eve)]
    prepare(decision, council.ada, people, needed=needed)
    boxes = BallotBox.objects.filter(subject__startswith=f"chamber:{decision.pk}-").order_by("pk")
    return [given_key(box, person) for box in boxes for person in people]


def prepare(decision: Decision, by: Actor, people: Sequence[Person] = (), *, needed: int = 2) -> None:
    """Name the scrutineers of a draft's boxes, or nobody: then its keys are files."""
    custody = Custody.SCRUTINEERS if people else Custody.KEY_FILE
    ids = [person.pk for person in people]
    actions.prepare_boxes(
        decision.pk, custody=custody, needed=needed if people else 0, custodians=ids, by=by, at=OPENED
    )


def given_secret_vote(
    council: Council, *chambers: str, names: Sequence[str] = (), filed: bool = False, **course: Any
) -> tuple[Decision, list[Keeper]]:
    """Return an open decision with secret chambers, and the scrutineers' keys: none where ``filed``.

    ``course`` may name ``scrutineers`` who strike ballots before the box is opened, an ``extension``, and days of
    ``appeal`` and ``challenge``.
    """
    decision = given_secret_draft(council, *chambers, names=names, **course)
    if filed:
        prepare(decision, council.ada)
    keepers = [] if filed else given_keepers(council, decision)
    actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=VOTING)
    decision.refresh_from_db()
    return decision, keepers


def given_choice(
    decision: Decision,
    by: Actor,
    choice: str = "yes",
    *,
    chamber: str = "council",
    body: Body | None = None,
    at: datetime = DURING,
) -> str:
    """Vote in secret, and return the receipt code."""
    body_id = body.pk if body else None
    return actions.seal_choice(decision.pk, chamber=chamber, choice=choice, body_id=body_id, by=by, at=at)


def given_sealed_marks(
    decision: Decision, by: Actor, *written: str, chamber: str = "members", at: datetime = DURING
) -> str:
    """Vote in secret with ``written`` beside the candidates in the order of their names; return the receipt code."""
    keys = keys_of(decision)
    paper = paper_in(decision.rulebook.canonical, chamber)
    assert paper is not None
    marks, wrong = read_marks(paper, dict(zip(keys, written, strict=False)), keys)
    assert not wrong
    return actions.seal_marks(decision.pk, chamber=chamber, marks=marks, by=by, at=at)


def given_opened_boxes(decision: Decision, keepers: Sequence[Keeper], *, at: datetime = COUNTED) -> Decision:
    """Let the first two scrutineers of each box hand in their keys, and what follows from it happen."""
    boxes = BallotBox.objects.filter(subject__startswith=f"chamber:{decision.pk}-").order_by("pk")
    for place, box in enumerate(boxes):
        for keeper in keepers[place * 3 : place * 3 + 2]:
            ballotboxes.hand_in_key(box.pk, words=keeper.words, by=keeper.actor, at=at)
    drain(at)
    decision.refresh_from_db()
    return decision


def _chamber_text(key: str, electorate: str, ballots: str) -> str:
    votes = "one per body" if "bodies" in electorate else "one per person"
    return (
        f'[[chambers]]\nkey = "{key}"\nname = "{key.capitalize()}"\nelectorate = {electorate}\n'
        f'votes = "{votes}"\nweights = "equal"\nsplit = "whole"\nrecusals = "leave the base"\n'
        f'ballots = "{ballots}"\ndelegation = "none"\n'
    )
