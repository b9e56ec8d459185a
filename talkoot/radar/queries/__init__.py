"""The only way doors and other apps reach the rows of the radar."""

from talkoot.radar.queries.causes import EVERYWHERE, Region, causes_in, standing_in
from talkoot.radar.queries.findings import (
    AGES,
    KINDS_SHOWN,
    Filters,
    Told,
    count_open,
    get_finding,
    hanging_on,
    holders_to_choose,
    labels,
    list_findings,
    of_body,
    of_matter,
    overseers,
    pair_of,
    region_of,
    steps_of,
    told,
)
from talkoot.radar.queries.regions import around_duty, around_mandate, below_body
from talkoot.radar.queries.wording import kind_words, kinds

__all__ = [
    "AGES",
    "EVERYWHERE",
    "KINDS_SHOWN",
    "Filters",
    "Region",
    "Told",
    "around_duty",
    "around_mandate",
    "below_body",
    "causes_in",
    "count_open",
    "get_finding",
    "hanging_on",
    "holders_to_choose",
    "kind_words",
    "kinds",
    "labels",
    "list_findings",
    "of_body",
    "of_matter",
    "overseers",
    "pair_of",
    "region_of",
    "standing_in",
    "steps_of",
    "told",
]
