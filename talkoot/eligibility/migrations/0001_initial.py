import django.db.models.deletion
from django.db import migrations, models

import talkoot.eligibility.rules.words


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=120, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=35)),
                ("purpose", models.TextField()),
                ("html", models.TextField(editable=False)),
                (
                    "holds",
                    models.CharField(
                        choices=[
                            (
                                talkoot.eligibility.rules.words.Voters["PERSONS"],
                                talkoot.eligibility.rules.words.Voters["PERSONS"],
                            ),
                            (
                                talkoot.eligibility.rules.words.Voters["BODIES"],
                                talkoot.eligibility.rules.words.Voters["BODIES"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_public", models.BooleanField()),
                ("made_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="named_lists", to="directory.body"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("slug", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("language", ""), _negated=True),
                        ),
                        name="eligibility_list_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "holds__in",
                                [
                                    talkoot.eligibility.rules.words.Voters["PERSONS"],
                                    talkoot.eligibility.rules.words.Voters["BODIES"],
                                ],
                            )
                        ),
                        name="eligibility_list_holds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holds", talkoot.eligibility.rules.words.Voters["PERSONS"]),
                            ("is_public", True),
                            _connector="OR",
                        ),
                        name="eligibility_list_of_bodies_is_public",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_entries",
                        to="directory.body",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_entries",
                        to="directory.person",
                    ),
                ),
                (
                    "named_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="eligibility.namedlist"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("person", None)),
                            models.Q(("body", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="eligibility_entry_person_or_body",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("person__isnull", False)),
                        fields=("named_list", "person"),
                        name="eligibility_entry_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", False), ("ended_at", None)),
                        fields=("named_list", "body"),
                        name="eligibility_entry_body_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("added_at")), _connector="OR"
                        ),
                        name="eligibility_entry_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), models.Q(("language", ""), _negated=True), _connector="OR"),
                        name="eligibility_entry_reason_has_language",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("decision", models.CharField(max_length=120)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("appeal", models.CharField(max_length=1000)),
                ("language", models.CharField(max_length=35)),
                ("suspended_at", models.DateTimeField()),
                ("lifted_on", models.DateField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_reason", models.CharField(blank=True, max_length=500)),
                ("lifted_language", models.CharField(blank=True, max_length=35)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspensions", to="directory.body"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suspensions", to="directory.person"
                    ),
                ),
                (
                    "suspended_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "from_on"], name="eligibility_suspension_by_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"),
                        name="eligibility_suspension_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", ""), _negated=True),
                            models.Q(("appeal", ""), _negated=True),
                            models.Q(("language", ""), _negated=True),
                        ),
                        name="eligibility_suspension_names_decision_and_appeal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", False), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="eligibility_suspension_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_on", None)),
                            models.Q(("lifted_at__isnull", False), ("lifted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="eligibility_suspension_lifted_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("value", models.BigIntegerField(null=True)),
                ("as_of", models.DateField()),
                ("source", models.CharField(max_length=40)),
                ("imported_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_facts",
                        to="directory.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "as_of", "value"], name="eligibility_fact_by_value")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("person", "name", "as_of"),
                        name="eligibility_fact_one_value_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="eligibility_fact_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), ("value__gte", 0), ("value__isnull", False)),
                            models.Q(("erased_at__isnull", False), ("value", None)),
                            _connector="OR",
                        ),
                        name="eligibility_fact_has_value_until_erased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at", None), ("superseded_at__gte", models.F("imported_at")), _connector="OR"
                        ),
                        name="eligibility_fact_superseded_after_import",
                    ),
                ],
            },
        ),
    ]
