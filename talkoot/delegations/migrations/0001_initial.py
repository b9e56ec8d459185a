import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
        ("scopes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChainLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("links", models.PositiveSmallIntegerField()),
                ("from_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.body",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["body", "from_at"], name="delegations_limit_by_body")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("links__gte", 1), ("links__lte", 20)), name="delegations_limit_of_links"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("declined_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scopes.scope"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "until_on"], name="delegations_by_person"),
                    models.Index(fields=["delegate", "until_on"], name="delegations_by_delegate"),
                    models.Index(fields=["scope", "until_on"], name="delegations_by_scope"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("delegate")), _negated=True),
                        name="delegations_never_to_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gt", models.F("from_on"))), name="delegations_end_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None), ("revoked_at__gte", models.F("made_at")), _connector="OR"
                        ),
                        name="delegations_revoked_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_at", None), ("declined_at__gte", models.F("made_at")), _connector="OR"
                        ),
                        name="delegations_declined_after_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revoked_at", None), ("declined_at", None), _connector="OR"),
                        name="delegations_ended_by_one_side",
                    ),
                ],
            },
        ),
    ]
