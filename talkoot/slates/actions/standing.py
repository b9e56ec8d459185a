"""What must hold of everybody who stands: a name of their own, what is asked, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.scopes.actions import line
from talkoot.slates import rules
from talkoot.slates.models import Candidate, Slate
from talkoot.slates.rules import AskedFault, Fault, Kind


def require_alone(candidate: Candidate) -> None:
    """Refuse a name that a voter could take for another on the slate. The slate is held, so none comes in between.

    Names that wait for an answer count too; they are not told, for they are nobody's business.
    """
    alike = Q(look=candidate.look) | Q(strokes=candidate.strokes)
    others = Candidate.objects.filter(alike, slate=candidate.slate_id, state__in=rules.RUNS).exclude(pk=candidate.pk)
    other = others.order_by("pk").first()
    if other is None:
        return
    if other.state not in rules.PUBLIC:
        sentence = _("Another name on this slate looks just like this one. Add something that tells the two apart.")
        raise Refusal("names_alike", sentence, "name")
    # Translators: %(name)s is a name on the ballot.
    sentence = _("This looks like %(name)s, who is on this slate. Add something that tells the two apart.")
    raise Refusal("names_alike", sentence % {"name": other.name}, "name")


def given(slate: Slate, attributes: Mapping[str, str]) -> dict[str, str]:
    """Return what a candidate says to what is asked, cleaned; refuse what is missing, not asked or not allowed."""
    cleaned = {
        key: line(str(value), limit=rules.VALUE_MAX, field=f"asked_{key}", missing=_("Fill this in."))
        for key, value in attributes.items()
    }
    fault = rules.fault_in_given(slate.asked, cleaned)
    if fault is None:
        return cleaned
    raise Refusal("asked", _sentence(fault), f"asked_{fault.key}")


def checked_cost(slate: Slate, cost: Decimal | None) -> Decimal | None:
    """Return the cost of a project; refuse one of anything else, none of a project, and what is no sum of money."""
    if slate.kind != Kind.PROJECTS:
        if cost is not None:
            raise Refusal("no_cost", _("Only projects have a cost."), "cost")
        return None
    if cost is None or not cost.is_finite() or not 0 <= cost <= rules.COST_MAX or cost != round(cost, 2):
        raise Refusal("cost", _("Say what the project costs, with two decimals at most."), "cost")
    return cost


def _sentence(fault: Fault) -> Text:
    match fault.code:
        case AskedFault.NOT_ALLOWED:
            return _("Choose one of the values on the list.")
        case AskedFault.NOT_ASKED:
            # Translators: %(key)s is the short name of something said of candidates, such as home_wiki.
            return _("%(key)s is not asked of these candidates.") % {"key": fault.key}
    return _("Fill this in.")
