"""Facts about delegations. Who lets whom vote is private; these say neither the delegate nor anything of the vote."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DelegationMade(Event):
    """Somebody let another person vote for them, from a day up to, not including, another (ISO 8601)."""

    public = False
    scope: str
    from_on: str
    until_on: str


class DelegationRevoked(Event):
    """Who made it took it back."""

    public = False


class DelegationDeclined(Event):
    """Who was to vote would rather not."""

    public = False


class ChainsLimited(Event):
    """A vote may be handed on at most ``links`` times, in questions of ``body`` (a ref) or, where empty, of any."""

    links: int
    body: str
