"""What is kept about one account, app by app, for its owner to take away: (name, function of the account's key)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkoot.accounts import queries as accounts
from talkoot.appeals import queries as appeals
from talkoot.ballotboxes import queries as ballotboxes
from talkoot.commitments import queries as commitments
from talkoot.consultations import queries as consultations
from talkoot.decisions import queries as decisions
from talkoot.delegations import queries as delegations
from talkoot.directory import queries as directory
from talkoot.eligibility import queries as eligibility
from talkoot.notifications import queries as notifications
from talkoot.objections import queries as objections
from talkoot.proposals import queries as proposals
from talkoot.slates import queries as slates

PERSONAL: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
    ("account", accounts.export_of),
    ("notifications", notifications.export_of),
    ("person", directory.export_of),
    ("ballotboxes", ballotboxes.export_of),
    ("eligibility", eligibility.export_of),
    ("consultations", consultations.export_of),
    ("slates", slates.export_of),
    ("appeals", appeals.export_of),
    ("objections", objections.export_of),
    ("decisions", decisions.export_of),
    ("delegations", delegations.export_of),
    ("commitments", commitments.export_of),
    ("proposals", proposals.export_of),
]
