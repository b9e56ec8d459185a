"""Accounts, their sessions, how each likes the site, and the languages each reads and writes."""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

from talkoot.accounts.rules import ColourScheme, LanguageLevel, TextSize
from talkoot.kernel.refs import ref


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by name; `actions.open_account` is the one way to make them."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with exactly this name."""
        return self.get(name=username)


class Account(AbstractBaseUser):
    """One way in: a name, a password or other proof, perhaps an e-mail address. Who someone is, is directory's."""

    name = models.CharField(max_length=85, unique=True)
    # What the name looks like: two names a reader could confuse have the same, see rules.folded_name.
    folded = models.CharField(max_length=255, unique=True, editable=False)
    email = models.EmailField(blank=True)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(folded=""), name="accounts_account_has_name"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False, is_operator=False, email=""),
                name="accounts_account_erased_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Return how the ledger names this account: ``account:12``."""
        return ref("account", self.pk)


class RetiredName(models.Model):
    """A keyed digest of a name that its erased owner had, so that nobody can pose as them by taking it."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Preference(models.Model):
    """How one account likes the site. Every account has exactly one."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="preference")
    interface_language = models.CharField(max_length=35, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    text_size = models.CharField(max_length=10, choices=[(s, s) for s in TextSize], default=TextSize.NORMAL)
    colour_scheme = models.CharField(max_length=10, choices=[(s, s) for s in ColourScheme], default=ColourScheme.AUTO)
    reduced_data = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(text_size__in=list(TextSize)), name="accounts_preference_text_size"),
            models.CheckConstraint(
                condition=Q(colour_scheme__in=list(ColourScheme)), name="accounts_preference_colour_scheme"
            ),
        ]

    def __str__(self) -> str:
        return f"preference of account {self.account_id}"


class LanguageChoice(models.Model):
    """One language of an account: how well, and at which place in its order (0 first)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="language_choices")
    language = models.CharField(max_length=35)
    level = models.CharField(max_length=10, choices=[(s, s) for s in LanguageLevel])
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = (F("position").asc(),)
        constraints = [
            models.UniqueConstraint(fields=["account", "language"], name="accounts_language_once"),
            models.UniqueConstraint(fields=["account", "position"], name="accounts_language_one_place"),
            models.CheckConstraint(condition=Q(level__in=list(LanguageLevel)), name="accounts_language_level"),
            models.CheckConstraint(condition=~Q(language=""), name="accounts_language_named"),
        ]

    def __str__(self) -> str:
        return f"{self.language} ({self.level})"


class Session(AbstractBaseSession):
    """A session as Django keeps it; ``account`` is who signed in with it, so that both are read at once.

    What counts is the signed content of the session: this column is found by it, and proves nothing.
    """

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return what encodes and decodes the content."""
        return import_module(settings.SESSION_ENGINE).SessionStore
