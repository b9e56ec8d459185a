"""Each test starts with limits on signing in that nothing has used up."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Forget who tried how often."""
    cache.clear()
