"""Taking in facts about people, and who stands on lists, from files and from other software."""

from talkoot.eligibility.actions.imports.by_key import READERS, Sent, import_facts_by_key
from talkoot.eligibility.actions.imports.entries import import_entries, import_entries_of
from talkoot.eligibility.actions.imports.facts import import_facts

__all__ = ["READERS", "Sent", "import_entries", "import_entries_of", "import_facts", "import_facts_by_key"]
