"""What a site needs before it can serve: an up-to-date database and its static files in their served form."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from talkoot.config.steps import step
from talkoot.directory import actions as directory
from talkoot.scopes import actions as scopes

VENDOR_SCRIPT = "ui/vendor/htmx.min.js"


def pending_migrations() -> list[str]:
    """Return the migrations the database still lacks, as ``app.name``, and the cache's table when that is missing."""
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    wanted = {
        str(cache["LOCATION"]) for cache in settings.CACHES.values() if str(cache["BACKEND"]).endswith("DatabaseCache")
    }
    tables = wanted - set(connection.introspection.table_names())
    return [*(f"{migration.app_label}.{migration.name}" for migration, _ in plan), *sorted(tables)]


def migrate() -> int:
    """Bring the database and what every site starts with to this version; return how many migrations that took."""
    pending = len(pending_migrations())
    if pending:
        with step(f"Bringing the database up to date ({pending} steps)"):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        with step("Loading the world's territories and languages, and the kinds of body"):
            scopes.load_world()
            directory.keep_shipped_kinds()
    return pending


def collect_static() -> None:
    """Hash and compress the static files when any has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    wanted = static_digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step("Hashing and compressing the static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def is_collected() -> bool:
    """Tell whether the served static files are those of this version."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    return stamp.exists() and stamp.read_text() == static_digest()


def static_digest() -> str:
    """Return a digest that changes with any static file's name, size or time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
