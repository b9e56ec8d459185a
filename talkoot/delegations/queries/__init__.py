"""The only way doors and other apps reach delegations."""

from talkoot.delegations.queries.chains import Chains, Ended, Line, chains_of
from talkoot.delegations.queries.exporting import export_of
from talkoot.delegations.queries.labels import labels
from talkoot.delegations.queries.reading import (
    delegating,
    for_notice,
    get_delegation,
    limit_choices,
    stands_already,
)
from talkoot.delegations.queries.resolving import Near, longest_chain, near, resolve
from talkoot.delegations.queries.rings import way_back
from talkoot.delegations.queries.tasks import tasks
from talkoot.delegations.queries.telling import Told, told

__all__ = [
    "Chains",
    "Ended",
    "Line",
    "Near",
    "Told",
    "chains_of",
    "delegating",
    "export_of",
    "for_notice",
    "get_delegation",
    "labels",
    "limit_choices",
    "longest_chain",
    "near",
    "resolve",
    "stands_already",
    "tasks",
    "told",
    "way_back",
]
