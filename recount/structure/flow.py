"""The most that flows through a small network, in whole numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable


class Network:
    """Edges with room. `push` sends as much as fits (Edmonds and Karp, Journal of the ACM 19, 1972)."""

    def __init__(self) -> None:
        self._room: dict[Hashable, dict[Hashable, int]] = {}

    def edge(self, start: Hashable, end: Hashable, room: int) -> None:
        """Add an edge for at most ``room``; what is less than nothing is nothing."""
        ahead = self._room.setdefault(start, {})
        ahead[end] = ahead.get(end, 0) + max(room, 0)
        self._room.setdefault(end, {}).setdefault(start, 0)

    def push(self, source: Hashable, sink: Hashable) -> int:
        """Send as much as fits from ``source`` to ``sink`` and return how much that was."""
        sent = 0
        while way := self._way(source, sink):
            fits = min(self._room[a][b] for a, b in way)
            for a, b in way:
                self._room[a][b] -= fits
                self._room[b][a] += fits
            sent += fits
        return sent

    def _way(self, source: Hashable, sink: Hashable) -> list[tuple[Hashable, Hashable]]:
        """Return a shortest way with room on every edge; empty when there is none."""
        came: dict[Hashable, Hashable] = {source: source}
        waiting = deque([source])
        while waiting and sink not in came:
            here = waiting.popleft()
            for there, room in self._room.get(here, {}).items():
                if room and there not in came:
                    came[there] = here
                    waiting.append(there)
        way: list[tuple[Hashable, Hashable]] = []
        here = sink
        while here in came and here != source:
            way.append((came[here], here))
            here = came[here]
        return way
