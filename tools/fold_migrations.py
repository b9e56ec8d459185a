"""Folds the constraints and indexes of initial migrations into the tables they belong to.

Django writes them as operations of their own, and SQLite copies the whole table for each: a new database is ready in
half the time without. For migrations that no site has run yet: ``.venv/bin/python tools/fold_migrations.py proposals``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.db.migrations import operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.writer import MigrationWriter

ROOT = Path(__file__).resolve().parent.parent


def fold(app: str) -> int:
    """Rewrite ``talkoot/<app>/migrations/0001_initial.py`` and return how many operations went into their tables."""
    found = import_module(f"talkoot.{app}.migrations.0001_initial").Migration("0001_initial", app)
    before = len(found.operations)
    found.operations = folded(found.operations)
    if len(found.operations) < before:
        file = ROOT / "talkoot" / app / "migrations" / "0001_initial.py"
        file.write_text(MigrationWriter(found, include_header=False).as_string())
    return before - len(found.operations)


def folded(given: list[Operation]) -> list[Operation]:
    """Return the operations with each constraint and index in the options of its table, where all its fields are."""
    growing = {it.model_name_lower for it in given if isinstance(it, operations.AddField)}
    tables: dict[str, operations.CreateModel] = {}
    kept: list[Operation] = []
    for it in given:
        if isinstance(it, operations.CreateModel) and it.name_lower not in growing:
            tables[it.name_lower] = it
        if isinstance(it, operations.AddConstraint) and it.model_name_lower in tables:
            tables[it.model_name_lower].options.setdefault("constraints", []).append(it.constraint)
        elif isinstance(it, operations.AddIndex) and it.model_name_lower in tables:
            tables[it.model_name_lower].options.setdefault("indexes", []).append(it.index)
        else:
            kept.append(it)
    return kept


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    os.environ.setdefault("TALKOOT_MODE", "test")
    django.setup()
    for name in sys.argv[1:]:
        print(f"{name}: {fold(name)} folded")
