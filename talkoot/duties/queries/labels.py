"""What duties and matters are called in history and recent changes."""

from __future__ import annotations

from talkoot.duties.models import Duty, Matter
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming

# A duty's is its matter's name, leading to the duty's page. Duties and matters are public.
duty_labels = Naming(
    lambda keys, viewer: Duty.objects.filter(pk__in=keys),
    ("matter__title", "matter__language"),
    lambda key, title, language: Label(title, Duty(pk=key).get_absolute_url(), language),
)


matter_labels = Naming(
    lambda keys, viewer: Matter.objects.filter(pk__in=keys),
    ("title", "language"),
    lambda key, title, language: Label(title, Matter(pk=key).get_absolute_url(), language),
)


labels = duty_labels
