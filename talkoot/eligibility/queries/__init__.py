"""The only way doors and other apps reach who may vote."""

from talkoot.eligibility.queries.exporting import export_of
from talkoot.eligibility.queries.finding import (
    EntryRow,
    ListRow,
    decision_name,
    entries_of,
    get_entry,
    get_for_notice,
    get_list,
    get_suspension,
    labels,
    list_lists,
    suspensions_by,
)
from talkoot.eligibility.queries.keys import FactKeyRow, Holder, fact_keys, get_fact_key, holder_of, imports_on
from talkoot.eligibility.queries.names import (
    Names,
    missing_facts,
    named_lists,
    names_of,
    unknown,
    unknown_facts,
    unknown_in,
)
from talkoot.eligibility.queries.own import Own, own_facts
from talkoot.eligibility.queries.sentences import (
    Line,
    Row,
    Shown,
    names_of_checked,
    placed_problem,
    problem_sentence,
    sentences,
    shown,
)
from talkoot.eligibility.queries.values import asked_facts, fact_values
from talkoot.eligibility.queries.voters import check, voters

__all__ = [
    "EntryRow",
    "FactKeyRow",
    "Holder",
    "Line",
    "ListRow",
    "Names",
    "Own",
    "Row",
    "Shown",
    "asked_facts",
    "check",
    "decision_name",
    "entries_of",
    "export_of",
    "fact_keys",
    "fact_values",
    "get_entry",
    "get_fact_key",
    "get_for_notice",
    "get_list",
    "get_suspension",
    "holder_of",
    "imports_on",
    "labels",
    "list_lists",
    "missing_facts",
    "named_lists",
    "names_of",
    "names_of_checked",
    "own_facts",
    "placed_problem",
    "problem_sentence",
    "sentences",
    "shown",
    "suspensions_by",
    "unknown",
    "unknown_facts",
    "unknown_in",
    "voters",
]
