"""How close a verdict was is kept with it, found once at the count."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_voters_do_not_wait")]
    operations = [migrations.AddField("decision", "closeness", models.JSONField(null=True))]
