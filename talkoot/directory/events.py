"""Facts of the directory. Payloads hold refs, keys, ISO dates and outcomes; reasons and names stay in their tables."""

from __future__ import annotations

from talkoot.kernel.events import Event


class PersonIntroduced(Event):
    """Someone has a page in the directory now."""

    public = False


class ProfileEdited(Event):
    """A person changed their own page; ``fields`` are what changed."""

    public = False
    fields: list[str]


class PersonForgotten(Event):
    """Everything personal about a person was erased; their mandates stand under a neutral name."""

    public = False


class BodyFounded(Event):
    """A body was set up, of ``kind``, as part of ``parent`` (a ref, empty at the top)."""

    body_kind: str
    parent: str = ""


class BodyEdited(Event):
    """A body's page was changed; ``fields`` are what changed."""

    fields: list[str]


class BodyMoved(Event):
    """A body is part of ``parent`` now (a ref, empty at the top), no longer of ``before``."""

    parent: str
    before: str


class BodyStatusChanged(Event):
    """A body's status went from ``before`` to ``after``; the reason is in `BodyStatusChange`."""

    before: str
    after: str


class RoleCreated(Event):
    """A body (the subject) has a new role with ``seats`` seats and ``powers``."""

    role: str
    seats: int
    powers: list[str]


class RoleEdited(Event):
    """A role of a body (the subject) was changed; ``fields`` are what changed."""

    role: str
    fields: list[str]


class MandateGiven(Event):
    """A person holds a seat of a role of a body (the subject) from a day on."""

    mandate: str
    person: str
    role: str
    seat: int
    from_on: str
    until_on: str
    how_chosen: str
    decision: str = ""


class MandateEnded(Event):
    """A mandate in a body (the subject) ends on a day, earlier than or as planned."""

    mandate: str
    person: str
    role: str
    until_on: str


class RowImported(Event):
    """An import created, updated or ended the subject; ``change`` is which, ``source`` the import's name."""

    public = False
    change: str
    source: str
    fields: list[str]


class ImportApplied(Event):
    """An import ran to its end; ``created``, ``updated``, ``ended``, ``unchanged`` and ``set_aside`` count rows."""

    source: str
    created: int
    updated: int
    ended: int
    unchanged: int
    set_aside: int
