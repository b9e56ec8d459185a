from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from talkoot.kernel.clock import now
from talkoot.ledger.tasks import beat

ADDRESS = "/-/health/"


@pytest.mark.django_db
def test_a_site_without_a_worker_answers_and_says_so(client):
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.json()) == (200, {"database": "up", "worker": "down"})


@pytest.mark.django_db
def test_a_working_worker_is_seen_for_a_minute(client):
    beat("one", now() - timedelta(seconds=50))
    assert client.get(ADDRESS).json()["worker"] == "up"
    beat("one", now() - timedelta(seconds=70))
    assert client.get(ADDRESS).json()["worker"] == "down"


def test_a_database_that_is_away_is_a_503(client, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", away)
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.json()) == (503, {"database": "down", "worker": "unknown"})
