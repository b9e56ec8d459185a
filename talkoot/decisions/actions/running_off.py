"""Putting the run-off that rules name for seats that stay empty: a decision of its own, brought about by the rules."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.counting.rules import RunoffDue, asked_of_candidates, book_of, runoff_due
from talkoot.decisions.actions.drafting import drafted
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.actions.weights import carry_weights
from talkoot.decisions.events import RunoffDropped, RunoffPut
from talkoot.decisions.models import Decision, QuestionText
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import TITLE_MAX
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refs import ref
from talkoot.ledger.actions import writing
from talkoot.rulebooks.actions import publish_runoff
from talkoot.rulebooks.queries import runoff_headings
from talkoot.rulebooks.rules import headed
from talkoot.slates.actions import carry_over
from talkoot.slates.queries import candidates_named, slate_of

FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Slate:
    """The slate of the first vote, and which of its candidates stand again or are members already (keys)."""

    key: int
    standing: Collection[int]
    elected: Collection[int]


def put_runoff(decision_id: int, *, at: datetime) -> Decision | None:
    """Put the run-off that the verdict of a final decision says is due, and return it: a draft that everybody sees.

    It asks the same under the rules derived for it, between those who still stand. Where they are fewer than two that
    is written down instead. Once either was done, or where no run-off is due, nothing is done.
    """
    with writing(by=SYSTEM, at=at) as announce:
        first = hold(decision_id, Permission.PUT_RUNOFF, by=SYSTEM, at=at).decision
        due = runoff_due(first.verdict)
        if due is None or not _is_awaited(first):
            return None
        slate = _slate(first, due)
        if len(slate.standing) < FEWEST:
            first.runoff_dropped_at = at
            first.save(update_fields=["runoff_dropped_at"])
            announce(RunoffDropped(subject=first.ref, seats=due.left.seats, standing=len(slate.standing)))
            return None
        second = _drafted(first, due, at)
        carry_over(
            slate.key, matter=second.ref, title=second.title, url=second.get_absolute_url(),
            standing=slate.standing, sitting=slate.elected, by=SYSTEM, at=at,
        )  # fmt: skip
        body = ref("body", second.steward_body_id)
        told = RunoffPut(
            subject=second.ref, runoff_of=first.ref, rulebook=second.rulebook.ref, steward_body=body,
            seats=due.left.seats,
        )  # fmt: skip
        announce(told, on_behalf=body)
    return second


def _is_awaited(first: Decision) -> bool:
    is_settled = first.runoff_dropped_at is not None or Decision.objects.filter(runoff_of=first).exists()
    return first.is_final and not is_settled


def _slate(first: Decision, due: RunoffDue) -> _Slate:
    """Find who stands again. Where the rules cap a group, those elected count against the cap as members who stay."""
    slate = slate_of(first.ref)
    if slate is None:
        raise ValueError(f"{first.ref} elected without a slate")
    book = book_of(first.rulebook.canonical)
    has_caps = bool(book and asked_of_candidates(book))
    found = candidates_named(first.ref, [*due.between, *due.elected])
    standing = {one.pk for one in found if one.is_standing and one.name in due.between}
    members = {one.pk for one in found if one.name in due.elected or one.is_sitting} if has_caps else set()
    return _Slate(slate.pk, standing, members)


def _drafted(first: Decision, due: RunoffDue, at: datetime) -> Decision:
    texts = list(QuestionText.objects.filter(decision=first, is_current=True).order_by("pk"))
    headings = runoff_headings([first.language, *(text.language for text in texts)])
    second = Decision(
        title=headed(headings[first.language], first.title, TITLE_MAX), question=first.question,
        language=first.language, rulebook=publish_runoff(first.rulebook_id, due.left, by=SYSTEM, at=at),
        steward_body_id=first.steward_body_id, scope_id=first.scope_id, rests_on=first.rests_on,
        exemption=first.exemption, exemption_language=first.exemption_language, shown_at=at, runoff_of=first,
    )  # fmt: skip
    drafted(second, by=SYSTEM, at=at)
    carry_weights(first, second, at)
    again = [_again(second, text, headings[text.language], at) for text in texts]
    second.translations = {text.language: {"title": text.title, "html": text.html} for text in _kept(again)}
    second.save(update_fields=["translations"])
    return second


def _again(second: Decision, text: QuestionText, heading: str, at: datetime) -> QuestionText:
    """Return what stood in another language, whoever wrote it there, as the question of the run-off."""
    return QuestionText(
        decision=second, language=text.language, number=1, title=headed(heading, text.title, TITLE_MAX),
        question=text.question, html=text.html, written_by_id=text.written_by_id, written_at=at,
    )  # fmt: skip


def _kept(texts: Sequence[QuestionText]) -> Sequence[QuestionText]:
    return QuestionText.objects.bulk_create(texts)
