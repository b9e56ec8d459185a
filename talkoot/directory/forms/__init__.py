"""What people fill in: bodies, roles, mandates, their own page, and files to import."""

from talkoot.directory.forms.bodies import EditBodyForm, FoundBodyForm, MoveForm, StatusForm
from talkoot.directory.forms.imports import ImportForm
from talkoot.directory.forms.people import SHOWN_TO, ProfileForm
from talkoot.directory.forms.roles import EndMandateForm, MandateForm, NewRoleForm, RoleForm

__all__ = [
    "SHOWN_TO",
    "EditBodyForm",
    "EndMandateForm",
    "FoundBodyForm",
    "ImportForm",
    "MandateForm",
    "MoveForm",
    "NewRoleForm",
    "ProfileForm",
    "RoleForm",
    "StatusForm",
]
