"""Schema of the directory: persons, bodies, roles and mandates."""

from talkoot.directory.models.bodies import (
    Alias,
    Body,
    BodyClosure,
    BodyKind,
    BodyKindLabel,
    BodyStatusChange,
    Channel,
    Relation,
)
from talkoot.directory.models.mandates import Mandate, Role
from talkoot.directory.models.persons import Interest, Person

__all__ = [
    "Alias",
    "Body",
    "BodyClosure",
    "BodyKind",
    "BodyKindLabel",
    "BodyStatusChange",
    "Channel",
    "Interest",
    "Mandate",
    "Person",
    "Relation",
    "Role",
]
