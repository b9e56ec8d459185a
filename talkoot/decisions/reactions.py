"""What decisions do about facts: counting, once nothing lies sealed any more, and the run-off that rules ask for."""

from __future__ import annotations

from datetime import datetime

from talkoot.ballotboxes.events import BoxEmptied
from talkoot.decisions import actions
from talkoot.decisions.events import DecisionClosed, DecisionFinal, ScrutinyEnded
from talkoot.decisions.rules import boxed_decision
from talkoot.kernel.refs import split


def decision_closed(event: DecisionClosed, *, at: datetime) -> None:
    """Empty the ballot boxes whose keys are files, and count, where nothing else is awaited."""
    actions.count_unsealed(int(split(event.subject)[1]), at=at)


def scrutiny_ended(event: ScrutinyEnded, *, at: datetime) -> None:
    """Do the same once the scrutineers are done."""
    actions.count_unsealed(int(split(event.subject)[1]), at=at)


def decision_final(event: DecisionFinal, *, at: datetime) -> None:
    """Put the run-off that the verdict says is due."""
    actions.put_runoff(int(split(event.subject)[1]), at=at)


def box_emptied(event: BoxEmptied, *, at: datetime) -> None:
    """Count the decision whose last ballot box this was, where nothing else is awaited."""
    decision_id = boxed_decision(event.belongs_to)
    if decision_id is not None:
        actions.count_unsealed(decision_id, at=at)
