import django.db.models.deletion
from django.db import migrations, models

import talkoot.proposals.rules.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("commitments", "0001_initial"),
        ("consultations", "0001_initial"),
        ("decisions", "0002_what_was_frozen_stays"),
        ("directory", "0002_one_holder_a_seat"),
        ("scopes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcessTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("source", models.TextField()),
                ("canonical", models.TextField()),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("is_current", models.BooleanField(default=True)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=120)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "version"), name="proposals_process_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("slug",), name="proposals_process_one_current"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="proposals_process_version_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256", ""), _negated=True), name="proposals_process_is_hashed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template_sha256", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                ("lead", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (
                                talkoot.proposals.rules.states.Status["OPEN"],
                                talkoot.proposals.rules.states.Status["OPEN"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["COMPLETED"],
                                talkoot.proposals.rules.states.Status["COMPLETED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["DECLINED"],
                                talkoot.proposals.rules.states.Status["DECLINED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["WITHDRAWN"],
                                talkoot.proposals.rules.states.Status["WITHDRAWN"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["DEFERRED"],
                                talkoot.proposals.rules.states.Status["DEFERRED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["SUPERSEDED"],
                                talkoot.proposals.rules.states.Status["SUPERSEDED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Status["GONE"],
                                talkoot.proposals.rules.states.Status["GONE"],
                            ),
                        ],
                        default=talkoot.proposals.rules.states.Status["OPEN"],
                        max_length=12,
                    ),
                ),
                ("stage", models.CharField(blank=True, max_length=40)),
                (
                    "stage_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.proposals.rules.states.StageKind["TRIAGE"],
                                talkoot.proposals.rules.states.StageKind["TRIAGE"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                                talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["DECISION"],
                                talkoot.proposals.rules.states.StageKind["DECISION"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["DELIVERY"],
                                talkoot.proposals.rules.states.StageKind["DELIVERY"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["REVIEW"],
                                talkoot.proposals.rules.states.StageKind["REVIEW"],
                            ),
                        ],
                        max_length=14,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "due_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.proposals.rules.states.Deadline["REPLY"],
                                talkoot.proposals.rules.states.Deadline["REPLY"],
                            ),
                            (
                                talkoot.proposals.rules.states.Deadline["STEP"],
                                talkoot.proposals.rules.states.Deadline["STEP"],
                            ),
                            (
                                talkoot.proposals.rules.states.Deadline["PROMISE"],
                                talkoot.proposals.rules.states.Deadline["PROMISE"],
                            ),
                        ],
                        max_length=8,
                    ),
                ),
                ("closes_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("support_count", models.PositiveIntegerField(default=0)),
                ("comment_count", models.PositiveIntegerField(default=0)),
                ("follower_count", models.PositiveIntegerField(default=0)),
                ("author_count", models.PositiveSmallIntegerField(default=1)),
                ("relation_count", models.PositiveSmallIntegerField(default=0)),
                ("commitment_count", models.PositiveSmallIntegerField(default=0)),
                ("submitted_at", models.DateTimeField()),
                ("dated_to_year", models.BooleanField(default=False)),
                ("moved_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_key", models.CharField(blank=True, max_length=300)),
                ("source_url", models.CharField(blank=True, max_length=500)),
                ("source_status", models.CharField(blank=True, max_length=80)),
                ("source_digest", models.CharField(blank=True, max_length=64)),
                ("gone_on", models.DateField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="directory.person",
                    ),
                ),
                (
                    "on_behalf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scopes.scope"),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="proposals.processtemplate",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "-id"], name="proposals_by_status"),
                    models.Index(fields=["status", "due_at", "id"], name="proposals_by_due"),
                    models.Index(fields=["status", "next_at", "id"], name="proposals_by_next"),
                    models.Index(fields=["status", "stage_kind", "next_at", "id"], name="proposals_by_stage"),
                    models.Index(fields=["status", "-support_count", "-id"], name="proposals_by_status_supports"),
                    models.Index(fields=["-support_count", "-id"], name="proposals_by_supports"),
                    models.Index(fields=["responsible", "-id"], name="proposals_by_body"),
                    models.Index(fields=["language", "-id"], name="proposals_by_language"),
                    models.Index(fields=["scope", "-id"], name="proposals_by_scope"),
                    models.Index(fields=["author", "-id"], name="proposals_by_author"),
                    models.Index(fields=["moved_at"], name="proposals_by_move"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    talkoot.proposals.rules.states.Status["OPEN"],
                                    talkoot.proposals.rules.states.Status["COMPLETED"],
                                    talkoot.proposals.rules.states.Status["DECLINED"],
                                    talkoot.proposals.rules.states.Status["WITHDRAWN"],
                                    talkoot.proposals.rules.states.Status["DEFERRED"],
                                    talkoot.proposals.rules.states.Status["SUPERSEDED"],
                                    talkoot.proposals.rules.states.Status["GONE"],
                                ],
                            )
                        ),
                        name="proposals_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="proposals_titled_in_a_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", None), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposals_has_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", talkoot.proposals.rules.states.Status["OPEN"]),
                                models.Q(("stage", ""), _negated=True),
                                ("due_at__isnull", False),
                                ("ended_at", None),
                                ("next_at__isnull", False),
                                models.Q(("due_for", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", talkoot.proposals.rules.states.Status["OPEN"]), _negated=True),
                                ("closes_at", None),
                                ("due_at", None),
                                ("due_for", ""),
                                ("ended_at__isnull", False),
                                ("next_at", None),
                                ("stage", ""),
                            ),
                            _connector="OR",
                        ),
                        name="proposals_open_has_stage_and_clock",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("responsible__isnull", False), _connector="OR"),
                        name="proposals_accepted_has_owner",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="proposals_version_from_one"),
                    models.UniqueConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="proposals_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pointer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("ended_on", models.DateField(null=True)),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pointers", to="proposals.proposal"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name"], name="proposals_by_pointer")],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "name"), name="proposals_pointer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="proposals_pointer_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                talkoot.proposals.rules.states.LinkKind["REPLACES"],
                                talkoot.proposals.rules.states.LinkKind["REPLACES"],
                            ),
                            (
                                talkoot.proposals.rules.states.LinkKind["REQUIRES"],
                                talkoot.proposals.rules.states.LinkKind["REQUIRES"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="linked_from", to="proposals.proposal"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="proposals.proposal"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "other", "kind"), name="proposals_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    talkoot.proposals.rules.states.LinkKind["REPLACES"],
                                    talkoot.proposals.rules.states.LinkKind["REQUIRES"],
                                ],
                            )
                        ),
                        name="proposals_link_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposal", models.F("other")), _negated=True),
                        name="proposals_link_to_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["person", "proposal"],
                        name="proposals_followed_by",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("proposal", "person"),
                        name="proposals_follow_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200)),
                ("fields", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("discarded_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("discarded_at", None), ("proposal", None)),
                        fields=["person", "-saved_at"],
                        name="proposals_drafts_of",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discarded_at", None), ("proposal", None)),
                            models.Q(("fields", {}), ("title", "")),
                            _connector="OR",
                        ),
                        name="proposals_used_draft_is_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorships", to="proposals.proposal"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "person"), name="proposals_author_once"),
                    models.UniqueConstraint(fields=("proposal", "position"), name="proposals_author_position_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("problem", models.TextField(blank=True)),
                ("problem_html", models.TextField(blank=True, editable=False)),
                ("change", models.TextField(blank=True)),
                ("change_html", models.TextField(blank=True, editable=False)),
                ("affected", models.TextField(blank=True)),
                ("affected_html", models.TextField(blank=True, editable=False)),
                ("language", models.CharField(max_length=35)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="proposals.proposal"
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scopes.scope"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "number"), name="proposals_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("summary", ""), _negated=True), _connector="OR"),
                        name="proposals_later_version_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="proposals_version_titled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("stage", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                talkoot.proposals.rules.states.StageKind["TRIAGE"],
                                talkoot.proposals.rules.states.StageKind["TRIAGE"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                                talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["DECISION"],
                                talkoot.proposals.rules.states.StageKind["DECISION"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["DELIVERY"],
                                talkoot.proposals.rules.states.StageKind["DELIVERY"],
                            ),
                            (
                                talkoot.proposals.rules.states.StageKind["REVIEW"],
                                talkoot.proposals.rules.states.StageKind["REVIEW"],
                            ),
                        ],
                        max_length=14,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("reply_due_at", models.DateTimeField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                ("exemption", models.TextField(blank=True)),
                ("concerned", models.JSONField(default=list)),
                ("left_at", models.DateTimeField(null=True)),
                ("left_by", models.CharField(blank=True, max_length=120)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.proposals.rules.states.Outcome["MOVED"],
                                talkoot.proposals.rules.states.Outcome["MOVED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["ADOPTED"],
                                talkoot.proposals.rules.states.Outcome["ADOPTED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["REJECTED"],
                                talkoot.proposals.rules.states.Outcome["REJECTED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["COMPLETED"],
                                talkoot.proposals.rules.states.Outcome["COMPLETED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["DECLINED"],
                                talkoot.proposals.rules.states.Outcome["DECLINED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["WITHDRAWN"],
                                talkoot.proposals.rules.states.Outcome["WITHDRAWN"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["DEFERRED"],
                                talkoot.proposals.rules.states.Outcome["DEFERRED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["SUPERSEDED"],
                                talkoot.proposals.rules.states.Outcome["SUPERSEDED"],
                            ),
                            (
                                talkoot.proposals.rules.states.Outcome["GONE"],
                                talkoot.proposals.rules.states.Outcome["GONE"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("html", models.TextField(blank=True, editable=False)),
                ("gate", models.JSONField(default=list)),
                ("late_told_at", models.DateTimeField(null=True)),
                (
                    "commitment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_stage",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_stages",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal_stage",
                        to="decisions.decision",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stages", to="proposals.proposal"
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proposals.processtemplate"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "number"), name="proposals_stage_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)), fields=("proposal",), name="proposals_stage_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    talkoot.proposals.rules.states.StageKind["TRIAGE"],
                                    talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                                    talkoot.proposals.rules.states.StageKind["DECISION"],
                                    talkoot.proposals.rules.states.StageKind["DELIVERY"],
                                    talkoot.proposals.rules.states.StageKind["REVIEW"],
                                ],
                            )
                        ),
                        name="proposals_stage_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("left_at", None), ("left_by", ""), ("outcome", "")),
                            models.Q(
                                ("left_at__isnull", False),
                                (
                                    "outcome__in",
                                    [
                                        talkoot.proposals.rules.states.Outcome["MOVED"],
                                        talkoot.proposals.rules.states.Outcome["ADOPTED"],
                                        talkoot.proposals.rules.states.Outcome["REJECTED"],
                                        talkoot.proposals.rules.states.Outcome["COMPLETED"],
                                        talkoot.proposals.rules.states.Outcome["DECLINED"],
                                        talkoot.proposals.rules.states.Outcome["WITHDRAWN"],
                                        talkoot.proposals.rules.states.Outcome["DEFERRED"],
                                        talkoot.proposals.rules.states.Outcome["SUPERSEDED"],
                                        talkoot.proposals.rules.states.Outcome["GONE"],
                                    ],
                                ),
                                models.Q(("left_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposals_stage_left_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at", None),
                            models.Q(
                                models.Q(("reason", ""), _negated=True), models.Q(("language", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="proposals_stage_left_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), _negated=True),
                            ("consultation__isnull", False),
                            models.Q(("exemption", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposals_decision_names_consultation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("consultation", None),
                            (
                                "kind__in",
                                [
                                    talkoot.proposals.rules.states.StageKind["CONSULTATION"],
                                    talkoot.proposals.rules.states.StageKind["DECISION"],
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="proposals_stage_consultation_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), _negated=True),
                            ("kind", talkoot.proposals.rules.states.StageKind["DECISION"]),
                            _connector="OR",
                        ),
                        name="proposals_stage_decision_fits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mandate", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=35)),
                ("text", models.TextField()),
                ("html", models.TextField(editable=False)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reply", to="proposals.stagerecord"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("language", ""), _negated=True),
                            models.Q(("mandate", ""), _negated=True),
                        ),
                        name="proposals_reply_said_under_a_hat",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("comment", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("html", models.TextField(blank=True, editable=False)),
                ("given_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="proposals.proposal",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=["proposal", "-id"],
                        name="proposals_supports_of",
                    ),
                    models.Index(
                        condition=models.Q(("withdrawn_at", None), models.Q(("comment", ""), _negated=True)),
                        fields=["proposal", "-id"],
                        name="proposals_comments_of",
                    ),
                    models.Index(fields=["person", "-id"], name="proposals_supports_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("proposal", "person"),
                        name="proposals_support_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("comment", ""), models.Q(("language", ""), _negated=True), _connector="OR"),
                        name="proposals_comment_has_language",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=40, unique=True)),
                ("uses", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="proposals_word_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_title", models.BooleanField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="proposals.proposal"
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses_in",
                        to="proposals.word",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("word", "proposal"), name="proposals_word_once")],
            },
        ),
    ]
