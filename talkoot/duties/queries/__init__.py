"""Reading duties: who is concerned by a scope, the map of all matters, single matters and duties."""

from talkoot.duties.queries.advice import Advice, parties_for
from talkoot.duties.queries.choosing import bodies_to_choose, get_holding_body, holder_choices
from talkoot.duties.queries.clauses import Basis, get_basis, is_changed
from talkoot.duties.queries.export import export_rows
from talkoot.duties.queries.holders import (
    Holder,
    findings_of,
    held_by,
    held_in,
    holder_of,
    holding_body_id,
    vacant,
)
from talkoot.duties.queries.labels import duty_labels, labels, matter_labels
from talkoot.duties.queries.map import Filters, Map, MapRow, Overview, get_map, get_overview, get_troubles
from talkoot.duties.queries.matters import (
    DutyLine,
    DutyPage,
    MatterPage,
    about_topic,
    get_duty,
    get_matter,
    resting_on,
)
from talkoot.duties.queries.wording import letter_words, letters, sentence

__all__ = [
    "Advice",
    "Basis",
    "DutyLine",
    "DutyPage",
    "Filters",
    "Holder",
    "Map",
    "MapRow",
    "MatterPage",
    "Overview",
    "about_topic",
    "bodies_to_choose",
    "duty_labels",
    "export_rows",
    "findings_of",
    "get_basis",
    "get_duty",
    "get_holding_body",
    "get_map",
    "get_matter",
    "get_overview",
    "get_troubles",
    "held_by",
    "held_in",
    "holder_choices",
    "holder_of",
    "holding_body_id",
    "is_changed",
    "labels",
    "letter_words",
    "letters",
    "matter_labels",
    "parties_for",
    "resting_on",
    "sentence",
    "vacant",
]
