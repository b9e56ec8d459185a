"""Runs when a wheel is built: compiles the translations and refuses to pack a site without its assets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Hatchling's hook of this project."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare what a wheel carries and a checkout makes for itself."""
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / "talkoot/ui/static/ui/vendor/htmx.min.js").exists():
            raise SystemExit("The browser's assets are missing: run `python tools/setup.py run` first.")
        sys.path.insert(0, str(root / "tools"))
        from catalogues import compile_catalogue  # noqa: PLC0415  # polib is there only while a wheel is built

        for po in root.glob("locale/*/LC_MESSAGES/*.po"):
            compile_catalogue(po)
