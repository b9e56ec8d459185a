"""Compiles translations without gettext's own tools, which many machines lack."""

from __future__ import annotations

import sys
from pathlib import Path

import polib


def compile_catalogue(po: Path) -> Path:
    """Write the compiled form beside ``po`` and return its path; unsure (fuzzy) entries are left out."""
    compiled = po.with_suffix(".mo")
    polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(compiled))
    return compiled


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
