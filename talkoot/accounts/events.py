"""Facts about accounts. All private: an account is its owner's business, the person's page is public."""

from __future__ import annotations

from talkoot.kernel.events import Event


class AccountOpened(Event):
    """Someone opened an account; ``via`` is ``password``, ``passkey`` or the provider they signed in with."""

    public = False
    via: str = "password"


class AccountErased(Event):
    """An account's owner had everything personal about it erased; the public record stands."""

    public = False


class OperatorAppointed(Event):
    """An account was given the running of the site."""

    public = False


class OperatorRelieved(Event):
    """An account no longer runs the site."""

    public = False
