"""Whom we tell about delegations, and why them: always the other side, and nobody else."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from talkoot.delegations import queries
from talkoot.delegations.events import DelegationDeclined, DelegationMade, DelegationRevoked
from talkoot.directory.queries import others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell
from talkoot.scopes.queries import describe


def delegation_made(event: DelegationMade, *, at: datetime, by: str) -> None:
    """Tell the delegate, who may decline."""
    _tell("made", event.subject, "delegate", _("Somebody asked you to vote for them."), at, by=by)


def delegation_revoked(event: DelegationRevoked, *, at: datetime, by: str) -> None:
    """Tell the delegate that they vote for one person less."""
    _tell("revoked", event.subject, "delegate", _("You voted for this person."), at, by=by)


def delegation_declined(event: DelegationDeclined, *, at: datetime, by: str) -> None:
    """Tell who gave the vote that it is theirs to cast again."""
    _tell("declined", event.subject, "person", _("You let this person vote for you."), at, by=by, needs_action=True)


def _tell(name: str, subject: str, side: str, why: Text, at: datetime, *, by: str, needs_action: bool = False) -> None:
    one = queries.for_notice(subject)
    account = getattr(one, side).account_id
    if account is None:
        return
    # Said anew in the language of each reader, as the template is.
    scope = lazy(lambda: describe([one.scope_id])[one.scope_id], str)()
    tell(
        others({account: why}, by),
        matter=one.ref,
        template=f"delegations/notices/{name}.txt",
        context={"delegation": one, "scope": scope},
        url=one.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
