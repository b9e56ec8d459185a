"""Settings of a site that has nothing but the ledger, for processes that tests start and kill."""

from __future__ import annotations

from talkoot.config.settings import DATABASES, DEFAULT_AUTO_FIELD, SECRET_KEY, TIME_ZONE, USE_TZ

__all__ = ["DATABASES", "DEFAULT_AUTO_FIELD", "SECRET_KEY", "TIME_ZONE", "USE_TZ"]

INSTALLED_APPS = ["django.contrib.contenttypes", "talkoot.ledger"]
WIRING = "talkoot.ledger.tests.frail.WIRING"
