"""Pages of eligibility."""

from talkoot.eligibility.views.checking import eligibility, known
from talkoot.eligibility.views.lists import add_entry, end_entry, import_entries, lists, make_list, named_list
from talkoot.eligibility.views.suspensions import lift_suspension, suspend_person, suspension, suspensions

__all__ = [
    "add_entry",
    "eligibility",
    "end_entry",
    "import_entries",
    "known",
    "lift_suspension",
    "lists",
    "make_list",
    "named_list",
    "suspend_person",
    "suspension",
    "suspensions",
]
