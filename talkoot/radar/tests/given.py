"""Builders: they call the real actions, and let what follows happen."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory.models import Body
from talkoot.duties.models import Matter
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.testing import MONDAY
from talkoot.ledger.tasks import drain
from talkoot.radar.models import Finding


def given_gap(body: Body, matter: str = "Fonts", at: datetime = MONDAY) -> Finding:
    """Return the finding that nobody decides in a matter in which ``body`` works."""
    given_duty(body, Letter.RESPONSIBLE, matter, at=at)
    drain(at)
    return Finding.objects.open().get(matter=Matter.objects.get(title=matter), kind="gap")
