"""`recount simulate RULEBOOK`: a rehearsal."""

from __future__ import annotations

import argparse

from recount.commands.printing import as_json, eligible_by_chamber
from recount.rulebooks.candidates import load_field
from recount.simulating import simulate
from recount.simulating.words import finding_sentence
from recount.sources import load_any
from recount.telling import rehearsal_text


def run(options: argparse.Namespace) -> str:
    """Return what is printed."""
    rulebook = load_any(options.rulebook)
    field = load_field(options.candidates) if options.candidates else None
    findings = simulate(rulebook, field, eligible_by_chamber(options.eligible))
    if options.json:
        told = [{**finding.data(), "sentence": finding_sentence(finding)} for finding in findings]
        return as_json({"sha256": rulebook.sha256(), "findings": told})
    return rehearsal_text(rulebook.name, findings)
