"""The page that lies on top of a bundle, README.txt: for whoever opens the file and knows nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from recount.bundles.ruling import Rules
from recount.explaining import Line, explain
from recount.rulebook import Json
from recount.rulebooks.book import Book
from recount.rulebooks.explaining import explain as explain_book
from recount.words import line_sentence

README = "README.txt"

TEXT = """\
EVIDENCE OF A DECISION
======================

{title}
{said}Decision {id}, under the rules "{name}".
{facts}
RESULT: {outcome}
{chambers}

WHAT THIS IS
This file holds everything that is needed to count this decision again: the rules, who could vote (as codes, not as
names, where names are not public), every ballot that was counted, every ballot that was struck with the reason, the
result, and what the public ledger wrote down meanwhile. Nobody has to be believed about the count: it follows from
these files, and anyone can make it again.

COUNT IT AGAIN
You need Python 3.12 or newer and the program "recount", which needs nothing else and connects to nothing:

    python -m recount verify THIS-FILE.zip

It answers in one line whether everything matches, or names the first thing that does not. At the end of the line is
the fingerprint of this evidence, the SHA-256 of {manifest}. Compare it with the one that was published: a
bundle in which everything was changed to fit has another.

WHO DECIDED WHAT
The rules (rulebook.json), in words:
{rules}
Their fingerprint is
{sha256}.
Who could vote is in rolls/, what they said in ballots/. Who struck a ballot and why is in strikes.csv, if any was. The
outcome follows from rules and ballots alone; nobody chose it.

IF YOU VOTED
Your line on the roll is the SHA-256 of four lines of text: the decision's id, the key of the chamber, your name as the
roll has it, and the salt you were given. In a secret vote, look for your receipt among the ballots.

WHAT THIS CANNOT PROVE
- That the right people were on the roll, and that each code on it is a real person. Voters can check their own line.
- That nobody cast a ballot for somebody else. In a secret vote not even the organisers should be able to join a ballot
  to a voter, so only the numbers and the receipts can be checked.
- That the ledger was not written anew from some point on, unless you compare the last line of its chain with one that
  was kept elsewhere: recount verify --saved NUMBER:HASH.
- That no other ballots were thrown away before they were written down. A voter whose receipt or line is missing can
  show it.{elsewhere}
"""
ELSEWHERE = """
- How these voted: {keys}. Their vote was held elsewhere, and the counts are as they were reported; bundle.json names
  the source."""


# What a decision may say of itself beside its id, title and question.
FACTS = {
    "put_by": "Put to the vote by {}.",
    "opened_at": "Opened: {}.",
    "closed_at": "Closed: {}.",
    "counted_at": "Counted: {}.",
}
WIDTH = 110


def cover_text(decision: Mapping[str, str], rules: Rules, result: Mapping[str, Json], elsewhere: Sequence[str]) -> str:
    """Return the text of README.txt, without the end of its last line."""
    names = {chamber.key: chamber.name for chamber in rules.chambers}
    rows: Any = result.get("chambers", [])
    chambers = [_wrapped(f"{names.get(row['key'], row['key'])}: {_told(row)}") for row in rows]
    return TEXT.format(
        id=decision["id"],
        title=decision["title"],
        said=f"{question}\n" if (question := decision.get("question", "")) else "",
        name=rules.name,
        facts="".join(f"{words.format(decision[key])}\n" for key, words in FACTS.items() if decision.get(key)),
        rules="\n".join(_wrapped(line_sentence(line)) for line in _explained(rules)),
        outcome=str(result.get("outcome", "")).upper(),
        chambers="\n".join(chambers),
        manifest="manifest.sha256",
        sha256=rules.sha256(),
        elsewhere=ELSEWHERE.format(keys=", ".join(names.get(key, key) for key in elsewhere)) if elsewhere else "",
    ).removesuffix("\n")


def _explained(rules: Rules) -> list[Line]:
    return explain_book(rules) if isinstance(rules, Book) else explain(rules)


def _wrapped(text: str) -> str:
    return fill(
        text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _told(row: Mapping[str, Any]) -> str:
    """Return what one chamber said."""
    if not row.get("asked", True):
        return "not asked, because a chamber before it said no"
    said = "approves" if row["passed"] else "does not approve"
    if "elected" in row:
        return f"{said}; elected: {', '.join(row['elected']) or 'nobody'}"
    return f"{said}; {row['yes']} yes, {row['no']} no, {row['neutral']} neutral, of {row['eligible']} who could vote"
