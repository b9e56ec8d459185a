"""Is this site well? Each check returns findings; each finding that is not well says how to mend it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import mailers
from django.db import DatabaseError, connection

from talkoot.config import env as environment
from talkoot.config import preparing
from talkoot.config.health import PATIENCE
from talkoot.kernel.clock import now
from talkoot.ledger import queries as ledger

# The first release without the write-ahead-log fault that two processes on one file can meet.
SQLITE_MENDED = (3, 51, 3)
POSTGRESQL_OLDEST = 150_000
CLOCK_TOLERANCE = timedelta(seconds=5)
# This code is younger than any right clock.
YOUNGEST_CODE = datetime(2026, 11, 1, tzinfo=UTC)
DISK_ILL, DISK_POOR = 500_000_000, 2_000_000_000
BACKLOG_PATIENCE = timedelta(minutes=5)
DATABASE_SECONDS = 3

State = Literal["well", "poor", "ill"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and the cure when it could be better."""

    about: str
    state: State
    what: str
    cure: str = ""


def findings(*, with_worker: bool = True) -> Iterator[Finding]:
    """Look at everything; what needs the database is left out when it does not answer."""
    yield from _settings()
    yield _assets()
    yield _translations()
    yield _mail()
    yield _disk()
    reached = _database()
    yield reached
    if reached.state == "ill":
        return
    pending = _migrations()
    yield pending
    yield _clock()
    if pending.state == "well":
        yield from _ledger()
        if with_worker:
            yield from _worker()


def _settings() -> Iterator[Finding]:
    env, host = environment.read(), urlsplit(settings.SITE_URL).hostname
    key = settings.SECRET_KEY
    if len(set(key)) < 12 or len(key) < environment.KEY_LENGTH:
        cure = f"Set TALKOOT_SECRET_KEY to {environment.new_key()} (people have to sign in again)."
        yield Finding("secret key", "ill", "it can be guessed", cure)
    else:
        yield Finding("secret key", "well", f"{len(key)} characters")
    if env.mode != "production":
        cure = "Set TALKOOT_MODE=production (or leave it out) on a site that others use."
        yield Finding("mode", "poor", f"{env.mode}, for one person on one machine", cure)
    elif host not in env.allowed_hosts:
        yield Finding("address", "ill", f"the site does not answer to {host}", f"Add {host} to TALKOOT_ALLOWED_HOSTS.")
    elif not settings.HTTPS:
        cure = "Put a proxy with a certificate in front and set TALKOOT_SITE_URL=https://…"
        yield Finding("address", "poor", f"{settings.SITE_URL} is not encrypted; passkeys will not work", cure)
    else:
        yield Finding("address", "well", settings.SITE_URL)


def _assets() -> Finding:
    if not finders.find(preparing.VENDOR_SCRIPT):
        cure = "Run `python tools/setup.py run` in the checkout, or install the wheel again."
        return Finding("assets", "ill", f"{preparing.VENDOR_SCRIPT} is missing", cure)
    if not preparing.is_collected():
        return Finding("assets", "ill", "not the static files of this version", "Run `talkoot migrate`.")
    return Finding("assets", "well", "hashed and compressed")


def _translations() -> Finding:
    folder = Path(settings.LOCALE_PATHS[0])
    missing = [po.parent.parent.name for po in folder.glob("*/LC_MESSAGES/*.po") if not po.with_suffix(".mo").exists()]
    if missing:
        cure = "Run `python tools/setup.py run` in the checkout."
        return Finding("translations", "poor", f"not compiled: {', '.join(sorted(missing))}", cure)
    return Finding("translations", "well", ", ".join(code for code, _ in settings.LANGUAGES))


def _mail() -> Finding:
    backend = str(settings.MAILERS["default"]["BACKEND"])
    if not backend.endswith("smtp.EmailBackend"):
        state: State = "ill" if environment.read().mode == "production" else "poor"
        cure = "Set TALKOOT_EMAIL_URL=smtp+tls://user:password@host:587 and TALKOOT_EMAIL_FROM."
        return Finding("mail", state, "no mail server: no notice leaves this machine", cure)
    try:
        with mailers["default"]:
            return Finding("mail", "well", f"{urlsplit(environment.read().email_url).hostname} answers")
    except (OSError, SMTPException) as failed:
        return Finding("mail", "ill", f"the mail server refused: {failed}", "Look at TALKOOT_EMAIL_URL and the server.")


