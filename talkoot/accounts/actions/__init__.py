"""Opening, changing, erasing accounts; giving and taking the running of the site."""

from __future__ import annotations

from talkoot.accounts.actions.erasing import erase_account
from talkoot.accounts.actions.forgetting import forget_old_sessions
from talkoot.accounts.actions.opening import check_name, open_account
from talkoot.accounts.actions.operating import appoint_operator, relieve_operator
from talkoot.accounts.actions.preferring import choose_languages, save_preferences
from talkoot.accounts.actions.revoking import end_other_sessions, end_session

__all__ = [
    "appoint_operator",
    "check_name",
    "choose_languages",
    "end_other_sessions",
    "end_session",
    "erase_account",
    "forget_old_sessions",
    "open_account",
    "relieve_operator",
    "save_preferences",
]
