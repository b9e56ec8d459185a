"""The only room of the directory that writes."""

from talkoot.directory.actions.bodies import change_body_status, edit_body, found_body, keep_kind, move_body
from talkoot.directory.actions.imports.sources import (
    import_bodies,
    import_kubernetes,
    import_mandates,
    import_persons,
    import_roles,
    import_wikimedia,
)
from talkoot.directory.actions.kinds import keep_shipped_kinds
from talkoot.directory.actions.mandates import end_mandate, give_mandate
from talkoot.directory.actions.persons import edit_profile, forget_person, introduce_person
from talkoot.directory.actions.roles import create_role, edit_role
from talkoot.directory.actions.seats import count_all_seats

__all__ = [
    "change_body_status",
    "count_all_seats",
    "create_role",
    "edit_body",
    "edit_profile",
    "edit_role",
    "end_mandate",
    "forget_person",
    "found_body",
    "give_mandate",
    "import_bodies",
    "import_kubernetes",
    "import_mandates",
    "import_persons",
    "import_roles",
    "import_wikimedia",
    "introduce_person",
    "keep_kind",
    "keep_shipped_kinds",
    "move_body",
]
