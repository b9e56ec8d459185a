"""Who may hand a vote on, take it back, decline it, and say how far votes go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.delegations.rules import State
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied


class Permission(StrEnum):
    """The acts on delegations."""

    MAKE_DELEGATION = "make_delegation"
    REVOKE_DELEGATION = "revoke_delegation"
    DECLINE_DELEGATION = "decline_delegation"
    LIMIT_CHAINS = "limit_chains"


def may(actor: Actor, permission: Permission, subject: Any = None, *, at: datetime) -> Verdict:
    """Tell whether ``actor`` may do this at ``at``, and why not.

    ``subject`` is the delegation; for `LIMIT_CHAINS` the id of the body whose questions it is about, None for all.
    A vote is one's own: neither an operator nor the system hands it on, takes it back or declines it for anybody.
    """
    return TABLE[permission](actor, subject, at)


def is_person(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for who signed in."""
    if actor.kind is ActorKind.PERSON and actor.is_known:
        return ALLOWED
    return denied(_("Sign in first: only a person has a vote to hand on."))


def is_its_maker(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for whose vote it is."""
    if actor.is_known and subject.person_id == actor.person_id:
        return ALLOWED
    return denied(_("Only the person whose vote it is may take it back."))


def is_its_delegate(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for who was asked to vote."""
    if actor.is_known and subject.delegate_id == actor.person_id:
        return ALLOWED
    return denied(_("Only the person who was asked to vote for another may decline."))


def is_standing(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold until it is over."""
    if subject.state(at) in {State.COMING, State.IN_FORCE}:
        return ALLOWED
    return denied(_("This is over already: nobody votes by it any more."))


def runs_the_site(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for an operator and for the site itself."""
    if actor.is_operator or actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Only an operator of this site may say how far votes go in every question."))


def tends_the_body(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for who tends the body whose questions it is about."""
    if subject is not None and hats_of(actor, at).may(Power.STEWARD, subject):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body, or an operator, may say how far votes go there."))


TABLE: Mapping[Permission, Fact] = {
    Permission.MAKE_DELEGATION: is_person,
    Permission.REVOKE_DELEGATION: all_of(is_its_maker, is_standing),
    Permission.DECLINE_DELEGATION: all_of(is_its_delegate, is_standing),
    Permission.LIMIT_CHAINS: any_of(runs_the_site, tends_the_body),
}
