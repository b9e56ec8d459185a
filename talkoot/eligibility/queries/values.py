"""The numbers themselves that conditions ask for, as of a day: where rules let a vote weigh one of them."""

from __future__ import annotations

from datetime import date, datetime

from talkoot.eligibility.models import ExternalFact
from talkoot.eligibility.rules import Eligibility


def asked_facts(eligibility: Eligibility) -> list[tuple[str, date]]:
    """Return the facts that conditions ask for, each as of its day, in the order of the conditions (no query)."""
    return list(dict.fromkeys((leaf.fact, leaf.as_of) for leaf in eligibility.leaves if leaf.fact and leaf.as_of))


def fact_values(fact: str, as_of: date, at: datetime) -> dict[int, int]:
    """Return whose value of a fact was above zero on a day, as known ``at``: by person (one query)."""
    rows = ExternalFact.objects.known_at(at).filter(name=fact, as_of=as_of, value__gt=0)
    return {person: value for person, value in rows.values_list("person_id", "value") if value}
