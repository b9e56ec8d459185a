"""A run-off on new ballots is a decision of its own, one for the vote it follows."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0016_drafts_that_a_matter_waits_for")]

    operations = [
        migrations.AddField("decision", "runoff_seats", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("decision", "runoff_dropped_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "decision",
            "runoff_of",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="runoffs", to="decisions.decision"
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.UniqueConstraint(
                fields=["runoff_of"], condition=Q(runoff_of__isnull=False), name="decisions_decision_one_runoff"
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(runoff_seats__isnull=True, runoff_dropped_at__isnull=True)
                | Q(runoff_seats__gte=1, counted_at__isnull=False, runoff_of__isnull=True),
                name="decisions_decision_runoff_follows_count",
            ),
        ),
    ]
