"""Whom one can sign in as."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.verdicts import Text

PASSWORD = "open-house"  # noqa: S105  # printed at every start: the demo's people have no secrets


@dataclass(frozen=True, slots=True)
class SignIn:
    """A name, the password, and what the person is in the demo movement."""

    name: str
    role: Text
    password: str = PASSWORD


SIGN_INS = [
    SignIn("Juniper Vale", _("a volunteer")),
    SignIn("Volta Heron", _("organises an affiliate")),
    SignIn("Savanna Quill", _("coordinates a hub")),
    SignIn("Amber Ferry", _("sits on the technology council")),
    SignIn("Pixel Otter", _("works in a product team")),
    SignIn("نخلة الواحة", _("translates")),
    SignIn("Root Cellar", _("runs this site")),
]
