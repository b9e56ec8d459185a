"""What happens in one matter, act by act. A script yields the time of its next act and does it when resumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from talkoot.commitments import actions as commitments
from talkoot.config.demo.setting import Setting
from talkoot.consultations import actions as consultations
from talkoot.decisions import actions as decisions
from talkoot.kernel.actors import Actor
from talkoot.proposals import actions as proposals
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.rules.openings import ConsultationOpening, DecisionOpening

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


def act_out(script: Script) -> Iterator[datetime]:
    """Yield the time of each act of the matter, from its first word to where it has come."""
    reaches = script.reaches
    yield script.start
    if reaches == "draft":
        _draft(script)
        return
    _submit(script)
    yield from _supports(script)
    if reaches in {"triage", "late_triage"}:
        return
    if reaches in {"withdrawn", "declined"}:
        yield from _early_end(script)
        return
    yield from _consult(script)
    if reaches in {"consultation", "late_consultation"}:
        return
    yield from _decide(script)
    if reaches in {"decision", "rejected"}:
        return
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
    matter, proposal = script.matter, script.proposal
    is_running = script.reaches == "consultation"
    opens = script.start + timedelta(days=8)
    if is_running:
        opens = max(script.start + timedelta(days=7, hours=6), script.moment - timedelta(days=12))
    closes = script.moment + timedelta(days=matter["closes_in"]) if is_running else opens + timedelta(days=18)
    yield opens
    proposals.move_proposal(
        proposal.pk,
        to="consultation",
        reason="Those concerned are known; now they are asked.",
        language="en",
        opening=ConsultationOpening(
            question=matter["question"],
            language=matter["language"],
            closes_at=closes,
            languages=["en", matter["language"]],
        ),
        by=script.mover,
        at=opens,
    )
    consultation_id = script.record().consultation_id
    inputs = matter.get("inputs", [])
    step = (min(closes, script.moment) - opens) / (len(inputs) + 1)
    given = []
    for number, one in enumerate(inputs, 1):
        yield opens + step * number
        given.append(
            consultations.give_input(
                consultation_id,
                text=one["text"],
                language=one["language"],
                body_id=script.setting.bodies[one["body"]].pk if "body" in one else None,
                by=script.setting.actor(one["by"]),
                at=opens + step * number,
            )
        )
    answers = closes + timedelta(days=1) if closes < script.moment else script.moment - timedelta(hours=5)
    for number, (one, row) in enumerate(zip(inputs, given, strict=True)):
        if "outcome" in one:
            at = answers + timedelta(minutes=20 * number)
            yield at
            consultations.dispose_of_input(
                row.pk, outcome=one["outcome"], reason=one["reason"], language="en", by=script.mover, at=at
            )
    if script.reaches not in {"consultation", "late_consultation"}:
        yield answers + timedelta(days=2)
        consultations.close_consultation(consultation_id, by=script.mover, at=answers + timedelta(days=2))


def _decide(script: Script) -> Iterator[datetime]:
    """Put it to two chambers; a running decision stops before it closes."""
    matter, proposal = script.matter, script.proposal
    is_running = script.reaches == "decision"
    opens = script.start + timedelta(days=30)
    if is_running:
        opens = max(opens, script.moment - timedelta(days=9))
    closes = script.moment + timedelta(days=matter["closes_in"]) if is_running else opens + timedelta(days=12)
    yield opens
    proposals.move_proposal(
        proposal.pk,
        to="decision",
        reason="Every input has an answer; the text is settled.",
        language="en",
        opening=DecisionOpening(
            question=matter["question"],
            language=matter["language"],
            rulebook_id=script.setting.rulebooks["council-and-affiliates"].pk,
            closes_at=closes,
        ),
        by=script.mover,
        at=opens,
    )
    decision_id = script.record().decision_id
    pattern = AGAINST if script.reaches == "rejected" else FOR
    until = min(closes, script.moment)
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
    if not is_running:
        yield closes + timedelta(minutes=1)
        decisions.close_due(closes + timedelta(minutes=1))


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
    matter, proposal, setting = script.matter, script.proposal, script.setting
    team = matter["team"]
    promised = script.start + timedelta(days=45)
    yield promised
    owner = next(role for key, role in setting.roles.items() if key.startswith(f"{team}/"))
    commitment = commitments.make_commitment(
        body_id=setting.bodies[team].pk,
        role_id=owner.pk,
        text=matter["commitment"],
        language="en",
        due_on=_due(script),
        matter=proposal.ref,
        review_body_id=setting.bodies["technology-council" if team != "technology-council" else "foundation"].pk,
        by=setting.holder(team),
        at=promised,
    )
    updates = matter.get("updates", [])
    for number, text in enumerate(updates, 1):
        at = promised + (script.moment - promised) * number / (len(updates) + 3)
        is_last = number == len(updates)
        yield at
        commitments.post_update(
            commitment.pk,
            text=text,
            language="en",
            evidence_url="https://example.org/evidence/" + matter["key"],
            says_done=is_last and script.reaches in {"kept", "partly_kept", "review_due"},
            by=setting.holder(team),
            at=at,
        )
    if script.reaches in {*REVIEWED, "review_due"}:
        yield from _review(script, commitment.pk)


def _due(script: Script) -> Any:
    if "due_in" in script.matter:
        return (script.moment + timedelta(days=script.matter["due_in"])).date()
    late = 20 if script.reaches in {"overdue", "not_kept"} else 30
    return (script.moment - timedelta(days=late)).date()


def _review(script: Script, commitment_id: int) -> Iterator[datetime]:
    at = script.moment - timedelta(days=12, minutes=script.place)
    yield at
    proposals.move_proposal(
        script.proposal.pk,
        to="review",
        reason="The promised time is over; now we look at what came of it.",
        language="en",
        by=script.mover,
        at=at,
    )
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
    proposals.move_proposal(
        script.proposal.pk,
        to="completed",
        reason="Reviewed; the record stands.",
        language="en",
        by=script.mover,
        at=at + timedelta(days=5),
    )
