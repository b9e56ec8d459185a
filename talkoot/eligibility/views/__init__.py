"""Pages of eligibility."""

from talkoot.eligibility.views.checking import eligibility, known
from talkoot.eligibility.views.keys import fact_key, fact_keys, make_fact_key, revoke_fact_key
from talkoot.eligibility.views.lists import add_entry, end_entry, import_entries, lists, make_list, named_list
from talkoot.eligibility.views.suspensions import lift_suspension, suspend_person, suspension, suspensions

__all__ = [
    "add_entry",
    "eligibility",
    "end_entry",
    "fact_key",
    "fact_keys",
    "import_entries",
    "known",
    "lift_suspension",
    "lists",
    "make_fact_key",
    "make_list",
    "named_list",
    "revoke_fact_key",
    "suspend_person",
    "suspension",
    "suspensions",
]
