"""What runs when: (name, seconds between runs, function taking ``at``). The worker reads this list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

SCHEDULE: list[tuple[str, float, Callable[[datetime], object]]] = []
