"""Builders of notices for tests; they call the real action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.accounts.models import Account
from talkoot.kernel.testing import MONDAY
from talkoot.kernel.verdicts import Text
from talkoot.notifications import actions
from talkoot.notifications.models import Notice

WHY = "You follow this."


def given_news(
    *readers: Account,
    matter: str = "proposal:142",
    what: str = "The consultation opened",
    body: str = "Answers are taken until Friday.",
    why: Text | None = None,
    url: str = "/proposals/P-142/",
    at: datetime = MONDAY,
    **values: Any,
) -> int:
    """Tell ``readers`` a piece of news in the words given."""
    told: Mapping[int, Text] = {reader.pk: why or _(WHY) for reader in readers}
    return actions.tell(
        told,
        matter=matter,
        template="notifications/tests/news.txt",
        context={"what": what, "body": body},
        url=url,
        at=at,
        **values,
    )


def notices_of(reader: Account) -> list[Notice]:
    """Return a reader's notices, oldest first."""
    return list(Notice.objects.filter(account=reader).order_by("pk"))
