"""A box may be looked at before it is closed, and a strike taken back. A table made anew gets its guard back."""

from __future__ import annotations

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

guard = import_module("talkoot.ballotboxes.migrations.0003_boxes_may_be_discarded").guard
STATES = ["preparing", "open", "scrutiny", "closed", "emptied", "discarded"]


class Migration(migrations.Migration):
    dependencies = [("ballotboxes", "0003_boxes_may_be_discarded")]
    operations = [
        migrations.RemoveConstraint("ballotbox", "ballotboxes_state_known"),
        migrations.AlterField(
            "ballotbox",
            "state",
            models.CharField(choices=[(s, s) for s in STATES], default="preparing", max_length=10),
        ),
        migrations.AddConstraint(
            "ballotbox", models.CheckConstraint(condition=Q(state__in=STATES), name="ballotboxes_state_known")
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.AddField("strike", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "strike",
            "slip",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="strikes", to="ballotboxes.slip"
            ),
        ),
        migrations.AddConstraint(
            "strike",
            models.UniqueConstraint(
                condition=Q(taken_back_at__isnull=True), fields=("slip",), name="ballotboxes_strike_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            "strike",
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("at")),
                name="ballotboxes_strike_taken_back_later",
            ),
        ),
    ]
