"""English sentences on evidence bundles: why one cannot be used, in what one differs, and that one holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PROBLEMS = {
    "not_a_zip": "this is no zip file, or one with something before, between or behind its files",
    "zip_broken": "this zip file is broken or cut off: {detail}",
    "zip_too_many": "this zip file lists more files than a bundle may have ({most})",
    "zip_too_large": "this zip file unpacks to more than {most} bytes",
    "zip_bomb": '"{entry}" unpacks to more than a bundle may hold; nothing was unpacked further',
    "entry_twice": '"{entry}" and "{other}" are one name on some disks: each file may be there once',
    "entry_name": '"{entry}" is no name for a file of a bundle: plain letters, digits, . _ - and folders, '
    "never absolute, never upwards",
    "entry_not_a_file": '"{entry}" is a link, a folder or something else that is no plain file',
    "entry_encrypted": '"{entry}" is encrypted',
    "entry_packed": '"{entry}" is packed in a way that is not read here; stored and deflated files are',
    "no_manifest": "there is no {manifest}, so this is no evidence bundle",
    "not_in_manifest": 'the manifest does not name "{entry}"',
    "file_missing": '"{entry}" is named here and is not in the bundle',
    "part_missing": '"{entry}" is missing',
    "manifest_line": "a line of the manifest is a SHA-256, two spaces and the name of a file",
    "not_sorted": "this line stands before one that comes after it: the lines must be sorted",
    "roll_header": "the first line of a roll is {header}, and perhaps ,weight,recused",
    "roll_line": "a line of a roll is a commitment (64 hexadecimal digits), then voter and salt, both or neither",
    "roll_twice": "this commitment is on the roll twice",
    "secret_weights": "ballots of a secret chamber cannot carry the weights of its roll",
    "roll_says_more": 'the roll of chamber "{chamber}" has weights or recusals, of which its rules know nothing',
    "ballot_code": "a ballot begins with its code: up to 100 plain letters, digits, . _ : and -",
    "code_twice": 'there are two ballots with the code "{ballot}"',
    "choices_header": "the first line of these ballots must begin with {header}",
    "unknown_part": "a split ballot says its code, yes, no or neutral, and an exact part such as 1/2 or 0.25",
    "parts_of_one": 'the parts of "{ballot}" must be more than nothing and at most 1 together',
    "question_in_csv": "ballots on a question are CSV with the columns voter or receipt, and choice",
    "ballots_unaccounted": "{read} ballots were read and {counted} have codes: each must stand on its own line and "
    "weigh one",
    "row_goes_on": "this row goes on after the end of its line, or its quotes are not closed",
    "no_weights_here": "ballots in CSV cannot have weights of the roll; write them as BLT or JSON",
    "blt_line": "a ballot in a bundle is written (code) 1 3 2 0, after how many options and seats there are",
    "json_line": 'a ballot in a bundle is an object on a line of its own that begins with {{"id": "code"',
    "strikes_header": "the first line of the strikes is {header}",
    "strike_line": "a strike has {header}, on one line; state is published or sealed",
    "strike_twice": '"{ballot}" is struck twice',
    "strike_chamber": 'the bundle has no ballots of a chamber "{chamber}"',
    "strike_unreasoned": 'no reason is given for striking "{ballot}"',
    "objections_header": "the first line of the objections is {header}",
    "objection_line": "an objection has {header}, on one line; had and of are numbers of an overridden one, else empty",
    "objection_unreasoned": 'of the objection "{ballot}" it is not said what it was, or what settled it',
    "too_many_objections": "there may be at most {most} objections",
    "too_many_strikes": "there may be at most {most} strikes",
    "not_a_decision": 'decision must be an object of texts with at least "id" and "title"',
    "bundle_chambers": "chambers must be a list of 1 to {most}",
    "not_an_object": "this must be an object",
    "not_a_voting": 'voting cannot be "{value}"; write open, secret or elsewhere',
    "no_source": "a vote held elsewhere must name its source and the SHA-256 of what is published there",
    "not_a_form": 'ballots cannot be read as "{value}"; known here are {known}',
    "anchor_of": 'an anchor cannot be of "{of}"; it is of one of {known}',
    "not_a_seal": "a line of the ledger has number, previous, hash, and either an entry or its digest",
    "not_saved": '--saved wants NUMBER:HASH as the ledger printed it, not "{value}"',
}

DIFFERENCES = {
    "file_differs": "{entry} is not the file that the manifest has the hash of",
    "rulebook_not_canonical": "the rulebook is not written in its canonical form",
    "rulebook_source_differs": "the rulebook's source says something else than rulebook.json",
    "commitment_differs": 'the commitment is not that to "{voter}" and the salt shown',
    "roll_size": "{found} are on the roll, and bundle.json says {said}",
    "roll_hash": 'the roll of chamber "{chamber}" is not the one that bundle.json has the hash of',
    "ballot_not_on_roll": "{ballot} cast a ballot and is not on the roll",
    "ballot_of_recused": "{ballot} cast a ballot and is recused",
    "cast_differs": "{found} cast a ballot, and bundle.json says {said}",
    "more_cast_than_roll": "{cast} cast a ballot, and {roll} on the roll may",
    "strike_without_ballot": '{ballot} of chamber "{chamber}" is struck, and there is no such ballot',
    "struck_ballot_published": "{ballot} was struck unread, and is among the ballots",
    "objections_differ": '{ballots} ballots of chamber "{chamber}" say {kind}, and {told} are told of here',
    "override_differs": "{ballot} is overridden by {had} of {of} others; the share in the rulebook is {share}",
    "others_differ": "{ballot} is overridden by some of {of} others beside {said} who stood back, and the roll has"
    " {places} places, of which {recused} stood back",
    "result_differs": "{where} is {said} there, and {counted} when counted again",
    "chain_gap": "seal {seal} is missing: the chain goes on with {found}",
    "chain_order": "seal {seal} does not follow the one before it",
    "chain_changed": "seal {seal} or its entry is not what was sealed",
    "seal_not_saved": "seal {seal} is not the one that was kept",
    "saved_seal_missing": "seal {seal} was kept and is not in this part of the ledger",
    "anchor_missing": "the entry of seal {seal} has no hash of the {of} under {path}",
    "anchor_differs": "the {of} is not the one whose hash is in the entry of seal {seal} under {path}",
}


def difference_sentence(code: str, values: Mapping[str, Any]) -> str:
    """Return in what a bundle differs, as a part of a sentence without its place."""
    return DIFFERENCES[code].format(**values)


def report_line(report: Mapping[str, Any]) -> str:
    """Return in one line whether a bundle matches, from the data of `recount.bundles.verifying.Report`."""
    name, difference = _printed(report["bundle"]), report["difference"]
    if difference:
        sentence = difference_sentence(difference["code"], difference["values"])
        return _printed(f"{name} DIFFERS: {difference['file']}, line {difference['line']}: {sentence}.")
    chambers: Sequence[Mapping[str, Any]] = report["chambers"]
    counted, struck = (sum(chamber[key] for chamber in chambers) for key in ("counted", "struck"))
    elsewhere = [chamber["key"] for chamber in chambers if chamber["voting"] == "elsewhere"]
    ledger = report["ledger"]
    parts = [
        f"{name} matches: {report['decision']['title']}: {report['outcome']}",
        f"{counted} ballots counted again, {struck} struck, {len(chambers)} chambers",
        f"held elsewhere and not counted again: {', '.join(elsewhere)}" if elsewhere else "",
        f"ledger unbroken from {ledger['first']} to {ledger['last']}:{ledger['hash']}" if ledger else "no ledger",
        f"SHA-256 {report['sha256']}",
    ]
    return _printed("; ".join(part for part in parts if part))


def _printed(text: str) -> str:
    """Return a text as one line that no terminal takes for a command."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
