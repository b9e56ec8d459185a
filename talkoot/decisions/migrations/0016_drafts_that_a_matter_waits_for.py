"""A draft that a matter waits for is seen by everybody from a moment on."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0015_what_is_not_final")]

    operations = [migrations.AddField("decision", "shown_at", models.DateTimeField(null=True))]
