"""The rules of the house that import-linter has no words for. Each is a function from a tree to its breaches."""

from __future__ import annotations

from tests.house.doors import neighbours, unseen_models
from tests.house.habits import clock_readers, frameworkless_recount, signals, writers
from tests.house.reading import Breach, Tree
from tests.house.reasons import reasons
from tests.house.rooms import rooms, tests_in_place, vague_names
from tests.house.sizes import outgrown, sizes
from tests.house.templates import styles, templates

RULES = {
    rule.__name__: rule
    for rule in (
        rooms,
        tests_in_place,
        vague_names,
        neighbours,
        unseen_models,
        writers,
        clock_readers,
        signals,
        frameworkless_recount,
        sizes,
        reasons,
        templates,
        styles,
    )
}

__all__ = ["RULES", "Breach", "Tree", "outgrown"]
