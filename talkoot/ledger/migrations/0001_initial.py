import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models

import talkoot.ledger.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reaction", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "pending"), ("done", "done"), ("parked", "parked")],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=120)),
                ("actor", models.CharField(max_length=120)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("on_behalf", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("payload", models.JSONField(default=dict)),
                ("is_public", models.BooleanField(default=True)),
                ("key", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                (
                    "area",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Substr(
                            "kind",
                            1,
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.functions.text.StrIndex("kind", models.Value(".")),
                                "-",
                                models.Value(1),
                            ),
                        ),
                        output_field=models.CharField(max_length=80),
                    ),
                ),
                ("nonce", models.CharField(default=talkoot.ledger.models.make_nonce, editable=False, max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="ledger_entr_subject_f71491_idx"),
                    models.Index(fields=["actor", "id"], name="ledger_entr_actor_a0d8e8_idx"),
                    models.Index(fields=["on_behalf", "id"], name="ledger_entr_on_beha_746b3f_idx"),
                    models.Index(fields=["kind", "id"], name="ledger_entr_kind_176757_idx"),
                    models.Index(fields=["area", "id"], name="ledger_entr_area_e8a000_idx"),
                    models.Index(condition=models.Q(("is_public", True)), fields=["id"], name="ledger_entry_public"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__contains", ".")), name="ledger_entry_kind_names_its_app"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker", models.CharField(max_length=120, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="waiting",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="delivery",
            name="entry",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="ledger.entry",
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="ledger.entry"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["state", "next_at", "id"],
                name="ledger_delivery_undone",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("entry", "reaction"), name="ledger_delivery_once"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "done", "parked"])), name="ledger_delivery_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("done_at__isnull", True)),
                    _connector="OR",
                ),
                name="ledger_delivery_done_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("error", ""), ("state", "parked"), _negated=True),
                name="ledger_delivery_parked_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="ledger_seal_counts_from_one"
            ),
        ),
    ]
