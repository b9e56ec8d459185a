"""Every page of the directory, as different people get it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.accounts.tests.given import given_account
from talkoot.directory import actions
from talkoot.directory.models import Body, Mandate, Person
from talkoot.directory.rules import Audience, Power
from talkoot.directory.tests.given import (
    ALL_POWERS,
    given_body,
    given_kind,
    given_mandate,
    given_person,
    given_role,
)
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def test_pages() -> None:
    pass
