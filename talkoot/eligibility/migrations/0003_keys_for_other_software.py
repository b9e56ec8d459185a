"""Keys on which other software brings in facts about people, and what came on each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
        ("eligibility", "0002_what_was_known_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("source", models.CharField(max_length=40)),
                ("facts", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("window_at", models.DateTimeField(null=True)),
                ("window_uses", models.PositiveSmallIntegerField(default=0)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.CharField(blank=True, max_length=500)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FactImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                ("request", models.CharField(max_length=64)),
                ("answer", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="eligibility.factkey"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="factkey",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                name="eligibility_key_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="factkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("facts", []), _negated=True), name="eligibility_key_opens_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="factkey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None), ("revoked_reason", "")),
                    models.Q(
                        models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                        models.Q(("revoked_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="eligibility_key_revoked_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="factimport",
            constraint=models.UniqueConstraint(fields=("key", "mark"), name="eligibility_import_once_a_mark"),
        ),
    ]
