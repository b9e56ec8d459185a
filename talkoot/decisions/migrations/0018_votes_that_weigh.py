"""Votes may weigh different amounts: said for a draft, frozen with the roll.

The tables of chambers and places, which SQLite makes anew, keep their guards; a weight never changes either.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_GUARDS = import_module("talkoot.decisions.migrations.0002_what_was_frozen_stays")
PLACE = "decisions_rollentry"
WEIGHT = {
    "weight_numerator__gte": 1,
    "weight_numerator__lt": 10**13,
    "weight_denominator__gte": 1,
    "weight_denominator__lte": 10**4,
}
NONE = {"weight_numerator__isnull": True, "weight_denominator__isnull": True}
THERE = {"weight_numerator__isnull": False, "weight_denominator__isnull": False}


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse again to change whose place it is, and from now on what its vote weighs."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {PLACE}_stays" + (f" ON {PLACE}" if on_postgresql else ""))
    statement = _GUARDS.POSTGRESQL if on_postgresql else _GUARDS.SQLITE
    columns = (*_GUARDS.FROZEN[PLACE], "weight_numerator", "weight_denominator")
    schema_editor.execute(statement.format(table=PLACE, columns=", ".join(columns)))


def _key(to: str, *, null: bool = False, related_name: str = "+") -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(to, django.db.models.deletion.PROTECT, null=null, related_name=related_name)


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0017_run_offs"),
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Weighing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chamber_key", models.SlugField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("is_current", models.BooleanField(default=True)),
                ("fact", models.CharField(blank=True, max_length=60)),
                ("as_of", models.DateField(null=True)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("said_at", models.DateTimeField()),
                ("decision", _key("decisions.decision", related_name="weighings")),
                ("said_by", _key("directory.person")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "chamber_key", "number"), name="decisions_weighing_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=Q(is_current=True),
                        fields=("decision", "chamber_key"),
                        name="decisions_weighing_one_counts",
                    ),
                    models.CheckConstraint(
                        condition=Q(fact="", as_of__isnull=True) | Q(as_of__isnull=False) & ~Q(fact=""),
                        name="decisions_weighing_fact_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SaidWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight_numerator", models.BigIntegerField()),
                ("weight_denominator", models.IntegerField()),
                ("weighing", _key("decisions.weighing", related_name="weights")),
                ("person", _key("directory.person", null=True)),
                ("body", _key("directory.body", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(**WEIGHT), name="decisions_said_weight_is_above_zero"),
                    models.CheckConstraint(
                        condition=Q(person__isnull=False, body__isnull=True)
                        | Q(person__isnull=True, body__isnull=False),
                        name="decisions_said_weight_person_or_body",
                    ),
                    models.UniqueConstraint(fields=("weighing", "person"), name="decisions_said_weight_person_once"),
                    models.UniqueConstraint(fields=("weighing", "body"), name="decisions_said_weight_body_once"),
                ],
            },
        ),
        migrations.AddField("chamber", "is_weighed", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "chamber",
            models.CheckConstraint(
                condition=Q(is_weighed=False) | Q(is_secret=False) & ~Q(voters="elsewhere"),
                name="decisions_chamber_weighed_is_open",
            ),
        ),
        migrations.AddField("rollentry", "weight_numerator", models.BigIntegerField(null=True)),
        migrations.AddField("rollentry", "weight_denominator", models.IntegerField(null=True)),
        migrations.AddConstraint(
            "rollentry",
            models.CheckConstraint(
                condition=Q(**NONE) | Q(**THERE) & Q(**WEIGHT), name="decisions_roll_weight_is_above_zero"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
