"""What happens in one matter, act by act. A script yields the time of its next act and does it when resumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from talkoot.commitments import actions as commitments
from talkoot.config.demo.setting import Setting
from talkoot.consultations import actions as consultations
from talkoot.consultations.rules import PartySpec
from talkoot.decisions import actions as decisions
from talkoot.kernel.actors import Actor
from talkoot.proposals import actions as proposals
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.rules.openings import ConsultationOpening, DecisionOpening, Opening

AFFILIATES_VOTING = 24
YES, NO, NEUTRAL = "yes", "no", "neutral"
# How a chamber votes, over and over: seven yes, two no, one neutral; and the other way round.
FOR = [YES, YES, NO, YES, YES, NEUTRAL, YES, NO, YES, YES]
AGAINST = [NO, YES, NO, NO, YES, NEUTRAL, NO, NO, YES, NO]
# Whoever votes no says why.
WHY_NOT = [
    ("The cost falls on the groups with the fewest people.", "en"),
    ("Falta decir quién lo mantiene dentro de tres años.", "es"),
    ("نحتاج إلى تجربة صغيرة أولًا.", "ar"),
    ("Le calendrier est trop serré pour les petites langues.", "fr"),
    ("Kazi hii inawaangukia wachache.", "sw"),
]
REVIEWED = {"kept": "kept", "partly_kept": "partly", "not_kept": "not_kept"}


@dataclass(slots=True)
class Script:
    """One matter, where it stands in the files, and the moment it is played up to."""

    setting: Setting
    matter: dict[str, Any]
    place: int
    moment: datetime
    proposal: Proposal = field(init=False)

    @property
    def start(self) -> datetime:
        """Return when the matter was put forward; the minute differs, so that no two come at once."""
        return self.moment - timedelta(days=self.matter["days_ago"], minutes=7 * self.place)

    @property
    def reaches(self) -> str:
        """Return how far the matter comes."""
        return str(self.matter["reaches"])

    @property
    def author(self) -> Actor:
        """Return who puts it forward."""
        return self.setting.actor(self.matter["author"])

    @property
    def mover(self) -> Actor:
        """Return who moves it on: the body responsible for it."""
        for slug, body in self.setting.bodies.items():
            if body.pk == self.proposal.responsible_id:
                return self.setting.holder(slug)
        raise LookupError(f"nobody is responsible for {self.matter['key']}")

    def record(self) -> StageRecord:
        """Return the stage the proposal is in now."""
        self.proposal.refresh_from_db()
        return StageRecord.objects.filter(proposal=self.proposal, left_at=None).get()

    def move(self, to: str, reason: str, at: datetime, opening: Opening | None = None) -> None:
        """Move the proposal on, as the body responsible for it would."""
        pk, mover = self.proposal.pk, self.mover
        proposals.move_proposal(pk, to=to, reason=reason, language="en", opening=opening, by=mover, at=at)


def act_out(script: Script) -> Iterator[datetime]:
    """Yield the time of each act of the matter, from its first word to where it has come."""
    reaches = script.reaches
    yield script.start
    if reaches == "draft":
        _draft(script)
        return
    _submit(script)
    yield from _supports(script)
    if reaches in {"withdrawn", "declined"}:
        yield from _early_end(script)
    elif reaches not in {"triage", "late_triage"}:
        yield from _middle(script)


def _middle(script: Script) -> Iterator[datetime]:
    yield from _consult(script)
    if script.reaches in {"consultation", "late_consultation"}:
        return
    yield from _decide(script)
    if script.reaches not in {"decision", "rejected"}:
        yield from _deliver(script)


def _draft(script: Script) -> None:
    fields = {name: script.matter[name] for name in ("title", "problem", "affected", "language")}
    proposals.save_draft(fields=fields, by=script.author, at=script.start)


def _submit(script: Script) -> None:
    matter, setting = script.matter, script.setting
    script.proposal = proposals.submit_proposal(
        title=matter["title"],
        problem=matter["problem"],
        affected=matter["affected"],
        language=matter["language"],
        topics=[setting.topics[slug].pk for slug in matter["topics"]],
        territories=matter.get("territories", []),
        languages=matter.get("languages", []),
        on_behalf_id=setting.bodies[matter["on_behalf"]].pk if "on_behalf" in matter else None,
        by=script.author,
        at=script.start,
    )


def _supports(script: Script) -> Iterator[datetime]:
    people = [slug for slug in script.setting.people if slug != script.matter["author"]]
    shift = 11 * script.place
    chosen = [people[(shift + 7 * n) % len(people)] for n in range(script.matter["supports"])]
    for number, slug in enumerate(dict.fromkeys(chosen)):
        at = script.start + timedelta(hours=2 + 3 * number)
        if at >= script.moment:
            return
        yield at
        proposals.support_proposal(script.proposal.pk, comment="", language="en", by=script.setting.actor(slug), at=at)
        if number % 3 == 0:
            proposals.follow_proposal(script.proposal.pk, by=script.setting.actor(slug), at=at)


def _early_end(script: Script) -> Iterator[datetime]:
    at = script.start + timedelta(days=8)
    yield at
    words = {"reason": script.matter["reason"], "at": at}
    if script.reaches == "withdrawn":
        proposals.withdraw_proposal(script.proposal.pk, language=script.matter["language"], by=script.author, **words)
    else:
        proposals.move_proposal(script.proposal.pk, to="declined", language="en", by=script.mover, **words)


def _consult(script: Script) -> Iterator[datetime]:
    """Ask, hear and answer; a matter still in consultation stops before it is closed."""
    is_running = script.reaches == "consultation"
    opens = script.start + timedelta(days=8)
    if is_running:
        opens = max(script.start + timedelta(days=7, hours=6), script.moment - timedelta(days=12))
    closes = _closing(script, opens + timedelta(days=18), is_running=is_running)
    yield opens
    consultation_id = _open_consultation(script, opens, closes)
    for one in script.matter.get("invited", []):
        party = PartySpec(person_id=script.setting.people[one["person"]].pk, reason=one["reason"], language="en")
        consultations.invite_party(consultation_id, party, by=script.mover, at=opens)
    given: list[int] = []
    yield from _inputs(script, consultation_id, given, opens, min(closes, script.moment))
    answers = closes + timedelta(days=1) if closes < script.moment else script.moment - timedelta(hours=5)
    yield from _answers(script, given, answers)
    if script.reaches not in {"consultation", "late_consultation"}:
        yield answers + timedelta(days=2)
        consultations.close_consultation(consultation_id, by=script.mover, at=answers + timedelta(days=2))


def _closing(script: Script, usual: datetime, *, is_running: bool) -> datetime:
    return script.moment + timedelta(days=script.matter["closes_in"]) if is_running else usual


def _open_consultation(script: Script, opens: datetime, closes: datetime) -> int:
    matter = script.matter
    opening = ConsultationOpening(
        question=matter["question"],
        language=matter["language"],
        closes_at=closes,
        languages=["en", matter["language"]],
    )
    script.move("consultation", "Those concerned are known; now they are asked.", opens, opening)
    consultation_id = script.record().consultation_id
    assert consultation_id is not None  # noqa: S101  # entering the stage opened it
    return consultation_id


def _inputs(
    script: Script, consultation_id: int, given: list[int], opens: datetime, until: datetime
) -> Iterator[datetime]:
    """Hear everybody, evenly spread until ``until``; the keys of their inputs go to ``given``."""
    inputs = script.matter.get("inputs", [])
    for number, one in enumerate(inputs, 1):
        at = opens + (until - opens) / (len(inputs) + 1) * number
        yield at
        heard = consultations.give_input(
            consultation_id,
            text=one["text"],
            language=one["language"],
            body_id=script.setting.bodies[one["body"]].pk if "body" in one else None,
            by=script.setting.actor(one["by"]),
            at=at,
        )
        given.append(heard.pk)


def _answers(script: Script, given: list[int], begin: datetime) -> Iterator[datetime]:
    for number, (one, input_id) in enumerate(zip(script.matter.get("inputs", []), given, strict=True)):
        if "outcome" in one:
            at = begin + timedelta(minutes=20 * number)
            yield at
            consultations.dispose_of_input(
                input_id, outcome=one["outcome"], reason=one["reason"], language="en", by=script.mover, at=at
            )


def _decide(script: Script) -> Iterator[datetime]:
    """Put it to two chambers; a running decision stops before it closes."""
    is_running = script.reaches == "decision"
    opens = script.start + timedelta(days=30)
    if is_running:
        opens = max(opens, script.moment - timedelta(days=9))
    closes = _closing(script, opens + timedelta(days=12), is_running=is_running)
    yield opens
    decision_id = _open_decision(script, opens, closes)
    yield from _ballots(script, decision_id, opens, min(closes, script.moment))
    if not is_running:
        yield closes + timedelta(minutes=1)
        decisions.close_due(closes + timedelta(minutes=1))


def _open_decision(script: Script, opens: datetime, closes: datetime) -> int:
    opening = DecisionOpening(
        question=script.matter["question"],
        language=script.matter["language"],
        rulebook_id=script.setting.rulebooks["council-and-affiliates"].pk,
        closes_at=closes,
    )
    script.move("decision", "Every input has an answer; the text is settled.", opens, opening)
    decision_id = script.record().decision_id
    assert decision_id is not None  # noqa: S101  # entering the stage opened it
    return decision_id


def _ballots(script: Script, decision_id: int, opens: datetime, until: datetime) -> Iterator[datetime]:
    pattern = AGAINST if script.reaches == "rejected" else FOR
    for number, (chamber, actor, body_id) in enumerate(_voters(script)):
        at = opens + (until - opens) * ((number * 37) % 97 + 1) / 100
        at = max(at, opens + timedelta(minutes=number + 1))
        yield at
        choice = pattern[(number + script.place) % len(pattern)]
        reason, language = WHY_NOT[number % len(WHY_NOT)] if choice == NO else ("", "en")
        decisions.cast_ballot(
            decision_id,
            chamber=chamber,
            choice=choice,
            reason=reason,
            language=language,
            body_id=body_id,
            by=actor,
            at=at,
        )


def _voters(script: Script) -> list[tuple[str, Actor, int | None]]:
    setting = script.setting
    council = [("council", setting.actor(slug), None) for slug in setting.holders["technology-council"]]
    groups = [
        (slug, body)
        for slug, body in setting.bodies.items()
        if body.kind.key in {"chapter", "thematic-organisation", "user-group"}
        and slug in setting.holders
        and body.status == "active"
        and slug != "volta-free-knowledge-user-group"
    ]
    first = (13 * script.place) % len(groups)
    count = script.matter.get("ballots", AFFILIATES_VOTING)
    chosen = (groups + groups)[first : first + count]
    voters = council if script.reaches != "decision" else council[1:5]
    return [*voters, *(("affiliates", setting.holder(slug), body.pk) for slug, body in chosen)]


def _deliver(script: Script) -> Iterator[datetime]:
    """Promise, report, and be reviewed, as far as the matter comes."""
    promised = script.start + timedelta(days=45)
    yield promised
    commitment_id = _promise(script, script.matter, promised)
    for more in script.matter.get("also", []):
        _promise(script, more, promised)
    yield from _updates(script, commitment_id, promised)
    if script.reaches in {*REVIEWED, "review_due"}:
        yield from _review(script, commitment_id)


def _promise(script: Script, what: dict[str, Any], at: datetime) -> int:
    """Let the team of ``what`` (the matter itself, or one more promise about it) make its promise."""
    team, setting = what["team"], script.setting
    owner = next(role for key, role in setting.roles.items() if key.startswith(f"{team}/"))
    reviewer = "technology-council" if team != "technology-council" else "foundation"
    commitment = proposals.promise_delivery(
        script.proposal.pk,
        body_id=setting.bodies[team].pk,
        role_id=owner.pk,
        text=what["commitment"],
        language="en",
        due_on=_due(script, what),
        review_body_id=setting.bodies[reviewer].pk,
        by=setting.holder(team),
        at=at,
    )
    return commitment.pk


def _due(script: Script, what: dict[str, Any]) -> date:
    if "due_in" in what:
        return (script.moment + timedelta(days=what["due_in"])).date()
    late = 20 if script.reaches in {"overdue", "not_kept"} else 30
    return (script.moment - timedelta(days=late)).date()


def _updates(script: Script, commitment_id: int, promised: datetime) -> Iterator[datetime]:
    updates = script.matter.get("updates", [])
    for number, text in enumerate(updates, 1):
        at = promised + (script.moment - promised) * number / (len(updates) + 3)
        is_last = number == len(updates)
        yield at
        commitments.post_update(
            commitment_id,
            text=text,
            language="en",
            evidence_url="https://example.org/evidence/" + script.matter["key"],
            says_done=is_last and script.reaches in {"kept", "partly_kept", "review_due"},
            by=script.setting.holder(script.matter["team"]),
            at=at,
        )


def _review(script: Script, commitment_id: int) -> Iterator[datetime]:
    at = script.moment - timedelta(days=12, minutes=script.place)
    yield at
    script.move("review", "The promised time is over; now we look at what came of it.", at)
    if script.reaches == "review_due":
        return
    yield at + timedelta(days=4)
    commitments.review_commitment(
        commitment_id,
        outcome=REVIEWED[script.reaches],
        reason=script.matter["review"],
        language="en",
        by=script.setting.actor("tall-grass"),
        at=at + timedelta(days=4),
    )
    yield at + timedelta(days=5)
    script.move("completed", "Reviewed; the record stands.", at + timedelta(days=5))
