"""Two rounds of consent: one where an amendment resolved an objection, one in which an objection stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.config.demo.setting import Setting
from talkoot.decisions import actions as decisions
from talkoot.ledger.tasks import drain
from talkoot.objections import actions as objections
from talkoot.objections.queries import objections_of

STEWARD, OBJECTOR = "amber-ferry", "nakhla"
NOTES = "Each meeting of the working group publishes its notes **within a day**, in English."
BETTER = (
    "Each meeting of the working group publishes its notes **within three days**, in English and in one more language "
    "of those who were there."
)
# Who says what, in their own language.
LAST_MONTH = [
    ("juniper-vale", "agree", "", "en"),
    ("volta-heron", "concern", "Un jour, c'est court après une réunion du soir.", "fr"),
    (OBJECTOR, "objection", "من لا يقرأ الإنجليزية لا يعرف ما تقرر، ولا يستطيع أن يعترض عليه.", "ar"),
    ("pixel-otter", "agree", "", "en"),
    ("rio-claro", "stand-aside", "", "es"),
]
NOW = [
    ("pixel-otter", "agree", "", "en"),
    ("volta-heron", "concern", "Les enregistrements prennent beaucoup de place.", "fr"),
    (
        "savanna-quill",
        "objection",
        "Some of us speak from countries where a recorded sentence can bring the police to the door.",
        "en",
    ),
]


def consent(setting: Setting, moment: datetime) -> None:
    """Hold last month's round to its count, and open this month's."""
    begins = moment - timedelta(days=40)
    closes = begins + timedelta(days=14)
    last = _opened(setting, "Notes of our meetings", NOTES, begins, closes)
    _speak(setting, last, LAST_MONTH, begins + timedelta(days=2))
    _resolve(setting, last, begins + timedelta(days=5))
    decisions.close_due(closes + timedelta(minutes=1))
    drain(closes + timedelta(minutes=2))
    this = _opened(
        setting,
        "Recordings of our meetings",
        "Every meeting of the working group is recorded, and the recording is **public** for a year.",
        moment - timedelta(days=4),
        moment + timedelta(days=10),
    )
    _speak(setting, this, NOW, moment - timedelta(days=3))


def _opened(setting: Setting, title: str, question: str, begins: datetime, closes: datetime) -> int:
    decision = decisions.open_decision(
        title=title,
        question=question,
        language="en",
        rulebook_id=setting.rulebooks["meeting-customs"].pk,
        steward_body_id=setting.bodies["technology-council"].pk,
        closes_at=closes,
        exemption="It concerns nobody but the working group.",
        by=setting.actor(STEWARD),
        at=begins,
    )
    return decision.pk


def _speak(setting: Setting, decision_id: int, said: list[tuple[str, str, str, str]], at: datetime) -> None:
    for number, (slug, position, reason, language) in enumerate(said):
        decisions.take_position(
            decision_id,
            chamber="group",
            position=position,
            reason=reason,
            language=language,
            by=setting.actor(slug),
            at=at + timedelta(hours=number),
        )


def _resolve(setting: Setting, decision_id: int, at: datetime) -> None:
    """Amend the proposal, ask whether that meets the objection, and let it be confirmed."""
    [objection] = objections_of(f"decision:{decision_id}")
    decisions.amend_question(
        decision_id,
        title="Notes of our meetings",
        question=BETTER,
        language="en",
        why="Three days leave time to translate, so nobody is left out who reads another language.",
        meets=[objection.pk],
        by=setting.actor(STEWARD),
        at=at,
    )
    objections.confirm_resolution(objection.pk, by=setting.actor(OBJECTOR), at=at + timedelta(days=1))
