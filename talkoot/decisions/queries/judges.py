"""Who decides what is said to be wrong: the scrutineers that the rulebook names, or else the stewards."""

from __future__ import annotations

from datetime import datetime

from talkoot.decisions.models import Decision
from talkoot.decisions.rules import course_of
from talkoot.directory.models import Role
from talkoot.directory.queries import Hat, Hats, holders_of, holders_of_roles
from talkoot.directory.rules import Power


def names_scrutineers(decision: Decision) -> bool:
    """Tell whether the rulebook names scrutineers."""
    return course_of(decision.rulebook.canonical).scrutineers is not None


def judges_of(decision: Decision, at: datetime) -> list[int]:
    """Return the accounts of those who decide what is said against a decision: at most two queries."""
    named = course_of(decision.rulebook.canonical).scrutineers
    if named is None:
        held = holders_of([decision.steward_body_id], Power.STEWARD, at)
    else:
        roles = Role.objects.filter(body__slug=named.body, slug=named.role).values_list("pk", flat=True)
        held = holders_of_roles(list(roles), at)
    found = {account for holders in held.values() for _person, account in holders if account is not None}
    return sorted(found)


def scrutineer_hat(decision: Decision, hats: Hats) -> Hat | None:
    """Return the mandate under which the wearer of ``hats`` is a scrutineer of a decision (at most one query)."""
    named = course_of(decision.rulebook.canonical).scrutineers
    worn = [hat for hat in hats.all if named and hat.body_slug == named.body]
    if named is None or not worn:
        return None
    asked = {hat.role_id for hat in worn}
    roles = set(Role.objects.filter(pk__in=asked, slug=named.role).values_list("pk", flat=True))
    return next((hat for hat in worn if hat.role_id in roles), None)
