import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talkoot.directory.rules.words


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("scopes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("slug", models.CharField(max_length=120, unique=True)),
                ("fold", models.CharField(editable=False, max_length=400)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                        max_length=10,
                    ),
                ),
                ("mission", models.TextField(blank=True)),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField(blank=True, editable=False)),
                ("started_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField()),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.body",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bodies", to="scopes.scope"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bodies", to="directory.bodykind"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "indexes": [
                    models.Index(fields=["fold", "id"], name="directory_body_by_fold"),
                    models.Index(fields=["kind", "fold", "id"], name="directory_body_by_kind"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    talkoot.directory.rules.words.BodyStatus["FORMING"],
                                    talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                                    talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                                    talkoot.directory.rules.words.BodyStatus["ENDED"],
                                ],
                            )
                        ),
                        name="directory_body_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="directory_body_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language", ""), _negated=True), name="directory_body_has_language"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="directory_body_not_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("status", talkoot.directory.rules.words.BodyStatus["ENDED"]),
                            _connector="OR",
                        ),
                        name="directory_body_end_means_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("started_on", None),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="directory_body_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="directory_body_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyKindLabel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                ("singular", models.CharField(max_length=80)),
                ("plural", models.CharField(max_length=80)),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="labels", to="directory.bodykind"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "language"), name="directory_kind_label_once")],
            },
        ),
        migrations.CreateModel(
            name="BodyStatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                                talkoot.directory.rules.words.BodyStatus["FORMING"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                                talkoot.directory.rules.words.BodyStatus["ACTIVE"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                                talkoot.directory.rules.words.BodyStatus["SUSPENDED"],
                            ),
                            (
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                                talkoot.directory.rules.words.BodyStatus["ENDED"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("language", models.CharField(max_length=35)),
                ("at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="status_changes", to="directory.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="directory_status_change_changes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="directory_status_change_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.ChannelKind["WEBSITE"],
                                talkoot.directory.rules.words.ChannelKind["WEBSITE"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["WIKI"],
                                talkoot.directory.rules.words.ChannelKind["WIKI"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["MAIL"],
                                talkoot.directory.rules.words.ChannelKind["MAIL"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["LIST"],
                                talkoot.directory.rules.words.ChannelKind["LIST"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["CHAT"],
                                talkoot.directory.rules.words.ChannelKind["CHAT"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["MEETING"],
                                talkoot.directory.rules.words.ChannelKind["MEETING"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["REPOSITORY"],
                                talkoot.directory.rules.words.ChannelKind["REPOSITORY"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["TEAM"],
                                talkoot.directory.rules.words.ChannelKind["TEAM"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["DOCUMENT"],
                                talkoot.directory.rules.words.ChannelKind["DOCUMENT"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["SOCIAL"],
                                talkoot.directory.rules.words.ChannelKind["SOCIAL"],
                            ),
                            (
                                talkoot.directory.rules.words.ChannelKind["OTHER"],
                                talkoot.directory.rules.words.ChannelKind["OTHER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(max_length=500)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="channels", to="directory.body"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "kind", "address", "name"), name="directory_channel_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    talkoot.directory.rules.words.ChannelKind["WEBSITE"],
                                    talkoot.directory.rules.words.ChannelKind["WIKI"],
                                    talkoot.directory.rules.words.ChannelKind["MAIL"],
                                    talkoot.directory.rules.words.ChannelKind["LIST"],
                                    talkoot.directory.rules.words.ChannelKind["CHAT"],
                                    talkoot.directory.rules.words.ChannelKind["MEETING"],
                                    talkoot.directory.rules.words.ChannelKind["REPOSITORY"],
                                    talkoot.directory.rules.words.ChannelKind["TEAM"],
                                    talkoot.directory.rules.words.ChannelKind["DOCUMENT"],
                                    talkoot.directory.rules.words.ChannelKind["SOCIAL"],
                                    talkoot.directory.rules.words.ChannelKind["OTHER"],
                                ],
                            )
                        ),
                        name="directory_channel_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=120, unique=True)),
                ("fold", models.CharField(editable=False, max_length=240)),
                ("about", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("html", models.TextField(blank=True, editable=False)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("languages", models.JSONField(default=list)),
                (
                    "about_shown_to",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["NOBODY"],
                                talkoot.directory.rules.words.Audience["NOBODY"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.Audience["PUBLIC"],
                        max_length=10,
                    ),
                ),
                (
                    "contact_shown_to",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["NOBODY"],
                                talkoot.directory.rules.words.Audience["NOBODY"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.Audience["MEMBERS"],
                        max_length=10,
                    ),
                ),
                (
                    "languages_shown_to",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["NOBODY"],
                                talkoot.directory.rules.words.Audience["NOBODY"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.Audience["PUBLIC"],
                        max_length=10,
                    ),
                ),
                (
                    "topics_shown_to",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["NOBODY"],
                                talkoot.directory.rules.words.Audience["NOBODY"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.Audience["PUBLIC"],
                        max_length=10,
                    ),
                ),
                (
                    "activity_shown_to",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                                talkoot.directory.rules.words.Audience["PUBLIC"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                                talkoot.directory.rules.words.Audience["MEMBERS"],
                            ),
                            (
                                talkoot.directory.rules.words.Audience["NOBODY"],
                                talkoot.directory.rules.words.Audience["NOBODY"],
                            ),
                        ],
                        default=talkoot.directory.rules.words.Audience["PUBLIC"],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                ("gone_on", models.DateField(null=True)),
                ("forgotten_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["fold", "id"], name="directory_person_by_fold")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="directory_person_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about", ""), models.Q(("language", ""), _negated=True), _connector="OR"),
                        name="directory_person_about_has_language",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="directory_person_source_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "about_shown_to__in",
                                [
                                    talkoot.directory.rules.words.Audience["PUBLIC"],
                                    talkoot.directory.rules.words.Audience["MEMBERS"],
                                    talkoot.directory.rules.words.Audience["NOBODY"],
                                ],
                            )
                        ),
                        name="directory_person_about_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "contact_shown_to__in",
                                [
                                    talkoot.directory.rules.words.Audience["PUBLIC"],
                                    talkoot.directory.rules.words.Audience["MEMBERS"],
                                    talkoot.directory.rules.words.Audience["NOBODY"],
                                ],
                            )
                        ),
                        name="directory_person_contact_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "languages_shown_to__in",
                                [
                                    talkoot.directory.rules.words.Audience["PUBLIC"],
                                    talkoot.directory.rules.words.Audience["MEMBERS"],
                                    talkoot.directory.rules.words.Audience["NOBODY"],
                                ],
                            )
                        ),
                        name="directory_person_languages_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "topics_shown_to__in",
                                [
                                    talkoot.directory.rules.words.Audience["PUBLIC"],
                                    talkoot.directory.rules.words.Audience["MEMBERS"],
                                    talkoot.directory.rules.words.Audience["NOBODY"],
                                ],
                            )
                        ),
                        name="directory_person_topics_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "activity_shown_to__in",
                                [
                                    talkoot.directory.rules.words.Audience["PUBLIC"],
                                    talkoot.directory.rules.words.Audience["MEMBERS"],
                                    talkoot.directory.rules.words.Audience["NOBODY"],
                                ],
                            )
                        ),
                        name="directory_person_activity_audience",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "topic",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scopes.topic"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "topic"), name="directory_interest_once")],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.RelationKind["STAKEHOLDER"],
                                talkoot.directory.rules.words.RelationKind["STAKEHOLDER"],
                            ),
                            (
                                talkoot.directory.rules.words.RelationKind["SERVES"],
                                talkoot.directory.rules.words.RelationKind["SERVES"],
                            ),
                            (
                                talkoot.directory.rules.words.RelationKind["PARTNER"],
                                talkoot.directory.rules.words.RelationKind["PARTNER"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relations", to="directory.body"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="related_from", to="directory.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "other", "kind"), name="directory_relation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    talkoot.directory.rules.words.RelationKind["STAKEHOLDER"],
                                    talkoot.directory.rules.words.RelationKind["SERVES"],
                                    talkoot.directory.rules.words.RelationKind["PARTNER"],
                                ],
                            )
                        ),
                        name="directory_relation_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", models.F("other")), _negated=True),
                        name="directory_relation_to_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=120)),
                ("language", models.CharField(default="en", max_length=35)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("filled", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("term_months", models.PositiveSmallIntegerField(null=True)),
                ("powers", models.JSONField(default=list)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("ended_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roles", to="directory.body"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None), ("seats__gt", models.F("filled"))),
                        fields=["id"],
                        name="directory_role_vacant",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "slug"), name="directory_role_slug_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("slug", ""), _negated=True)
                        ),
                        name="directory_role_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term_months", None), ("term_months__gt", 0), _connector="OR"),
                        name="directory_role_term_positive",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="directory_role_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seat", models.PositiveSmallIntegerField(null=True)),
                ("from_on", models.DateField(null=True)),
                ("until_on", models.DateField(null=True)),
                ("is_over", models.BooleanField(default=False)),
                (
                    "how_chosen",
                    models.CharField(
                        choices=[
                            (
                                talkoot.directory.rules.words.HowChosen["ELECTION"],
                                talkoot.directory.rules.words.HowChosen["ELECTION"],
                            ),
                            (
                                talkoot.directory.rules.words.HowChosen["APPOINTMENT"],
                                talkoot.directory.rules.words.HowChosen["APPOINTMENT"],
                            ),
                            (
                                talkoot.directory.rules.words.HowChosen["LOT"],
                                talkoot.directory.rules.words.HowChosen["LOT"],
                            ),
                            (
                                talkoot.directory.rules.words.HowChosen["FOUNDING"],
                                talkoot.directory.rules.words.HowChosen["FOUNDING"],
                            ),
                            (
                                talkoot.directory.rules.words.HowChosen["SELF_NOMINATION"],
                                talkoot.directory.rules.words.HowChosen["SELF_NOMINATION"],
                            ),
                            (
                                talkoot.directory.rules.words.HowChosen["NOT_RECORDED"],
                                talkoot.directory.rules.words.HowChosen["NOT_RECORDED"],
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=120)),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_key", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="directory.person"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="directory.role"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["role", "seat", "from_on"], name="directory_mandate_by_seat"),
                    models.Index(fields=["until_on"], name="directory_mandate_by_end"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "how_chosen__in",
                                [
                                    talkoot.directory.rules.words.HowChosen["ELECTION"],
                                    talkoot.directory.rules.words.HowChosen["APPOINTMENT"],
                                    talkoot.directory.rules.words.HowChosen["LOT"],
                                    talkoot.directory.rules.words.HowChosen["FOUNDING"],
                                    talkoot.directory.rules.words.HowChosen["SELF_NOMINATION"],
                                    talkoot.directory.rules.words.HowChosen["NOT_RECORDED"],
                                ],
                            )
                        ),
                        name="directory_mandate_how_chosen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("from_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="directory_mandate_until_after_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_over", True), ("seat", None), ("until_on", None)),
                            models.Q(("is_over", False), ("seat__gt", 0), ("seat__isnull", False)),
                            _connector="OR",
                        ),
                        name="directory_mandate_has_seat",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key"),
                        name="directory_mandate_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Alias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("fold", models.CharField(editable=False, max_length=400)),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aliases", to="directory.body"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "aliases",
                "indexes": [models.Index(fields=["fold", "body"], name="directory_alias_by_fold")],
                "constraints": [models.UniqueConstraint(fields=("body", "fold"), name="directory_alias_once")],
            },
        ),
        migrations.CreateModel(
            name="BodyClosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("depth", models.PositiveSmallIntegerField()),
                (
                    "ancestor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="within", to="directory.body"
                    ),
                ),
                (
                    "descendant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="above", to="directory.body"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ancestor", "depth", "descendant"], name="directory_closure_down")],
                "constraints": [
                    models.UniqueConstraint(fields=("descendant", "ancestor"), name="directory_closure_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ancestor", models.F("descendant")), ("depth", 0)),
                            models.Q(("depth__gt", 0), models.Q(("ancestor", models.F("descendant")), _negated=True)),
                            _connector="OR",
                        ),
                        name="directory_closure_no_cycle",
                    ),
                ],
            },
        ),
    ]
