"""How the sign-in library talks to our apps: names by our rules, a person with every account, secrets encrypted."""

from __future__ import annotations

import base64
import hashlib
import logging
from contextlib import suppress
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_username
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import force_bytes
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from talkoot.accounts import actions as accounts
from talkoot.accounts import queries, rules
from talkoot.accounts.models import Account
from talkoot.accounts.permissions import Permission, may
from talkoot.accounts.rules import LONGEST_NAME, LanguageLevel
from talkoot.accounts.views import ENTRANCE_LANGUAGE
from talkoot.directory import actions as directory
from talkoot.kernel.actors import VISITOR
from talkoot.kernel.clock import now
from talkoot.kernel.refusals import Refusal
from talkoot.ui.templatetags.ui import translate_path
from talkoot.ui.views import remember_display, remember_language

log = logging.getLogger(__name__)


def open_account(name: str, password: str | None, *, email: str, via: str) -> Account:
    """Open an account and introduce its person, both or neither; its first language is the page's."""
    language, at = get_language() or settings.LANGUAGE_CODE, now()
    with transaction.atomic():
        account = accounts.open_account(
            name,
            password,
            email=email,
            via=via,
            languages=[(language, LanguageLevel.WRITES)],
            by=VISITOR,
            at=at,
        )
        directory.introduce_person(account.pk, account.name, at)
    return account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Signing in and up by name and password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("There is no account with this name and password."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes and try again."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether a visitor may open an account here."""
        return bool(may(VISITOR, Permission.OPEN_ACCOUNT, at=now()))

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """Return the name an account would get; a refusal becomes the field's error."""
        try:
            return accounts.check_name(username)
        except Refusal as refusal:
            raise ValidationError(str(refusal.text), code=refusal.code) from None

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Account:
        """Open the account that the sign-up form asks for."""
        data = form.cleaned_data
        return open_account(data["username"], data["password1"], email=data.get("email") or "", via="password")

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Go where the reader wanted to, on a device that looks as they like it."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        liked = queries.preference_of(user.pk)
        remember_display(
            request,
            response,
            theme=liked.colour_scheme,
            text=liked.text_size,
            bandwidth="reduced" if liked.reduced_data else "full",
        )
        spoken = queries.interface_languages([user.pk])
        remember_language(request, response, spoken.get(user.pk, settings.LANGUAGE_CODE))
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail somebody waits for; refuse what they asked when the mail server takes none."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as away:
            log.warning("The mail %s was not sent: %s", template_prefix, away)
            raise Refusal(
                "mail_is_away", _("The mail could not be sent just now. Try again in a few minutes.")
            ) from away

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell the owner of a change by mail; the change stands even when the mail server takes none."""
        with suppress(Refusal):
            super().send_notification_mail(*args, **kwargs)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse one guess too many: at a name from one address, from one address, or at a name from anywhere."""
        super().pre_authenticate(request, **credentials)
        key = super()._get_login_attempts_cache_key(request, **_folded(credentials))
        anywhere = ratelimit.consume(request, app="allauth.account", action="login_failed_anywhere", key=key)
        if anywhere is None:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += anywhere.usage

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # With the address in it, nobody locks another out of an account from elsewhere.
        key = super()._get_login_attempts_cache_key(request, **_folded(credentials))
        return f"{ratelimit.get_ip(request)}:{key}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page, in the reader's language, for one who asked for none."""
        account = request.user.pk or 0
        language = queries.interface_languages([account]).get(account, settings.LANGUAGE_CODE)
        return translate_path("/", language)

    get_signup_redirect_url = get_login_redirect_url

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the account page."""
        return translate_path("/account/", get_language() or settings.LANGUAGE_CODE)


def _folded(credentials: dict[str, Any]) -> dict[str, Any]:
    """Return ``credentials`` with the name as we compare names: all its spellings share one allowance of guesses."""
    if name := credentials.get("username"):
        return {**credentials, "username": rules.folded_name(rules.tidy_name(name))}
    return credentials


class LinkedAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Signing in and up by way of Wikimedia or an OpenID provider."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Propose the name the other site knows them by."""
        user = super().populate_user(request, sociallogin, data)
        name = rules.tidy_name(data.get("username") or data.get("name") or "")
        # The library would cut a longer one, and call somebody by half a name.
        user_username(user, name if len(name) <= LONGEST_NAME else "")
        return user

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Tell whether that name can be taken as it stands; else they are asked for one."""
        try:
            accounts.check_name(user_username(sociallogin.user) or "")
        except Refusal:
            return False
        return True

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Account:
        """Open the account, its person and the link to the other site, all or none."""
        name = form.cleaned_data["username"] if form else user_username(sociallogin.user)
        email = (form.cleaned_data.get("email") or "") if form else sociallogin.user.email
        # The other site's answer comes to an address without a language.
        with override(request.session.get(ENTRANCE_LANGUAGE, settings.LANGUAGE_CODE)):
            account = open_account(name, None, email=email, via=sociallogin.account.provider)
        sociallogin.user = account
        sociallogin.save(request)
        return account


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library ships no types
    """Authenticator apps, passkeys and recovery codes."""

    def get_totp_label(self, user: Account) -> str:
        """Return the name, never the address: others see the app's screen."""
        return user.name

    def encrypt(self, text: str) -> str:
        """Return a secret as the database keeps it."""
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret as it was; keys of the site that were replaced still open it."""
        return _ciphers().decrypt(encrypted_text.encode()).decode()


def _ciphers() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"talkoot.accounts.second_step" + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
