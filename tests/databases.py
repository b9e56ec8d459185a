"""Letting go of a test database."""

from __future__ import annotations

from django.db import connection


def hang_up() -> None:
    """End what threads of a live server left connected: PostgreSQL drops no database that somebody is in."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