def _disk() -> Finding:
    folder = environment.read().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    what = f"{free / 1e9:.1f} GB free at {folder}"
    if free < DISK_POOR:
        return Finding("disk", "ill" if free < DISK_ILL else "poor", what, "Make room, or move TALKOOT_DATA_DIR.")
    return Finding("disk", "well", what)


def _database() -> Finding:
    try:
        _reach()
    except DatabaseError as failed:
        reason = str(failed).strip().splitlines()[0]
        return Finding("database", "ill", f"it does not answer: {reason}", "Start it, or look at DATABASE_URL.")
    if connection.vendor == "postgresql":
        version: int = connection.pg_version  # type: ignore[attr-defined]  # it is PostgreSQL's connection here
        what = f"PostgreSQL {version // 10_000}.{version % 10_000}"
        if version < POSTGRESQL_OLDEST:
            return Finding("database", "ill", what, "Use PostgreSQL 15 or newer.")
        return Finding("database", "well", what)
    from talkoot.config.sqlite.base import VERSION  # noqa: PLC0415  # loads SQLite, which a PostgreSQL site never needs

    what = f"SQLite {'.'.join(map(str, VERSION))} at {settings.DATABASES['default']['NAME']}"
    if VERSION < SQLITE_MENDED:
        cure = "It can lose data when two processes write: use PostgreSQL, or a Python with SQLite 3.51.3 or newer."
        return Finding("database", "ill", what, cure)
    return Finding("database", "well", what)


def _reach() -> None:
    """Open a connection, or raise; on PostgreSQL beside the pool, which goes on trying for as long as a page may."""
    if connection.vendor != "postgresql":
        connection.ensure_connection()
        return
    own = connection.copy()
    own.settings_dict["OPTIONS"] = {"connect_timeout": DATABASE_SECONDS}
    try:
        own.ensure_connection()
    finally:
        own.close()


def _migrations() -> Finding:
    if pending := preparing.pending_migrations():
        named = ", ".join(pending[:3]) + (" and more" if len(pending) > 3 else "")
        return Finding("migrations", "ill", f"{len(pending)} pending: {named}", "Run `talkoot migrate`.")
    return Finding("migrations", "well", "none pending")


def _clock() -> Finding:
    here = now()
    with connection.cursor() as cursor:
        sql = (
            "SELECT now()" if connection.vendor == "postgresql" else "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')"
        )
        cursor.execute(sql)
        (told,) = cursor.fetchone()
    there = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    if here < YOUNGEST_CODE or abs(here - there) > CLOCK_TOLERANCE:
        what = f"this machine says {here:%F %T}, the database {there:%F %T} (UTC)"
        return Finding("clock", "ill", what, "Set the clock by a time server (`timedatectl set-ntp true`).")
    return Finding("clock", "well", f"{here:%F %T} UTC")


def _ledger() -> Iterator[Finding]:
    if unguarded := ledger.missing_guards():
        cure = "Run `talkoot migrate`; if they stay away, restore the database's structure from a dump."
        yield Finding("ledger", "ill", f"nothing keeps {', '.join(unguarded)} from being changed", cure)
    else:
        yield Finding("ledger", "well", "its entries cannot be changed")


def _worker() -> Iterator[Finding]:
    beats = ledger.heartbeats()
    if not beats or now() - beats[0][1] > PATIENCE:
        last = f"last seen {beats[0][1]:%F %T} UTC" if beats else "never seen"
        yield Finding("worker", "ill", f"none runs ({last})", "Start it: `talkoot worker` (or `talkoot run`).")
    else:
        yield Finding("worker", "well", beats[0][0])
    backlog = ledger.backlog(at=now())
    if backlog.parked:
        cure = "Read why on the operators' page of parked deliveries, mend the cause, and release them."
        yield Finding("deliveries", "poor", f"{backlog.parked} failed too often and are parked", cure)
    elif backlog.oldest_due_at and now() - backlog.oldest_due_at > BACKLOG_PATIENCE:
        cure = "Read the worker's log; a second `talkoot worker` shares the load."
        yield Finding("deliveries", "poor", f"{backlog.due} wait, the oldest since {backlog.oldest_due_at:%F %T}", cure)
    else:
        yield Finding("deliveries", "well", f"{backlog.due} wait")
