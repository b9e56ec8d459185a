"""Facts that apps announce: frozen, typed, kept by the ledger under a stable name."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, dataclass_transform

REGISTRY: dict[str, type[Event]] = {}

Payload = dict[str, Any]


@dataclass_transform(frozen_default=True, kw_only_default=True)
class _Facts:
    """Makes type checkers read subclasses of `Event` as frozen dataclasses."""


@dataclass(frozen=True, kw_only=True)
class Event(_Facts):
    """One kind of fact. Subclasses declare fields of JSON values: ids, refs, outcomes, numbers; no personal text.

    ``subject`` is the ref the fact is about (``proposal:142``). A subclass in ``talkoot.decisions.events`` named
    ``BallotClosed`` is stored as ``decisions.ballot_closed``. ``public`` facts appear in recent changes.
    ``formerly`` are names it was stored under before it moved to another app: the ledger never changes, so they go on
    meaning it.
    """

    subject: str
    kind: ClassVar[str]
    public: ClassVar[bool] = True
    formerly: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        dataclass(frozen=True, kw_only=True)(cls)
        if taken := {"kind", "public", "formerly"} & {f.name for f in fields(cls)}:
            raise TypeError(f"{cls.__name__} may not have a field named {', '.join(sorted(taken))}: every fact has one")
        app = cls.__module__.split(".")[-2]
        cls.kind = f"{app}.{re.sub(r'(?<!^)(?=[A-Z])', '_', cls.__name__).lower()}"
        REGISTRY.update(dict.fromkeys((cls.kind, *cls.formerly), cls))

    def payload(self) -> Payload:
        """Return the fact's fields but its subject, as JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "subject"}

    @classmethod
    def restored(cls, subject: str, payload: Payload) -> Self:
        """Return the fact as it was announced; fields added since take their defaults."""
        known = {f.name for f in fields(cls)}
        return cls(subject=subject, **{k: v for k, v in payload.items() if k in known})


def present_kind(kind: str) -> str:
    """Return the name that facts stored as ``kind`` have today; the same one for a kind nobody knows."""
    return REGISTRY[kind].kind if kind in REGISTRY else kind
