"""Sessions stand beside the account that signed in; those there are go on."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import migrations, models
from django.utils import timezone

OLD = "django_session"
COPY = """INSERT INTO accounts_session (session_key, session_data, expire_date)
SELECT session_key, session_data, expire_date FROM django_session"""
BATCH = 500


def carry_over(apps, schema_editor):
    """Take the running sessions from the table they were kept in, where there is one, and drop it."""
    connection = schema_editor.connection
    if OLD not in connection.introspection.table_names():
        return
    Session, Account = apps.get_model("accounts", "Session"), apps.get_model("accounts", "Account")
    schema_editor.execute(COPY)
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    there = set(Account.objects.values_list("pk", flat=True))
    rows = []
    for row in Session.objects.iterator(BATCH):
        owner = SessionStore().decode(row.session_data).get(SESSION_KEY, "")
        if owner.isdecimal() and int(owner) in there:
            row.account_id = int(owner)
            rows.append(row)
    Session.objects.bulk_update(rows, ["account"], batch_size=BATCH)
    schema_editor.execute(f"DROP TABLE {OLD}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunPython(carry_over),
    ]
