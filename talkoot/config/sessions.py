"""Sessions in the database, as Django keeps them; only the reading, which every signed-in request does, is faster."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from talkoot.ledger.queries.prepared import TEXT, Prepared

_SESSION = Prepared(
    lambda: Session.objects.filter(session_key=TEXT).values_list("session_key", "session_data", "expire_date")
)


class SessionStore(DatabaseSessionStore):
    """What ``SESSION_ENGINE`` names."""

    def _get_session_from_db(self) -> Any:
        for key, data, until in _SESSION.rows(self.session_key) if self.session_key else ():
            if until > timezone.now():
                return Session(session_key=key, session_data=data, expire_date=until)
        self._session_key = None
        return None
