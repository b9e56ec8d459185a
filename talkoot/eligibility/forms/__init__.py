"""What people fill in: conditions to try, lists and who stands on them, suspensions."""

from talkoot.eligibility.forms.conditions import ConditionsForm
from talkoot.eligibility.forms.keys import FactKeyForm, RevokeFactKeyForm
from talkoot.eligibility.forms.lists import BodyEntryForm, EndEntryForm, EntriesForm, ListForm, PersonEntryForm
from talkoot.eligibility.forms.suspensions import LiftForm, SuspensionForm

__all__ = [
    "BodyEntryForm",
    "ConditionsForm",
    "EndEntryForm",
    "EntriesForm",
    "FactKeyForm",
    "LiftForm",
    "ListForm",
    "PersonEntryForm",
    "RevokeFactKeyForm",
    "SuspensionForm",
]
