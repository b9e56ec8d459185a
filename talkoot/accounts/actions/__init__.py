"""Opening, changing, erasing accounts; giving and taking the running of the site."""

from __future__ import annotations

from talkoot.accounts.actions.erasing import erase_account
from talkoot.accounts.actions.opening import check_name, open_account
from talkoot.accounts.actions.operating import appoint_operator, relieve_operator
from talkoot.accounts.actions.preferring import choose_languages, save_preferences

__all__ = [
    "appoint_operator",
    "check_name",
    "choose_languages",
    "erase_account",
    "open_account",
    "relieve_operator",
    "save_preferences",
]
