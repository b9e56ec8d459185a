import django.db.models.deletion
from django.db import migrations, models

import talkoot.ballotboxes.rules.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="BallotBox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=120, unique=True)),
                (
                    "custody",
                    models.CharField(
                        choices=[
                            (
                                talkoot.ballotboxes.rules.states.Custody["SCRUTINEERS"],
                                talkoot.ballotboxes.rules.states.Custody["SCRUTINEERS"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.Custody["KEY_FILE"],
                                talkoot.ballotboxes.rules.states.Custody["KEY_FILE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("needed", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                talkoot.ballotboxes.rules.states.BoxState["PREPARING"],
                                talkoot.ballotboxes.rules.states.BoxState["PREPARING"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.BoxState["OPEN"],
                                talkoot.ballotboxes.rules.states.BoxState["OPEN"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.BoxState["CLOSED"],
                                talkoot.ballotboxes.rules.states.BoxState["CLOSED"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.BoxState["EMPTIED"],
                                talkoot.ballotboxes.rules.states.BoxState["EMPTIED"],
                            ),
                        ],
                        default=talkoot.ballotboxes.rules.states.BoxState["PREPARING"],
                        max_length=10,
                    ),
                ),
                ("public_key", models.BinaryField(default=b"")),
                ("size", models.PositiveIntegerField(default=0)),
                ("prepared_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("emptied_at", models.DateTimeField(null=True)),
                ("slip_count", models.PositiveIntegerField(default=0)),
                ("paper_count", models.PositiveIntegerField(default=0)),
                ("spoiled_count", models.PositiveIntegerField(default=0)),
                ("struck_count", models.PositiveIntegerField(default=0)),
                ("papers_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name_plural": "ballot boxes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "custody__in",
                                [
                                    talkoot.ballotboxes.rules.states.Custody["SCRUTINEERS"],
                                    talkoot.ballotboxes.rules.states.Custody["KEY_FILE"],
                                ],
                            )
                        ),
                        name="ballotboxes_custody_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    talkoot.ballotboxes.rules.states.BoxState["PREPARING"],
                                    talkoot.ballotboxes.rules.states.BoxState["OPEN"],
                                    talkoot.ballotboxes.rules.states.BoxState["CLOSED"],
                                    talkoot.ballotboxes.rules.states.BoxState["EMPTIED"],
                                ],
                            )
                        ),
                        name="ballotboxes_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("custody", talkoot.ballotboxes.rules.states.Custody["KEY_FILE"]), ("needed", 0)),
                            models.Q(
                                ("custody", talkoot.ballotboxes.rules.states.Custody["SCRUTINEERS"]), ("needed__gte", 2)
                            ),
                            _connector="OR",
                        ),
                        name="ballotboxes_nobody_opens_alone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opened_at__isnull", True),
                                ("public_key", b""),
                                ("size", 0),
                                ("state", talkoot.ballotboxes.rules.states.BoxState["PREPARING"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", talkoot.ballotboxes.rules.states.BoxState["PREPARING"]), _negated=True
                                ),
                                ("opened_at__isnull", False),
                                ("size__gt", 0),
                                models.Q(("public_key", b""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ballotboxes_open_has_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("emptied_at__isnull", False),
                                ("state", talkoot.ballotboxes.rules.states.BoxState["EMPTIED"]),
                                models.Q(("papers_sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("state", talkoot.ballotboxes.rules.states.BoxState["EMPTIED"]), _negated=True
                                ),
                                ("emptied_at__isnull", True),
                                ("papers_sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="ballotboxes_emptied_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Custodian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_named", models.BooleanField(default=True)),
                ("public_key", models.BinaryField(default=b"")),
                ("sealed_share", models.BinaryField(default=b"")),
                ("made_at", models.DateTimeField(null=True)),
                ("handed_in_at", models.DateTimeField(null=True)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custodians",
                        to="ballotboxes.ballotbox",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("box", "person"), name="ballotboxes_custodian_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("public_key", b"")),
                            models.Q(("made_at__isnull", False), models.Q(("public_key", b""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ballotboxes_key_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("code", models.CharField(blank=True, max_length=40)),
                ("content", models.TextField(blank=True)),
                ("is_spoiled", models.BooleanField(default=False)),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="ballotboxes.ballotbox"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("box", "code"),
                        name="ballotboxes_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), ("content", ""), ("is_spoiled", True)),
                            models.Q(
                                ("is_spoiled", False),
                                models.Q(("code", ""), _negated=True),
                                models.Q(("content", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ballotboxes_spoiled_says_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassedShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField()),
                (
                    "custodian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passed", to="ballotboxes.custodian"
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="received", to="ballotboxes.custodian"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("custodian", "keeper"), name="ballotboxes_passed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("place", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                talkoot.ballotboxes.rules.states.SlipState["EMPTY"],
                                talkoot.ballotboxes.rules.states.SlipState["EMPTY"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.SlipState["FILLED"],
                                talkoot.ballotboxes.rules.states.SlipState["FILLED"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.SlipState["STRUCK"],
                                talkoot.ballotboxes.rules.states.SlipState["STRUCK"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.SlipState["TAKEN_OUT"],
                                talkoot.ballotboxes.rules.states.SlipState["TAKEN_OUT"],
                            ),
                            (
                                talkoot.ballotboxes.rules.states.SlipState["UNUSED"],
                                talkoot.ballotboxes.rules.states.SlipState["UNUSED"],
                            ),
                        ],
                        default=talkoot.ballotboxes.rules.states.SlipState["EMPTY"],
                        max_length=10,
                    ),
                ),
                ("sealed", models.BinaryField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="ballotboxes.ballotbox"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("box", "place"), name="ballotboxes_slip_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    talkoot.ballotboxes.rules.states.SlipState["EMPTY"],
                                    talkoot.ballotboxes.rules.states.SlipState["FILLED"],
                                    talkoot.ballotboxes.rules.states.SlipState["STRUCK"],
                                    talkoot.ballotboxes.rules.states.SlipState["TAKEN_OUT"],
                                    talkoot.ballotboxes.rules.states.SlipState["UNUSED"],
                                ],
                            )
                        ),
                        name="ballotboxes_slip_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        talkoot.ballotboxes.rules.states.SlipState["TAKEN_OUT"],
                                        talkoot.ballotboxes.rules.states.SlipState["UNUSED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("sealed", b""),
                            _connector="OR",
                        ),
                        name="ballotboxes_emptied_slip_is_bare",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Strike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "slip",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strike", to="ballotboxes.slip"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="ballotboxes_strike_has_reason"
                    )
                ],
            },
        ),
    ]
