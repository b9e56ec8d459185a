"""How many stand back is asked of the roll as often as how many voted, so it has an index too."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("decisions", "0013_scrutiny")]

    operations = [
        migrations.AddIndex(
            "rollentry",
            models.Index(fields=["chamber"], condition=Q(recused_at__isnull=False), name="decisions_roll_recused"),
        ),
    ]
