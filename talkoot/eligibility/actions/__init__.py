"""Everything that changes who may vote: lists, suspensions, facts brought in, and forgetting them."""

from talkoot.eligibility.actions.erasing import erase_traces
from talkoot.eligibility.actions.imports import (
    READERS,
    Sent,
    import_entries,
    import_entries_of,
    import_facts,
    import_facts_by_key,
)
from talkoot.eligibility.actions.keys import make_fact_key, revoke_fact_key, use_fact_key
from talkoot.eligibility.actions.listing import add_entry, end_entry, make_list
from talkoot.eligibility.actions.suspending import lift_suspension, suspend_person

__all__ = [
    "READERS",
    "Sent",
    "add_entry",
    "end_entry",
    "erase_traces",
    "import_entries",
    "import_entries_of",
    "import_facts",
    "import_facts_by_key",
    "lift_suspension",
    "make_fact_key",
    "make_list",
    "revoke_fact_key",
    "suspend_person",
    "use_fact_key",
]
