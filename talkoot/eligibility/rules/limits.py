"""How long texts may be, what names look like, and when a suspension is none."""

from __future__ import annotations

import re
from datetime import date

NAME_MAX, REASON_MAX, APPEAL_MAX, SOURCE_MAX, TEXT_MAX = 120, 500, 1_000, 40, 20_000
# What a fact is called in a file and in a rulebook.
FACT = re.compile(r"[a-z][a-z0-9_-]{0,59}\Z")
# The ledger's name of the decision by which somebody is suspended; its short name is turned into it by the form.
DECISION = re.compile(r"decision:[0-9]{1,18}\Z")
# Statistics about people are suppressed below this.
SMALLEST_COUNT = 10


def is_span(from_on: date, until_on: date | None) -> bool:
    """Tell whether there is at least one day from the one up to, not including, the other."""
    return until_on is None or from_on < until_on


def may_begin(from_on: date, today: date) -> bool:
    """Tell whether a suspension may begin on a day: none reaches back to days on which nobody knew of it."""
    return from_on >= today
