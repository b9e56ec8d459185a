"""Voting may be announced before it opens, go on by rule, and be challenged after the count."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

from talkoot.decisions.models.decisions import COUNTED, NOT_COUNTED
from talkoot.decisions.rules import State, VoidReason

# What was counted before could not be challenged: it was final at once.
COUNT = "UPDATE decisions_decision SET counted_at = final_at WHERE final_at IS NOT NULL"


def keep_counts(apps: Any, schema_editor: Any) -> None:
    """Say of every decision that was counted when that was."""
    schema_editor.execute(COUNT)


def constraint(name: str, condition: Q) -> migrations.AddConstraint:
    """Return what adds a check to decisions."""
    return migrations.AddConstraint("decision", models.CheckConstraint(condition=condition, name=name))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_how_close_it_was")]

    operations = [
        migrations.RemoveConstraint("decision", "decisions_decision_state"),
        migrations.RemoveConstraint("decision", "decisions_decision_opened_is_frozen"),
        migrations.RemoveConstraint("decision", "decisions_decision_closed_has_time"),
        migrations.RemoveConstraint("decision", "decisions_decision_outcome_has_verdict"),
        migrations.RemoveConstraint("decision", "decisions_decision_voided_has_reason"),
        migrations.AddField("decision", "announced_at", models.DateTimeField(null=True)),
        migrations.AddField("decision", "opens_at", models.DateTimeField(null=True)),
        migrations.AddField("decision", "opening_trouble", models.CharField(blank=True, max_length=40)),
        migrations.AddField("decision", "opening_tried_at", models.DateTimeField(null=True)),
        migrations.AddField("decision", "extensions", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("decision", "counted_at", models.DateTimeField(null=True)),
        migrations.AddField("decision", "challenges_until", models.DateTimeField(null=True)),
        migrations.AlterField(
            "decision",
            "state",
            models.CharField(choices=[(s, s) for s in State], default=State.DRAFT, max_length=10),
        ),
        migrations.AlterField(
            "decision",
            "void_kind",
            models.CharField(blank=True, choices=[(r, r) for r in VoidReason], max_length=20),
        ),
        migrations.RunPython(keep_counts, migrations.RunPython.noop),
        constraint("decisions_decision_state", Q(state__in=list(State))),
        constraint(
            "decisions_decision_opened_is_frozen",
            Q(state=State.DRAFT, opened_at__isnull=True, opens_at__isnull=True)
            | Q(
                state=State.ANNOUNCED,
                opened_at__isnull=True,
                announced_at__isnull=False,
                opens_at__isnull=False,
                closes_at__isnull=False,
                opens_at__gte=F("announced_at"),
                closes_at__gt=F("opens_at"),
            )
            | Q(state=State.VOIDED)
            | Q(opened_at__isnull=False, closes_at__gt=F("opened_at")) & ~Q(rulebook_sha256=""),
        ),
        constraint(
            "decisions_decision_closed_has_time",
            Q(state=State.CLOSED, closed_at__isnull=False)
            | Q(state=State.VOIDED)
            | Q(state__in=[State.DRAFT, State.ANNOUNCED, State.OPEN], closed_at__isnull=True),
        ),
        constraint(
            "decisions_decision_voided_has_reason",
            Q(
                state=State.VOIDED,
                voided_at__isnull=False,
                void_kind__in=[VoidReason.STEWARD, VoidReason.CHALLENGE],
            )
            & ~Q(void_reason="")
            | Q(
                state=State.VOIDED,
                voided_at__isnull=False,
                void_kind__in=[VoidReason.QUESTION_CHANGED, VoidReason.MATTER_ENDED],
            )
            | ~Q(state=State.VOIDED) & Q(voided_at__isnull=True, void_kind="", void_reason=""),
        ),
        constraint("decisions_decision_outcome_has_verdict", COUNTED | NOT_COUNTED),
        constraint(
            "decisions_decision_final_after_challenges",
            Q(final_at__isnull=True)
            | Q(state=State.CLOSED, final_at__gte=F("counted_at"), challenges_until__isnull=True)
            | Q(state=State.CLOSED, final_at__gte=F("challenges_until")),
        ),
    ]
