"""Taking in facts about people, and who stands on lists, from CSV files."""

from talkoot.eligibility.actions.imports.entries import import_entries, import_entries_of
from talkoot.eligibility.actions.imports.facts import import_facts

__all__ = ["import_entries", "import_entries_of", "import_facts"]
