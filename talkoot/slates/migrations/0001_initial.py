import django.db.models.deletion
from django.db import migrations, models

import talkoot.slates.rules.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("look", models.CharField(editable=False, max_length=255)),
                ("strokes", models.CharField(editable=False, max_length=255)),
                ("language", models.CharField(max_length=35)),
                ("attributes", models.JSONField(default=dict)),
                ("cost", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                talkoot.slates.rules.states.State["NOMINATED"],
                                talkoot.slates.rules.states.State["NOMINATED"],
                            ),
                            (
                                talkoot.slates.rules.states.State["STANDING"],
                                talkoot.slates.rules.states.State["STANDING"],
                            ),
                            (
                                talkoot.slates.rules.states.State["DECLINED"],
                                talkoot.slates.rules.states.State["DECLINED"],
                            ),
                            (
                                talkoot.slates.rules.states.State["WITHDRAWN"],
                                talkoot.slates.rules.states.State["WITHDRAWN"],
                            ),
                            (talkoot.slates.rules.states.State["STRUCK"], talkoot.slates.rules.states.State["STRUCK"]),
                            (
                                talkoot.slates.rules.states.State["SITTING"],
                                talkoot.slates.rules.states.State["SITTING"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("nominated_at", models.DateTimeField()),
                ("consented_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("position", models.PositiveIntegerField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "nominated_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "candidate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="slates.candidate",
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
                "indexes": [models.Index(fields=["candidate", "id"], name="slates_questions_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="slates_question_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="slates.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="slates_answer_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Slate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=120, unique=True)),
                ("url", models.CharField(blank=True, max_length=300)),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (talkoot.slates.rules.states.Kind["PEOPLE"], talkoot.slates.rules.states.Kind["PEOPLE"]),
                            (talkoot.slates.rules.states.Kind["BODIES"], talkoot.slates.rules.states.Kind["BODIES"]),
                            (
                                talkoot.slates.rules.states.Kind["PROJECTS"],
                                talkoot.slates.rules.states.Kind["PROJECTS"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("asks", models.JSONField(default=list)),
                ("seed_source", models.CharField(blank=True, max_length=300)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("seed", models.CharField(blank=True, max_length=200)),
                ("seed_from", models.CharField(blank=True, max_length=300)),
                (
                    "steward_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    talkoot.slates.rules.states.Kind["PEOPLE"],
                                    talkoot.slates.rules.states.Kind["BODIES"],
                                    talkoot.slates.rules.states.Kind["PROJECTS"],
                                ],
                            )
                        ),
                        name="slates_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))), name="slates_closes_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("matter", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="slates_is_for_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at", None), ("seed", ""), ("seed_from", "")),
                            models.Q(
                                ("frozen_at__gte", models.F("closes_at")),
                                models.Q(("seed", ""), _negated=True),
                                models.Q(("seed_from", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="slates_frozen_after_nominations_by_a_seed",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="slate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="slates.slate"
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("at", models.DateTimeField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="slates.candidate"
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="slates_statement_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="slates_statement_versions_from_one"
                    ),
                    models.UniqueConstraint(
                        fields=("candidate", "language", "version"), name="slates_statement_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("candidate", "language"),
                        name="slates_one_current_statement_a_language",
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
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strike", to="slates.candidate"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="slates_strike_has_reason"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(fields=["slate", "position", "look", "id"], name="slates_candidates_in_order"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            talkoot.slates.rules.states.State["NOMINATED"],
                            talkoot.slates.rules.states.State["STANDING"],
                            talkoot.slates.rules.states.State["DECLINED"],
                            talkoot.slates.rules.states.State["WITHDRAWN"],
                            talkoot.slates.rules.states.State["STRUCK"],
                            talkoot.slates.rules.states.State["SITTING"],
                        ],
                    )
                ),
                name="slates_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", None), ("body", None), _connector="OR"), name="slates_candidate_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("look", ""), _negated=True)),
                name="slates_candidate_has_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost", None), ("cost__gte", 0), _connector="OR"),
                name="slates_cost_is_no_less_than_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("slate", "person"), name="slates_person_stands_once"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("slate", "body"), name="slates_body_stands_once"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            talkoot.slates.rules.states.State["NOMINATED"],
                            talkoot.slates.rules.states.State["SITTING"],
                            talkoot.slates.rules.states.State["STANDING"],
                            talkoot.slates.rules.states.State["WITHDRAWN"],
                        ],
                    )
                ),
                fields=("slate", "look"),
                name="slates_names_differ",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            talkoot.slates.rules.states.State["NOMINATED"],
                            talkoot.slates.rules.states.State["SITTING"],
                            talkoot.slates.rules.states.State["STANDING"],
                            talkoot.slates.rules.states.State["WITHDRAWN"],
                        ],
                    )
                ),
                fields=("slate", "strokes"),
                name="slates_strokes_differ",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("slate", "position"), name="slates_one_name_a_place"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_at__isnull", False), ("state__in", ["withdrawn", "struck", "declined"])),
                    models.Q(("left_at__isnull", True), ("state__in", ["nominated", "standing", "sitting"])),
                    _connector="OR",
                ),
                name="slates_who_left_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["nominated", "declined"]), ("consented_at__isnull", False), _connector="OR"
                ),
                name="slates_nobody_stands_without_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("position", None),
                    models.Q(
                        ("position__gte", 1),
                        (
                            "state__in",
                            [
                                talkoot.slates.rules.states.State["STANDING"],
                                talkoot.slates.rules.states.State["STRUCK"],
                                talkoot.slates.rules.states.State["WITHDRAWN"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="slates_only_who_stood_has_a_place",
            ),
        ),
    ]
