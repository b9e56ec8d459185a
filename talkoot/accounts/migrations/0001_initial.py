import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talkoot.accounts.rules.preferences


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("name", models.CharField(max_length=85, unique=True)),
                ("folded", models.CharField(editable=False, max_length=255, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_operator", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("folded", ""), _negated=True)
                        ),
                        name="accounts_account_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at__isnull", True),
                            models.Q(("email", ""), ("is_active", False), ("is_operator", False)),
                            _connector="OR",
                        ),
                        name="accounts_account_erased_is_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LanguageChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            (
                                talkoot.accounts.rules.preferences.LanguageLevel["READS"],
                                talkoot.accounts.rules.preferences.LanguageLevel["READS"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.LanguageLevel["WRITES"],
                                talkoot.accounts.rules.preferences.LanguageLevel["WRITES"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.LanguageLevel["NATIVE"],
                                talkoot.accounts.rules.preferences.LanguageLevel["NATIVE"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": (models.OrderBy(models.F("position")),),
            },
        ),
        migrations.CreateModel(
            name="RetiredName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("interface_language", models.CharField(blank=True, max_length=35)),
                ("time_zone", models.CharField(default="UTC", max_length=64)),
                (
                    "text_size",
                    models.CharField(
                        choices=[
                            (
                                talkoot.accounts.rules.preferences.TextSize["NORMAL"],
                                talkoot.accounts.rules.preferences.TextSize["NORMAL"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.TextSize["LARGE"],
                                talkoot.accounts.rules.preferences.TextSize["LARGE"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.TextSize["LARGER"],
                                talkoot.accounts.rules.preferences.TextSize["LARGER"],
                            ),
                        ],
                        default=talkoot.accounts.rules.preferences.TextSize["NORMAL"],
                        max_length=10,
                    ),
                ),
                (
                    "colour_scheme",
                    models.CharField(
                        choices=[
                            (
                                talkoot.accounts.rules.preferences.ColourScheme["AUTO"],
                                talkoot.accounts.rules.preferences.ColourScheme["AUTO"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.ColourScheme["LIGHT"],
                                talkoot.accounts.rules.preferences.ColourScheme["LIGHT"],
                            ),
                            (
                                talkoot.accounts.rules.preferences.ColourScheme["DARK"],
                                talkoot.accounts.rules.preferences.ColourScheme["DARK"],
                            ),
                        ],
                        default=talkoot.accounts.rules.preferences.ColourScheme["AUTO"],
                        max_length=10,
                    ),
                ),
                ("reduced_data", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text_size__in",
                                [
                                    talkoot.accounts.rules.preferences.TextSize["NORMAL"],
                                    talkoot.accounts.rules.preferences.TextSize["LARGE"],
                                    talkoot.accounts.rules.preferences.TextSize["LARGER"],
                                ],
                            )
                        ),
                        name="accounts_preference_text_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "colour_scheme__in",
                                [
                                    talkoot.accounts.rules.preferences.ColourScheme["AUTO"],
                                    talkoot.accounts.rules.preferences.ColourScheme["LIGHT"],
                                    talkoot.accounts.rules.preferences.ColourScheme["DARK"],
                                ],
                            )
                        ),
                        name="accounts_preference_colour_scheme",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="languagechoice",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="language_choices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="languagechoice",
            constraint=models.UniqueConstraint(fields=("account", "language"), name="accounts_language_once"),
        ),
        migrations.AddConstraint(
            model_name="languagechoice",
            constraint=models.UniqueConstraint(fields=("account", "position"), name="accounts_language_one_place"),
        ),
        migrations.AddConstraint(
            model_name="languagechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "level__in",
                        [
                            talkoot.accounts.rules.preferences.LanguageLevel["READS"],
                            talkoot.accounts.rules.preferences.LanguageLevel["WRITES"],
                            talkoot.accounts.rules.preferences.LanguageLevel["NATIVE"],
                        ],
                    )
                ),
                name="accounts_language_level",
            ),
        ),
        migrations.AddConstraint(
            model_name="languagechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("language", ""), _negated=True), name="accounts_language_named"
            ),
        ),
    ]
