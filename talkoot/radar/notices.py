"""Whom we tell about findings, and why them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.events import MandateGiven
from talkoot.directory.queries import others
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refs import split
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why
from talkoot.radar import queries
from talkoot.radar.events import FindingOpened, FindingReturned, HandOverMade, ItemReturned


def finding_opened(event: FindingOpened, *, at: datetime, by: str) -> None:
    """Tell those who tend the body that must act, and those who tend the one it is part of, if it is still so."""
    _tell("finding_opened", event.subject, at, by)


def finding_returned(event: FindingReturned, *, at: datetime, by: str) -> None:
    """Tell the same people that the day has come until which it was accepted."""
    _tell("finding_returned", event.subject, at, by)


def _tell(name: str, subject: str, at: datetime, by: str) -> None:
    finding = queries.get_finding(int(split(subject)[1]), viewer=SYSTEM)
    if finding.ended_at is not None or finding.body is None:
        return
    own, above = queries.overseers(finding, at)
    # Translators: %(body)s is the body that must act.
    reasons: dict[int, Text] = dict.fromkeys(own, why(_("You tend %(body)s, which must act."), body=finding.body.name))
    # Translators: %(body)s is the body that must act.
    higher = why(_("You tend the body that %(body)s is part of, which must act."), body=finding.body.name)
    reasons |= dict.fromkeys(above, higher)
    tell(
        others(reasons, by),
        matter=finding.ref,
        template=f"radar/notices/{name}.txt",
        context={"shown": queries.told(finding, at)},
        url=finding.get_absolute_url(),
        at=at,
    )


def hand_over_made(event: HandOverMade, *, at: datetime, by: str) -> None:
    """Tell those who hold the role now, and those who tend the body, what waits to be taken over."""
    _tell_followers("hand_over_made", queries.get_hand_over(int(split(event.subject)[1]), viewer=SYSTEM), at, by)


def item_returned(event: ItemReturned, *, at: datetime, by: str) -> None:
    """Tell those who tend the body that something was returned to it."""
    _tell_followers("item_returned", queries.get_hand_over(int(split(event.subject)[1]), viewer=SYSTEM), at, by)


def mandate_given(event: MandateGiven, *, at: datetime, by: str) -> None:
    """Tell who follows in a role what waits for them there."""
    for waiting in queries.waiting_in_role(int(split(event.role)[1])):
        _tell_followers("hand_over_made", queries.get_hand_over(waiting.hand_over_id, viewer=SYSTEM), at, by)


def _tell_followers(name: str, hand_over: Any, at: datetime, by: str) -> None:
    own, tending = queries.followers(hand_over, at)
    # Translators: %(role)s is a role, %(body)s the body it belongs to.
    holds = why(_("You are %(role)s of %(body)s."), role=hand_over.role.name, body=hand_over.body.name)
    # Translators: %(body)s is a body.
    tends = why(_("You tend %(body)s."), body=hand_over.body.name)
    tell(
        others(dict.fromkeys(own, holds) | dict.fromkeys(tending, tends), by),
        matter=hand_over.ref,
        template=f"radar/notices/{name}.txt",
        context={"hand_over": hand_over},
        url=hand_over.get_absolute_url(),
        at=at,
    )
