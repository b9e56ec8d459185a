"""A box whose vote does not stand is discarded unread. A table that SQLite makes anew gets its guard back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models
from django.db.models import Q

from talkoot.ballotboxes.rules import BoxState

_GUARDS = import_module("talkoot.ballotboxes.migrations.0002_papers_stay")
TABLE = "ballotboxes_ballotbox"


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse another key for an open box, as before."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_stays")
        schema_editor.execute(next(each for each in _GUARDS.SQLITE if f"{TABLE}_stays" in each), params=None)


class Migration(migrations.Migration):
    dependencies = [("ballotboxes", "0002_papers_stay")]
    operations = [
        migrations.RemoveConstraint("ballotbox", "ballotboxes_state_known"),
        migrations.RemoveConstraint("ballotbox", "ballotboxes_open_has_key"),
        migrations.AlterField(
            "ballotbox",
            "state",
            models.CharField(choices=[(s, s) for s in BoxState], default=BoxState.PREPARING, max_length=10),
        ),
        migrations.AddConstraint(
            "ballotbox", models.CheckConstraint(condition=Q(state__in=list(BoxState)), name="ballotboxes_state_known")
        ),
        migrations.AddConstraint(
            "ballotbox",
            models.CheckConstraint(
                condition=Q(state=BoxState.PREPARING, opened_at__isnull=True, public_key=b"", size=0)
                | Q(state=BoxState.DISCARDED)
                | (~Q(state=BoxState.PREPARING) & Q(opened_at__isnull=False, size__gt=0) & ~Q(public_key=b"")),
                name="ballotboxes_open_has_key",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
