"""The table of permissions, by cast."""

from __future__ import annotations

import pytest

from talkoot.directory.tests.given import given_cast
from talkoot.documents.permissions import TABLE, Permission, may
from talkoot.documents.tests.given import given_document
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db

ALLOWED: dict[Permission, set[str]] = {
    Permission.FOUND_DOCUMENT: {"ada", "oz", "system"},
    Permission.PUBLISH_VERSION: {"ada", "oz", "system"},
}


@pytest.mark.parametrize("permission", Permission)
def test_who_may_do_what(permission: Permission) -> None:
    given_world()
    cast = given_cast()
    document = given_document(cast.body)
    subject = cast.body.pk if permission is Permission.FOUND_DOCUMENT else document
    people = {name: getattr(cast, name) for name in ("ada", "bo", "cy", "dee", "oz", "system")}
    verdicts = {name: may(actor, permission, subject, at=MONDAY) for name, actor in people.items()}
    assert {name for name, verdict in verdicts.items() if verdict} == ALLOWED[permission]
    assert all(verdict or str(verdict.reason) for verdict in verdicts.values())
    assert set(TABLE) == set(Permission)


def test_without_a_body_the_question_is_whether_one_tends_any() -> None:
    cast = given_cast()
    assert may(cast.ada, Permission.FOUND_DOCUMENT, at=MONDAY)
    assert not may(cast.bo, Permission.FOUND_DOCUMENT, at=MONDAY)
