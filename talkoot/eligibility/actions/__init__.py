"""Everything that changes who may vote: lists, suspensions, facts brought in, and forgetting them."""

from talkoot.eligibility.actions.erasing import erase_traces
from talkoot.eligibility.actions.imports import import_entries, import_entries_of, import_facts
from talkoot.eligibility.actions.listing import add_entry, end_entry, make_list
from talkoot.eligibility.actions.suspending import lift_suspension, suspend_person

__all__ = [
    "add_entry",
    "end_entry",
    "erase_traces",
    "import_entries",
    "import_entries_of",
    "import_facts",
    "lift_suspension",
    "make_list",
    "suspend_person",
]
