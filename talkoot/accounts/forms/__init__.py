"""What people type about their account: ways in (in the house's words), preferences, languages."""

from __future__ import annotations

from talkoot.accounts.forms.entering import (
    AddEmailForm,
    AppCodeForm,
    ChangePasswordForm,
    ConfirmByPasskeyForm,
    ConfirmCodeForm,
    ConfirmPasswordForm,
    LinkedSignUpForm,
    NamePasskeyForm,
    NewPasswordForm,
    PasskeyForm,
    ResetPasswordForm,
    SecondStepByPasskeyForm,
    SecondStepForm,
    SetPasswordForm,
    SignInByPasskeyForm,
    SignInForm,
    SignUpForm,
)
from talkoot.accounts.forms.preferring import EraseForm, LanguagesForm, PreferencesForm

__all__ = [
    "AddEmailForm",
    "AppCodeForm",
    "ChangePasswordForm",
    "ConfirmByPasskeyForm",
    "ConfirmCodeForm",
    "ConfirmPasswordForm",
    "EraseForm",
    "LanguagesForm",
    "LinkedSignUpForm",
    "NamePasskeyForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PreferencesForm",
    "ResetPasswordForm",
    "SecondStepByPasskeyForm",
    "SecondStepForm",
    "SetPasswordForm",
    "SignInByPasskeyForm",
    "SignInForm",
    "SignUpForm",
]
