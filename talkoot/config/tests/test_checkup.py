from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from talkoot.config import checkup, preparing
from talkoot.kernel.clock import now
from talkoot.ledger.tasks import beat


def found(about, **kwargs):
    return next(finding for finding in checkup.findings(**kwargs) if finding.about == about)


def test_every_finding_that_is_not_well_names_its_cure(db):
    assert [finding for finding in checkup.findings() if finding.state != "well" and not finding.cure] == []


def test_a_guessable_key_is_red(db, settings):
    settings.SECRET_KEY = "a" * 80
    assert found("secret key").state == "ill"


def test_a_database_that_is_away_is_red_and_ends_the_look(monkeypatch):
    asked = []

    def away(self):
        asked.append(self.settings_dict["OPTIONS"])
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", away)
    seen = list(checkup.findings())
    if connection.vendor == "postgresql":
        assert asked == [{"connect_timeout": 3}], "it waits as long as a page would"
    assert seen[-1].about == "database"
    assert "connection refused" in seen[-1].what
    assert seen[-1].state == "ill"


def test_pending_migrations_are_red_and_named(db, monkeypatch):
    monkeypatch.setattr(preparing, "pending_migrations", lambda: ["ledger.0001_initial"])
    assert found("migrations").state == "ill"
    assert "ledger.0001_initial" in found("migrations").what


def test_a_full_disk_is_red_and_a_filling_one_yellow(db, monkeypatch):
    for free, state in ((100_000_000, "ill"), (1_000_000_000, "poor"), (9_000_000_000, "well")):
        monkeypatch.setattr("shutil.disk_usage", lambda folder, free=free: type("Usage", (), {"free": free}))
        assert found("disk").state == state


def test_a_wrong_clock_is_red(db, monkeypatch):
    monkeypatch.setattr(checkup, "now", lambda: now() + timedelta(minutes=1))
    assert found("clock").state == "ill"
    assert found("database").state == "well"


def test_an_old_sqlite_is_red(db, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("this suite runs on PostgreSQL")
    monkeypatch.setattr("talkoot.config.sqlite.base.VERSION", (3, 40, 1))
    assert found("database").state == "ill"


def test_a_worker_that_was_never_seen_or_is_gone_is_red(db):
    assert found("worker").what == "none runs (never seen)"
    beat("one", now() - timedelta(minutes=2))
    assert found("worker").state == "ill"
    beat("one", now())
    assert found("worker").state == "well"


def test_a_site_that_is_not_running_can_be_looked_at_too(db):
    assert "worker" not in {finding.about for finding in checkup.findings(with_worker=False)}


def test_a_mail_server_that_is_away_is_red(db, settings):
    options = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
    assert found("mail").state == "ill"
    assert "refused" in found("mail").what
