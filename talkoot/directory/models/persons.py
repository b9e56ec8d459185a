"""Persons: a name is enough; everything else on the profile has its own audience."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from talkoot.directory.rules import Audience
from talkoot.kernel.refs import ref

AUDIENCES = [(a, a) for a in Audience]


class Person(models.Model):
    """Someone under the name they chose. The name and the mandates are public; each other field says to whom it shows.

    ``fold`` is the name as searched (see `rules.fold`). ``languages`` are BCP 47 tags of a person without an account;
    one with an account shows the account's own choice. ``source`` and ``source_key`` say which import keeps the row;
    ``gone_on`` that the source has the person no more. ``forgotten_on``: everything personal was erased.
    """

    account = models.OneToOneField("accounts.Account", models.PROTECT, null=True, related_name="person")
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120, unique=True)
    fold = models.CharField(max_length=240, editable=False)
    about = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    html = models.TextField(blank=True, editable=False)
    contact = models.CharField(max_length=300, blank=True)
    languages = models.JSONField(default=list)
    about_shown_to = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.PUBLIC)
    contact_shown_to = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.MEMBERS)
    languages_shown_to = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.PUBLIC)
    topics_shown_to = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.PUBLIC)
    activity_shown_to = models.CharField(max_length=10, choices=AUDIENCES, default=Audience.PUBLIC)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    gone_on = models.DateField(null=True)
    forgotten_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="directory_person_named"),
            models.CheckConstraint(condition=Q(about="") | ~Q(language=""), name="directory_person_about_has_language"),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="directory_person_source_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}_shown_to__in": list(Audience)}), name=f"directory_person_{field}_audience"
                )
                for field in ("about", "contact", "languages", "topics", "activity")
            ),
        ]
        indexes = [models.Index(fields=["fold", "id"], name="directory_person_by_fold")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the person's page."""
        return reverse("directory:person", args=[self.slug])

    @property
    def ref(self) -> str:
        """Return how the ledger names this person."""
        return ref("person", self.pk)


class Interest(models.Model):
    """A topic a person follows."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    topic = models.ForeignKey("scopes.Topic", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="directory_interest_once")]

    def __str__(self) -> str:
        return f"person:{self.person_id} follows topic {self.topic_id}"
