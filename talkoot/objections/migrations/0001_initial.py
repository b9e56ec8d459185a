import django.db.models.deletion
from django.db import migrations, models

import talkoot.objections.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=120, unique=True)),
                ("url", models.CharField(max_length=300)),
                ("latest", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "steward_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chamber", models.CharField(max_length=120)),
                ("place", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("wording", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (talkoot.objections.rules.State["STANDING"], talkoot.objections.rules.State["STANDING"]),
                            (talkoot.objections.rules.State["RESOLVED"], talkoot.objections.rules.State["RESOLVED"]),
                            (talkoot.objections.rules.State["WITHDRAWN"], talkoot.objections.rules.State["WITHDRAWN"]),
                            (
                                talkoot.objections.rules.State["OVERRIDDEN"],
                                talkoot.objections.rules.State["OVERRIDDEN"],
                            ),
                            (
                                talkoot.objections.rules.State["WITHOUT_REASON"],
                                talkoot.objections.rules.State["WITHOUT_REASON"],
                            ),
                        ],
                        default=talkoot.objections.rules.State["STANDING"],
                        max_length=20,
                    ),
                ),
                (
                    "awaits",
                    models.CharField(
                        blank=True,
                        choices=[
                            (talkoot.objections.rules.Awaits["NOTHING"], talkoot.objections.rules.Awaits["NOTHING"]),
                            (
                                talkoot.objections.rules.Awaits["RESOLUTION"],
                                talkoot.objections.rules.Awaits["RESOLUTION"],
                            ),
                            (talkoot.objections.rules.Awaits["APPEAL"], talkoot.objections.rules.Awaits["APPEAL"]),
                        ],
                        max_length=20,
                    ),
                ),
                ("was_appealed", models.BooleanField(default=False)),
                ("override", models.CharField(blank=True, max_length=60)),
                ("others", models.PositiveIntegerField()),
                ("had", models.PositiveIntegerField(default=0)),
                ("raised_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="objections.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (talkoot.objections.rules.StepKind["RAISED"], talkoot.objections.rules.StepKind["RAISED"]),
                            (
                                talkoot.objections.rules.StepKind["REWORDED"],
                                talkoot.objections.rules.StepKind["REWORDED"],
                            ),
                            (
                                talkoot.objections.rules.StepKind["PROPOSED"],
                                talkoot.objections.rules.StepKind["PROPOSED"],
                            ),
                            (
                                talkoot.objections.rules.StepKind["CONFIRMED"],
                                talkoot.objections.rules.StepKind["CONFIRMED"],
                            ),
                            (
                                talkoot.objections.rules.StepKind["DECLINED"],
                                talkoot.objections.rules.StepKind["DECLINED"],
                            ),
                            (
                                talkoot.objections.rules.StepKind["WITHDRAWN"],
                                talkoot.objections.rules.StepKind["WITHDRAWN"],
                            ),
                            (
                                talkoot.objections.rules.StepKind["OVERRIDDEN"],
                                talkoot.objections.rules.StepKind["OVERRIDDEN"],
                            ),
                            (talkoot.objections.rules.StepKind["FOUND"], talkoot.objections.rules.StepKind["FOUND"]),
                            (
                                talkoot.objections.rules.StepKind["APPEALED"],
                                talkoot.objections.rules.StepKind["APPEALED"],
                            ),
                            (talkoot.objections.rules.StepKind["UPHELD"], talkoot.objections.rules.StepKind["UPHELD"]),
                            (
                                talkoot.objections.rules.StepKind["DISMISSED"],
                                talkoot.objections.rules.StepKind["DISMISSED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("html", models.TextField(blank=True)),
                ("wording", models.PositiveIntegerField(null=True)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="objections.objection"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supports", to="objections.objection"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("why_html", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wordings", to="objections.round"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opened_at"))), name="objections_round_closes_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("matter", ""), _negated=True), models.Q(("url", ""), _negated=True)),
                name="objections_round_is_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("latest__gte", 1)), name="objections_round_has_a_text"
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["place", "id"], name="objections_of_a_place"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            talkoot.objections.rules.State["STANDING"],
                            talkoot.objections.rules.State["RESOLVED"],
                            talkoot.objections.rules.State["WITHDRAWN"],
                            talkoot.objections.rules.State["OVERRIDDEN"],
                            talkoot.objections.rules.State["WITHOUT_REASON"],
                        ],
                    )
                ),
                name="objections_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("awaits", ""),
                    models.Q(
                        (
                            "awaits__in",
                            [
                                talkoot.objections.rules.Awaits["NOTHING"],
                                talkoot.objections.rules.Awaits["RESOLUTION"],
                                talkoot.objections.rules.Awaits["APPEAL"],
                            ],
                        ),
                        ("state", talkoot.objections.rules.State["STANDING"]),
                    ),
                    _connector="OR",
                ),
                name="objections_only_one_that_stands_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="objections_objection_names_the_harm"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("state", talkoot.objections.rules.State["STANDING"])),
                    models.Q(
                        models.Q(("state", talkoot.objections.rules.State["STANDING"]), _negated=True),
                        ("settled_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="objections_settled_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", talkoot.objections.rules.State["OVERRIDDEN"]), _negated=True),
                    models.Q(("override", ""), _negated=True),
                    _connector="OR",
                ),
                name="objections_overridden_by_rule_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("had__lte", models.F("others"))), name="objections_had_within_others"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", talkoot.objections.rules.State["STANDING"])),
                fields=("place",),
                name="objections_one_stands_in_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            talkoot.objections.rules.StepKind["RAISED"],
                            talkoot.objections.rules.StepKind["REWORDED"],
                            talkoot.objections.rules.StepKind["PROPOSED"],
                            talkoot.objections.rules.StepKind["CONFIRMED"],
                            talkoot.objections.rules.StepKind["DECLINED"],
                            talkoot.objections.rules.StepKind["WITHDRAWN"],
                            talkoot.objections.rules.StepKind["OVERRIDDEN"],
                            talkoot.objections.rules.StepKind["FOUND"],
                            talkoot.objections.rules.StepKind["APPEALED"],
                            talkoot.objections.rules.StepKind["UPHELD"],
                            talkoot.objections.rules.StepKind["DISMISSED"],
                        ],
                    )
                ),
                name="objections_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            talkoot.objections.rules.StepKind["CONFIRMED"],
                            talkoot.objections.rules.StepKind["WITHDRAWN"],
                            talkoot.objections.rules.StepKind["OVERRIDDEN"],
                        ],
                    ),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="objections_step_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("objection", "place"), name="objections_support_once"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="objections_wording_number_once"),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="objections_amendment_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="wording",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("title", ""), _negated=True)),
                name="objections_wording_says_something",
            ),
        ),
    ]
