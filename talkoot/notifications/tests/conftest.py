"""A notice's words for tests, found as other apps' are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import engines
from django.template.loaders.locmem import Loader

NEWS = '{% load i18n %}{% translate "Notices" %}: {{ what }}\n\n{{ body }}\n'


@pytest.fixture(autouse=True)
def _news() -> Iterator[None]:
    """Add the template ``notifications/tests/news.txt``."""
    loader = Loader(engines["django"].engine, {"notifications/tests/news.txt": NEWS})  # type: ignore[attr-defined]  # Django's own engine has one
    loaders = engines["django"].engine.template_loaders  # type: ignore[attr-defined]  # as above
    loaders.append(loader)
    yield
    loaders.remove(loader)
