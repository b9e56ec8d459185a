"""Who decides what is said to be wrong: the scrutineers that the rulebook names, or else the stewards."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from talkoot.decisions.models import Decision
from talkoot.decisions.rules import course_of, naming
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
    """Return the mandate under which the wearer of ``hats`` is a scrutineer of a decision; no query."""
    named = course_of(decision.rulebook.canonical).scrutineers
    if named is None:
        return None
    return next((hat for hat in hats.all if (hat.body_slug, hat.role_slug) == (named.body, named.role)), None)


def judged_by(hats: Hats) -> Q:
    """Return the condition for decisions which the wearer of ``hats`` judges: see `permissions.judges_decision`."""
    stewarded = Q(steward_body__in=hats.bodies(Power.STEWARD)) & ~Q(rulebook__canonical__contains=naming())
    return stewarded | scrutinised_by(hats)


def scrutinised_by(hats: Hats) -> Q:
    """Return the condition for decisions of which the wearer of ``hats`` is a scrutineer."""
    places = {(hat.body_slug, hat.role_slug) for hat in hats.all}
    named = [Q(rulebook__canonical__contains=naming(*place)) for place in sorted(places)]
    return Q(*named, _connector=Q.OR) if named else Q(pk__in=[])
