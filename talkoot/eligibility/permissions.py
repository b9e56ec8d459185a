"""Who may bring in facts, keep lists and suspend, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body
from talkoot.directory.queries import Hats, bodies_above, hats_of
from talkoot.directory.rules import Power
from talkoot.eligibility.models import FactKey, NamedList, Suspension
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied


class Permission(StrEnum):
    """The acts of eligibility."""

    IMPORT_FACTS = "import_facts"
    MAKE_LIST = "make_list"
    ADD_ENTRY = "add_entry"
    END_ENTRY = "end_entry"
    IMPORT_ENTRIES = "import_entries"
    READ_ENTRIES = "read_entries"
    SUSPEND_PERSON = "suspend_person"
    LIFT_SUSPENSION = "lift_suspension"
    READ_SUSPENSION = "read_suspension"
    READ_FACT_KEYS = "read_fact_keys"
    MAKE_FACT_KEY = "make_fact_key"
    REVOKE_FACT_KEY = "revoke_fact_key"
    IMPORT_FACTS_BY_KEY = "import_facts_by_key"


def is_operator(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    if actor.is_operator or actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Only an operator of this site may bring in facts about people: they count in every decision."))


def is_person(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who signed in: somebody answers for each key, and no key makes another."""
    if actor.kind is ActorKind.PERSON:
        return ALLOWED
    return denied(_("Sign in first. What you wrote is kept."))


def is_working_key(actor: Actor, subject: FactKey, at: datetime, hats: Hats) -> Verdict:
    """Hold for a program that showed a key which nobody revoked, while its maker may bring in facts."""
    if actor.kind is not ActorKind.TOKEN or subject.revoked_at is not None:
        return denied(_("This needs a key that opens it."))
    if not actor.is_operator:
        return denied(_("Who made this key may not bring in facts any more, so the key may not either."))
    return ALLOWED


def stewards(actor: Actor, subject: Body | NamedList | Suspension, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body, by a mandate in it or in a body it is part of."""
    body_id = subject.pk if isinstance(subject, Body) else subject.body_id
    bodies = hats.bodies(Power.STEWARD)
    if bodies and (body_id in bodies or not bodies.isdisjoint(bodies_above(body_id, hats))):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body that keeps it may do this."))


def is_system(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for the command line, which whoever runs the server has."""
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body that keeps it may do this."))


def is_open(actor: Actor, subject: NamedList, at: datetime, hats: Hats) -> Verdict:
    """Hold for everybody where a list is public."""
    if subject.is_public:
        return ALLOWED
    return denied(_("Who stands on this list is not public. You are told under “What is known about you” if you do."))


def is_another(actor: Actor, subject: Suspension, at: datetime, hats: Hats) -> Verdict:
    """Hold for everybody but the person suspended."""
    if actor.person_id is None or actor.person_id != subject.person_id:
        return ALLOWED
    return denied(_("Nobody lifts their own suspension; somebody else who tends the body can."))


def is_concerned(actor: Actor, subject: Suspension, at: datetime, hats: Hats) -> Verdict:
    """Hold for the person suspended."""
    if actor.person_id is not None and actor.person_id == subject.person_id:
        return ALLOWED
    return denied(_("Only the person concerned and those who tend the body may read this."))


TABLE: Mapping[Permission, Fact] = {
    # Facts come from other systems and count in every decision: no body may choose them for others.
    Permission.IMPORT_FACTS: is_operator,
    # A list is its keeper's word, and rules name the list they trust: whoever tends the body keeps it.
    Permission.MAKE_LIST: stewards,
    Permission.ADD_ENTRY: stewards,
    Permission.END_ENTRY: stewards,
    Permission.IMPORT_ENTRIES: any_of(is_system, stewards),
    Permission.READ_ENTRIES: any_of(stewards, is_open),
    # Rules name the body whose suspensions count for them, so each body may suspend in its own name.
    Permission.SUSPEND_PERSON: stewards,
    Permission.LIFT_SUSPENSION: all_of(is_another, stewards),
    Permission.READ_SUSPENSION: any_of(stewards, is_concerned),
    # A key brings in facts, so who may do that makes keys; any of them can stop a key that leaked.
    Permission.READ_FACT_KEYS: all_of(is_person, is_operator),
    Permission.MAKE_FACT_KEY: all_of(is_person, is_operator),
    Permission.REVOKE_FACT_KEY: all_of(is_person, is_operator),
    Permission.IMPORT_FACTS_BY_KEY: is_working_key,
}


def may(
    actor: Actor, permission: Permission, subject: Any = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query.

    ``subject`` is the body for making a list and suspending, the list for its entries, the key for what a program
    does on it, else the suspension.
    """
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))
