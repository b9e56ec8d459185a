import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import talkoot.counting.rules.marks
import talkoot.decisions.rules.states
import talkoot.rulebooks.rules.electorates


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("question", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("rulebook_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                talkoot.decisions.rules.states.State["DRAFT"],
                                talkoot.decisions.rules.states.State["DRAFT"],
                            ),
                            (
                                talkoot.decisions.rules.states.State["OPEN"],
                                talkoot.decisions.rules.states.State["OPEN"],
                            ),
                            (
                                talkoot.decisions.rules.states.State["CLOSED"],
                                talkoot.decisions.rules.states.State["CLOSED"],
                            ),
                            (
                                talkoot.decisions.rules.states.State["VOIDED"],
                                talkoot.decisions.rules.states.State["VOIDED"],
                            ),
                        ],
                        default=talkoot.decisions.rules.states.State["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("final_at", models.DateTimeField(null=True)),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "void_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.decisions.rules.states.VoidReason["STEWARD"],
                                talkoot.decisions.rules.states.VoidReason["STEWARD"],
                            ),
                            (
                                talkoot.decisions.rules.states.VoidReason["QUESTION_CHANGED"],
                                talkoot.decisions.rules.states.VoidReason["QUESTION_CHANGED"],
                            ),
                            (
                                talkoot.decisions.rules.states.VoidReason["MATTER_ENDED"],
                                talkoot.decisions.rules.states.VoidReason["MATTER_ENDED"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("void_reason", models.TextField(blank=True)),
                ("void_language", models.CharField(blank=True, max_length=35)),
                ("void_html", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.decisions.rules.states.Outcome["ADOPTED"],
                                talkoot.decisions.rules.states.Outcome["ADOPTED"],
                            ),
                            (
                                talkoot.decisions.rules.states.Outcome["REJECTED"],
                                talkoot.decisions.rules.states.Outcome["REJECTED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("verdict", models.JSONField(null=True)),
                ("eligible", models.PositiveIntegerField(default=0)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="decisions.decision",
                    ),
                ),
                (
                    "steward_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="directory.body"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Chamber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "voters",
                    models.CharField(
                        choices=[
                            (
                                talkoot.rulebooks.rules.electorates.Voters["PERSONS"],
                                talkoot.rulebooks.rules.electorates.Voters["PERSONS"],
                            ),
                            (
                                talkoot.rulebooks.rules.electorates.Voters["BODIES"],
                                talkoot.rulebooks.rules.electorates.Voters["BODIES"],
                            ),
                            (
                                talkoot.rulebooks.rules.electorates.Voters["ELSEWHERE"],
                                talkoot.rulebooks.rules.electorates.Voters["ELSEWHERE"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("eligible", models.PositiveIntegerField(null=True)),
                ("roll_sha256", models.CharField(blank=True, max_length=64)),
                ("ballots_cast", models.PositiveIntegerField(default=0)),
                ("yes", models.PositiveIntegerField(null=True)),
                ("no", models.PositiveIntegerField(null=True)),
                ("neutral", models.PositiveIntegerField(null=True)),
                ("has_passed", models.BooleanField(null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chambers", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "key"), name="decisions_chamber_key_once"),
                    models.UniqueConstraint(fields=("decision", "position"), name="decisions_chamber_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "voters__in",
                                [
                                    talkoot.rulebooks.rules.electorates.Voters["PERSONS"],
                                    talkoot.rulebooks.rules.electorates.Voters["BODIES"],
                                    talkoot.rulebooks.rules.electorates.Voters["ELSEWHERE"],
                                ],
                            )
                        ),
                        name="decisions_chamber_voters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voters", talkoot.rulebooks.rules.electorates.Voters["ELSEWHERE"]),
                            models.Q(
                                ("eligible__gte", 1),
                                ("eligible__isnull", False),
                                models.Q(("roll_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_chamber_has_roll",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eligible__isnull", True), ("ballots_cast__lte", models.F("eligible")), _connector="OR"
                        ),
                        name="decisions_chamber_turnout_within_roll",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("has_passed__isnull", True),
                                ("neutral__isnull", True),
                                ("no__isnull", True),
                                ("yes__isnull", True),
                            ),
                            models.Q(
                                (
                                    "eligible__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("yes"), "+", models.F("no")
                                        ),
                                        "+",
                                        models.F("neutral"),
                                    ),
                                ),
                                ("has_passed__isnull", False),
                                ("neutral__isnull", False),
                                ("no__isnull", False),
                                ("yes__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_chamber_counted_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RollEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("voted_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "chamber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roll", to="decisions.chamber"
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
                "verbose_name_plural": "roll entries",
                "indexes": [models.Index(fields=["chamber", "id"], name="decisions_roll_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", True), ("person__isnull", False)),
                            models.Q(("body__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="decisions_roll_person_or_body",
                    ),
                    models.UniqueConstraint(fields=("chamber", "person"), name="decisions_roll_person_once"),
                    models.UniqueConstraint(fields=("chamber", "body"), name="decisions_roll_body_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            (
                                talkoot.counting.rules.marks.Choice["YES"],
                                talkoot.counting.rules.marks.Choice["YES"],
                            ),
                            (talkoot.counting.rules.marks.Choice["NO"], talkoot.decisions.rules.states.Choice["NO"]),
                            (
                                talkoot.counting.rules.marks.Choice["NEUTRAL"],
                                talkoot.counting.rules.marks.Choice["NEUTRAL"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField(blank=True)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("cast_at", models.DateTimeField()),
                (
                    "cast_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "chamber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="decisions.chamber"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="decisions.rollentry"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_current", True)),
                        fields=["chamber", "id"],
                        name="decisions_ballot_counted",
                    ),
                    models.Index(
                        condition=models.Q(("is_current", True), models.Q(("reason", ""), _negated=True)),
                        fields=["chamber", "id"],
                        name="decisions_ballot_reasoned",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "number"), name="decisions_ballot_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("entry",), name="decisions_ballot_one_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "choice__in",
                                [
                                    talkoot.counting.rules.marks.Choice["YES"],
                                    talkoot.counting.rules.marks.Choice["NO"],
                                    talkoot.counting.rules.marks.Choice["NEUTRAL"],
                                ],
                            )
                        ),
                        name="decisions_ballot_choice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rulebook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                ("source", models.TextField()),
                ("canonical", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("directory_names", models.JSONField(default=dict)),
                ("published_at", models.DateTimeField()),
                ("is_latest", models.BooleanField(default=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulebooks",
                        to="directory.body",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "version"), name="decisions_rulebook_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_latest", True)), fields=("slug",), name="decisions_rulebook_one_latest"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="decisions_rulebook_version_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            models.Q(("canonical", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                        ),
                        name="decisions_rulebook_complete",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="decisions.rulebook"
            ),
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("is_current", models.BooleanField(default=True)),
                ("eligible", models.PositiveIntegerField()),
                ("yes", models.PositiveIntegerField()),
                ("no", models.PositiveIntegerField()),
                ("neutral", models.PositiveIntegerField()),
                ("source_url", models.URLField(max_length=500)),
                ("evidence_sha256", models.CharField(max_length=64)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("recorded_at", models.DateTimeField()),
                (
                    "chamber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tallies", to="decisions.chamber"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tallies",
                "constraints": [
                    models.UniqueConstraint(fields=("chamber", "number"), name="decisions_tally_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("chamber",), name="decisions_tally_one_counts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "eligible__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("yes"), "+", models.F("no")
                                    ),
                                    "+",
                                    models.F("neutral"),
                                ),
                            )
                        ),
                        name="decisions_tally_within_roll",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source_url", ""), _negated=True),
                            models.Q(("evidence_sha256", ""), _negated=True),
                        ),
                        name="decisions_tally_has_source",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["state", "closes_at", "id"], name="decisions_by_state"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["steward_body", "state", "closes_at"], name="decisions_by_body"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            talkoot.decisions.rules.states.State["DRAFT"],
                            talkoot.decisions.rules.states.State["OPEN"],
                            talkoot.decisions.rules.states.State["CLOSED"],
                            talkoot.decisions.rules.states.State["VOIDED"],
                        ],
                    )
                ),
                name="decisions_decision_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at__isnull", True), ("state", talkoot.decisions.rules.states.State["DRAFT"])),
                    ("state", talkoot.decisions.rules.states.State["VOIDED"]),
                    models.Q(
                        ("closes_at__gt", models.F("opened_at")),
                        ("opened_at__isnull", False),
                        models.Q(("rulebook_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_opened_is_frozen",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", talkoot.decisions.rules.states.State["CLOSED"])),
                    ("state", talkoot.decisions.rules.states.State["VOIDED"]),
                    models.Q(
                        ("closed_at__isnull", True),
                        (
                            "state__in",
                            [
                                talkoot.decisions.rules.states.State["DRAFT"],
                                talkoot.decisions.rules.states.State["OPEN"],
                            ],
                        ),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_closed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("final_at__isnull", False),
                        (
                            "outcome__in",
                            [
                                talkoot.decisions.rules.states.Outcome["ADOPTED"],
                                talkoot.decisions.rules.states.Outcome["REJECTED"],
                            ],
                        ),
                        ("state", talkoot.decisions.rules.states.State["CLOSED"]),
                        ("verdict__isnull", False),
                    ),
                    models.Q(("final_at__isnull", True), ("outcome", ""), ("verdict__isnull", True)),
                    _connector="OR",
                ),
                name="decisions_decision_outcome_has_verdict",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="exemption",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="exemption_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="exemption_language",
            field=models.CharField(blank=True, max_length=35),
        ),
        migrations.AddField(
            model_name="decision",
            name="rests_on",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exemption", ""), ("exemption_language", ""), ("rests_on__startswith", "consultation:")),
                    models.Q(
                        ("rests_on", ""),
                        models.Q(("exemption", ""), _negated=True),
                        models.Q(("exemption_language", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_names_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", talkoot.decisions.rules.states.State["VOIDED"]),
                        ("void_kind", talkoot.decisions.rules.states.VoidReason["STEWARD"]),
                        ("voided_at__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("state", talkoot.decisions.rules.states.State["VOIDED"]),
                        (
                            "void_kind__in",
                            [
                                talkoot.decisions.rules.states.VoidReason["QUESTION_CHANGED"],
                                talkoot.decisions.rules.states.VoidReason["MATTER_ENDED"],
                            ],
                        ),
                        ("voided_at__isnull", False),
                    ),
                    models.Q(
                        models.Q(("state", talkoot.decisions.rules.states.State["VOIDED"]), _negated=True),
                        ("void_kind", ""),
                        ("void_reason", ""),
                        ("voided_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_voided_has_reason",
            ),
        ),
    ]
