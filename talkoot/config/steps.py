"""Shows on a terminal what is being done, how far it is and how long it took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# Rewriting the line more often than this is work for nobody's eyes.
REDRAW_SECONDS = 0.1


class Step:
    """One step under way; call it with how far it is."""

    def __init__(self, name: str, out: TextIO) -> None:
        self._name = name
        self._out = out
        self._live = out.isatty()
        self._started = self._drawn = time.monotonic()
        self._write(f"  … {name}")

    def __call__(self, how_far: str) -> None:
        """Show ``how_far`` (``12 of 60 people``) behind the step's name; only where the line can be rewritten."""
        if self._live and time.monotonic() - self._drawn > REDRAW_SECONDS:
            self._drawn = time.monotonic()
            self._write(f"\r\033[K  … {self._name}: {how_far}")

    def end(self) -> None:
        """Tick the step off with the seconds it took."""
        self._write(f"{'\r\033[K' if self._live else ''}  ✓ {self._name} ({time.monotonic() - self._started:.1f} s)\n")

    def _write(self, text: str) -> None:
        self._out.write(text if self._live or text.endswith("\n") else f"{text}\n")
        self._out.flush()


@contextmanager
def step(name: str) -> Iterator[Step]:
    """Show ``name`` while the block runs, and tick it off when it went well."""
    shown = Step(name, sys.stdout)
    yield shown
    shown.end()
