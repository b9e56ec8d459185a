from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    """Keep key files where they end with the test."""
    with override_settings(BALLOT_KEYS=tmp_path / "keys"):
        yield tmp_path / "keys"
