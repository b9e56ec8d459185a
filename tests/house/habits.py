"""Who writes, who reads the clock, what nobody uses, and what the recount lives on."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tests.house.reading import Breach, Source, Tree

WRITES = {
    "save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "acreate",
    "asave", "adelete", "aupdate",
}  # fmt: skip
# These words are written to rows only; the others are also said of dictionaries and forms.
UNMISTAKABLE = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave"}
MAY_WRITE = {"actions", "models"}
CLOCKS = {"talkoot.kernel.clock.now", "django.utils.timezone.now", "django.utils.timezone.localdate", "time.time"}
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
    ("datetime", "today"),
}
TIMELESS = {"forms", "templatetags", "actions", "permissions", "queries", "models", "events", "rules"}
UNUSED = {
    "django.db.models.signals": "a fact is announced in the action and told in config/wiring.py",
    "django.dispatch": "a fact is announced in the action and told in config/wiring.py",
    "django.core.signals": "a fact is announced in the action and told in config/wiring.py",
    "django.contrib.contenttypes.fields": "an anchor row with a real foreign key holds what hangs on many things",
    "django.contrib.contenttypes.generic": "an anchor row with a real foreign key holds what hangs on many things",
}


def writers(tree: Tree) -> Iterator[Breach]:
    """Only actions write, and models their one row."""
    for source in tree.house:
        if source.app not in tree.apps or source.room in MAY_WRITE or not source.room:
            continue
        for call in _calls(source):
            if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and _is_of_rows(call.func):
                yield Breach(source.path, call.lineno, f".{call.func.attr}() writes: that is for actions")


def clock_readers(tree: Tree) -> Iterator[Breach]:
    """Doors read the clock and pass the time in; what is below never does."""
    for source in tree.house:
        if source.app not in tree.apps or source.room not in TIMELESS:
            continue
        for found in source.imports():
            if found.name in CLOCKS:
                yield Breach(source.path, found.line, f"{found.name}: take `at` from the caller")
        for call in _calls(source):
            if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name | ast.Attribute):
                owner = call.func.value.id if isinstance(call.func.value, ast.Name) else call.func.value.attr
                if (owner, call.func.attr) in CLOCK_CALLS:
                    yield Breach(source.path, call.lineno, f"{owner}.{call.func.attr}(): take `at` from the caller")


def signals(tree: Tree) -> Iterator[Breach]:
    """No signals, no generic foreign keys."""
    for source in tree.house:
        for found in source.imports():
            for name, instead in UNUSED.items():
                if found.name == name or found.name.startswith(f"{name}."):
                    yield Breach(source.path, found.line, f"{name} is not used here: {instead}")


def frameworkless_recount(tree: Tree) -> Iterator[Breach]:
    """What counts again needs nothing but Python."""
    for source in tree.sources:
        if source.module.split(".")[0] == "recount" and "tests" not in source.path.split("/"):
            for found in source.imports():
                if found.name.split(".")[0] not in sys.stdlib_module_names | {"recount"}:
                    yield Breach(source.path, found.line, f"{found.name}: the recount uses the standard library only")


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _is_of_rows(function: ast.Attribute) -> bool:
    """Tell a write to rows, through a manager or a queryset, from a dictionary's ``update`` or a form's ``save``."""
    if function.attr in UNMISTAKABLE:
        return True
    chain = ast.unparse(function.value)
    if ".objects" in chain or ".filter(" in chain or ".exclude(" in chain:
        return True
    return function.attr in {"save", "delete"} and not chain.startswith(
        ("form", "self", "super", "cache", "default_storage")
    )
