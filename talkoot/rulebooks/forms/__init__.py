"""What people fill in: rules as TOML or field by field, the invented figures of a trial, the cast of a rehearsal."""

from talkoot.rulebooks.forms.composing import ComposingForm
from talkoot.rulebooks.forms.publishing import RulebookForm, TrialForm
from talkoot.rulebooks.forms.rehearsing import RehearsalForm

__all__ = ["ComposingForm", "RehearsalForm", "RulebookForm", "TrialForm"]
