"""Two questions to the council under rules that give notice: one counted and open to challenge, one announced."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.config.demo.setting import Setting
from talkoot.decisions import actions as decisions
from talkoot.decisions.models import Decision
from talkoot.directory.models import Mandate
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.ledger.tasks import drain

COUNCIL = "technology-council"
COUNTED = (
    "How long the council keeps drafts",
    "Shall drafts that nobody touched for a year be archived?",
    "Cuánto tiempo guarda el consejo los borradores",
    "¿Se archivarán los borradores que nadie haya tocado en un año?",
)
ANNOUNCED = (
    "Meetings of the council in two languages",
    "Shall every meeting of the council be interpreted into a second language?",
    "Reuniones del consejo en dos idiomas",
    "¿Se interpretará cada reunión del consejo a un segundo idioma?",
)


def give_notice(setting: Setting, moment: datetime) -> None:
    """Count one question two days ago, and announce another that opens in some days."""
    begins = moment - timedelta(days=24)
    closes = moment - timedelta(days=2)
    first = _announced(setting, COUNTED, begins, opens=begins + timedelta(days=8), closes=closes)
    opens = begins + timedelta(days=8)
    decisions.open_due(opens)
    drain(opens)
    for number, slug in enumerate(setting.holders[COUNCIL]):
        decisions.cast_ballot(
            first.pk,
            chamber="council",
            choice="neutral" if number % 4 == 3 else "yes",
            reason="",
            language="en",
            by=setting.actor(slug),
            at=opens + timedelta(hours=number + 1),
        )
    decisions.close_due(closes + timedelta(minutes=1))
    drain(closes + timedelta(minutes=2))
    _announced(
        setting,
        ANNOUNCED,
        moment - timedelta(days=3),
        opens=moment + timedelta(days=6),
        closes=moment + timedelta(days=20),
    )


def _announced(
    setting: Setting, words: tuple[str, str, str, str], at: datetime, *, opens: datetime, closes: datetime
) -> Decision:
    """Draft a question, write it in Spanish, and announce it."""
    steward = _steward(setting)
    title, question, titulo, pregunta = words
    draft = decisions.draft_decision(
        title=title,
        question=question,
        language="en",
        rulebook_id=setting.rulebooks["council-with-notice"].pk,
        steward_body_id=setting.bodies[COUNCIL].pk,
        exemption="It is about the council's own work.",
        by=steward,
        at=at,
    )
    decisions.translate_question(draft.pk, title=titulo, question=pregunta, language="es", by=steward, at=at)
    announced = decisions.announce_decision(draft.pk, opens_at=opens, closes_at=closes, by=steward, at=at)
    drain(at)
    return announced


def _steward(setting: Setting) -> Actor:
    """Return who puts the council's questions."""
    mandates = Mandate.objects.filter(role__body=setting.bodies[COUNCIL]).select_related("role", "person")
    found = next(one for one in mandates.order_by("pk") if Power.STEWARD in one.role.powers)
    return setting.actor(found.person.slug)
