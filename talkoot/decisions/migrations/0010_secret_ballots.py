"""Chambers may vote in secret; those that were there before vote openly."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0009_counts_set_aside")]
    operations = [migrations.AddField("chamber", "is_secret", models.BooleanField(default=False))]
