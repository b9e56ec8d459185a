"""Sessions in the database, as Django keeps them, each beside the account that signed in with it: read in one query."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils import timezone

from talkoot.accounts.models import Account, Session
from talkoot.config.identity import session_and_account


class SessionStore(DatabaseSessionStore):
    """What ``SESSION_ENGINE`` names. Reading a session brings along the account that signed in with it."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self._account: Account | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return where sessions are kept."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be saved: beside the content, the account the content names."""
        row = cast("Session", super().create_model_instance(data))
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def take_account(self) -> Account | None:
        """Return the account that came along, the first time only: what is asked later in a request is asked anew."""
        account, self._account = self._account, None
        return account

    def _get_session_from_db(self) -> Session | None:
        key: str = self.session_key or ""
        stored, account = session_and_account(key) if key else (None, None)
        if stored is None or stored[1] <= timezone.now():
            self._session_key = None
            return None
        self._account = account
        return Session(session_key=key, session_data=stored[0], expire_date=stored[1])
