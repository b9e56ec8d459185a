"""Pages of an account: its owner's own ones, and the library's in our frame."""

from __future__ import annotations

from talkoot.accounts.views.entering import (
    ENTRANCE_LANGUAGE,
    from_elsewhere,
    if_configured,
    if_mail_is_on,
    in_house,
    to_elsewhere,
)
from talkoot.accounts.views.owning import (
    account,
    end_session,
    erase_account,
    export_data,
    languages,
    preferences,
    sessions,
)

__all__ = [
    "ENTRANCE_LANGUAGE",
    "account",
    "end_session",
    "erase_account",
    "export_data",
    "from_elsewhere",
    "if_configured",
    "if_mail_is_on",
    "in_house",
    "languages",
    "preferences",
    "sessions",
    "to_elsewhere",
]
