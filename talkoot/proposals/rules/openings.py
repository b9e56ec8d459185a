"""What a mover gives for the stage to come: the question, the deadline, who is asked, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from talkoot.decisions.rules import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedParty:
    """A body asked beside those whom duties name, with the mover's reason."""

    body_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationOpening:
    """What to ask, in which languages, until when, and whom beside those whom duties name."""

    question: str
    language: str
    closes_at: datetime
    languages: Sequence[str] = ()
    added: Sequence[AddedParty] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOpening:
    """What to decide, under which rulebook, until when; resting on the proposal's consultation or on ``exemption``.

    Without a ``title`` it is that of the proposal. ``translations`` say title and question in further languages. Where
    ``is_prepared`` first, voting does not open yet, and ``closes_at`` is not needed.
    """

    question: str
    language: str
    rulebook_id: int
    closes_at: datetime | None = None
    title: str = ""
    translations: Sequence[Translation] = ()
    is_prepared: bool = False
    steward_body_id: int | None = None
    exemption: str = ""


type Opening = ConsultationOpening | DecisionOpening
