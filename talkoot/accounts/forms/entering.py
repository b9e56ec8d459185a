"""The library's forms for signing in and up, in the house's words and without its placeholders."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as linked
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.verdicts import Text

PASSWORD_HINT = _("At least 10 characters. Four words that do not belong together make a good one.")
NAME_HINT = _("Everybody will see it. A pseudonym is fine; any script and spaces are too.")
EMAIL_HINT = _("Only for a forgotten password and for notices. Nobody else sees it.")
CODE_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class InHouse:
    """Gives a form of the library our labels (``WORDS``: field -> label, hint) and our manners."""

    use_required_attribute = False
    WORDS: ClassVar[dict[str, tuple[Text, Text]]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            label, hint = self.WORDS.get(name, (field.label, ""))
            field.label, field.help_text = label, hint


class SignInForm(InHouse, account.LoginForm):
    """Name and password."""

    WORDS = {
        "login": (_("Name"), ""),
        "password": (_("Password"), ""),
        "remember": (_("Keep me signed in on this device"), ""),
    }


class SignUpForm(InHouse, account.SignupForm):
    """A new name and password, and perhaps an address."""

    WORDS = {
        "username": (_("Name"), NAME_HINT),
        "email": (_("E-mail"), EMAIL_HINT),
        "password1": (_("Password"), PASSWORD_HINT),
    }


class LinkedSignUpForm(InHouse, linked.SignupForm):
    """A name for someone whom another site vouches for."""

    WORDS = {"username": (_("Name"), NAME_HINT), "email": (_("E-mail"), EMAIL_HINT)}


class ConfirmPasswordForm(InHouse, account.ReauthenticateForm):
    """The password once more, before a grave step."""

    WORDS = {"password": (_("Password"), "")}


class AddEmailForm(InHouse, account.AddEmailForm):
    """A new address."""

    WORDS = {"email": (_("New address"), EMAIL_HINT)}


class ChangePasswordForm(InHouse, account.ChangePasswordForm):
    """A new password in place of the old."""

    WORDS = {
        "oldpassword": (_("Current password"), ""),
        "password1": (_("New password"), PASSWORD_HINT),
        "password2": (_("New password once more"), ""),
    }


class SetPasswordForm(InHouse, account.SetPasswordForm):
    """A first password."""

    WORDS = {"password1": (_("Password"), PASSWORD_HINT), "password2": (_("Password once more"), "")}


class ResetPasswordForm(InHouse, account.ResetPasswordForm):
    """The address a way back is sent to."""

    WORDS = {"email": (_("E-mail"), _("The address you gave on your account page."))}


class NewPasswordForm(InHouse, account.ResetPasswordKeyForm):
    """A new password, by the link that was mailed."""

    WORDS = {"password1": (_("New password"), PASSWORD_HINT), "password2": (_("New password once more"), "")}


class ByCode(InHouse):
    """Takes a code the way people write it: in the digits of their script, with the space an app shows in it."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> Any:
        """Return the code that was right."""
        written = self.cleaned_data["code"]
        self.cleaned_data["code"] = "".join(
            str(unicodedata.decimal(sign, sign)) for sign in written if not sign.isspace()
        )
        return super().clean_code()  # type: ignore[misc]  # the library's form has it


class SecondStepForm(ByCode, second_step.AuthenticateForm):
    """The code asked for after the password."""

    WORDS = {"code": (_("Code"), CODE_HINT)}


class ConfirmCodeForm(ByCode, second_step.ReauthenticateForm):
    """A code once more, before a grave step."""

    WORDS = {"code": (_("Code"), CODE_HINT)}


class AppCodeForm(ByCode, totp.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    WORDS = {"code": (_("Code from the app"), "")}


class PasskeyForm(InHouse, webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that no device gives."""
        with _answers_of_devices():
            cleaned: dict[str, Any] = super().clean()
        return cleaned

    WORDS = {
        "name": (_("Name of the key"), _("To tell your keys apart, for example: my phone.")),
        "passwordless": (
            _("Sign in with this key alone, without a password"),
            _("The device then asks for your fingerprint, face or PIN."),
        ),
    }


class ByPasskey(InHouse):
    """Refuses an answer that no device gives; the library lets some of them through to its own parser's errors."""

    def clean_credential(self) -> Any:
        """Return the key that answered."""
        with _answers_of_devices():
            return super().clean_credential()  # type: ignore[misc]  # the library's form has it


class SecondStepByPasskeyForm(ByPasskey, webauthn.AuthenticateWebAuthnForm):
    """A passkey or security key after the password."""


class SignInByPasskeyForm(ByPasskey, webauthn.LoginWebAuthnForm):
    """A passkey instead of a password."""


class ConfirmByPasskeyForm(ByPasskey, webauthn.ReauthenticateWebAuthnForm):
    """A passkey or security key once more, before a grave step."""


class NamePasskeyForm(InHouse, webauthn.EditWebAuthnForm):
    """Another name for a key."""

    WORDS = {"name": (_("Name of the key"), "")}


@contextmanager
def _answers_of_devices() -> Iterator[None]:
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error):
        raise ValidationError(_("That did not work. Try again, or choose another way."), code="no_device") from None
