"""Puts this process into test mode before anything loads the settings: a plug-in of pytest and of mypy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.plugin import Plugin

os.environ.setdefault("TALKOOT_MODE", "test")


def plugin(version: str) -> type[Plugin]:
    """Return a mypy plug-in that adds nothing; loading this file is what it is for."""
    from mypy.plugin import Plugin

    return Plugin
