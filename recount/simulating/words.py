"""English sentences on what a rehearsal finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recount.simulating.findings import Finding, Kind

CASES = {
    "nobody_votes": "nobody votes",
    "all_neutral": "all are neutral",
    "all_yes": "all say yes",
    "equal": "yes and no are equal",
    "quorum_exact": "exactly the quorum says yes and nobody else votes",
    "quorum_one_short": "one less than the quorum says yes and nobody else votes",
    "bar_exact": "exactly as many as needed say yes, all others no",
    "bar_one_short": "one less than needed says yes, all others no",
    "no_ballots": "nobody votes",
    "blank_ballots": "all ballots are blank",
    "all_equal": "all ballots say the same of every candidate",
    "one_voice": "one ballot is cast, for one candidate",
}

SENTENCES = {
    "quorum_out_of_reach": "the quorum can never be reached: it needs {needed} of {eligible} eligible",
    "bar_out_of_reach": "it can never approve, not even when all {eligible} eligible say yes",
    "empty_approves": "it approves when nobody votes at all",
    "neutral_approves": "it approves when nobody says yes: {neutral} neutral ballots are enough",
    "one_yes_approves": "a single yes of {eligible} eligible is enough, when nobody else votes",
    "unopposed_loses": "with {yes} yes of {eligible} eligible and not one no it refuses: staying away works like a no",
    "no_helps": "one more no turns a refusal into an approval: with {yes} yes alone the quorum is missed, with one no "
    "beside them it is met",
    "neutral_helps": "one more neutral ballot turns a refusal into an approval: with {yes} yes alone the quorum is "
    "missed, with one neutral beside them it is met",
    "no_candidates_given": "it has caps or reserved seats; whether they can be met was not looked at, for want of a "
    "file of candidates (--candidates)",
    "attribute_unsaid": 'the {attribute} of "{option}" is not known, and a cap asks for it',
    "fewer_candidates": "there are {candidates} candidates for {seats} seats, so some stay empty whatever votes say",
    "cannot_be_filled": "this body can never be filled: at most {most} of {seats} seats, whatever the votes say, with "
    "{candidates} candidates{caps}",
    "group_too_small": "of the seats reserved for {attribute} {value} ({seats}) at most {candidates} can ever be held: "
    "so many candidates have that",
    "group_capped": "of the seats reserved for {attribute} {value} ({seats}) at most {most} can ever be held: {caps}",
    "group_shut_out": "the seats reserved for {attribute} {value} ({seats}) can be lost: all its {candidates} "
    "candidates share {cap} {shared}, at most {most} members may have the same, and {rivals} others share it "
    "too; seats open to all are filled first, so when {fills} of those are elected nobody is left who may take "
    "the reserved ones",
    "group_below_bar": "the seats reserved for {attribute} {value} ({seats}) can stay empty: only its {candidates} "
    "candidates may take them, all of whom share {cap} {shared}, where at most {most} may be elected and {rivals} "
    "others stand too; when none of the {candidates} clears the bar of {bar}, nobody may take them, however many "
    "others do",
    "group_holds_seats": "the seats reserved for {attribute} {value} ({seats}) are kept at the cost of others: all its "
    "{candidates} candidates share {cap} {shared}, at most {most} may have the same, so a better placed candidate of "
    "the {rivals} others with that {cap} is passed over",
    "groups_collide": "the seats reserved for {groups} cannot all be held together: each could be alone, but under the "
    "caps at most {most} of {wanted} can",
    "own_quorum_above_seats": "the body can never act: it needs {acts_with} members and has {seats} seats",
    "own_quorum_out_of_reach": "the body can never act: it needs {acts_with} members, and at most {most} of {seats} "
    "seats can be filled",
    "never_passes": "the chamber can never say yes: it asks for all {seats} seats, and at most {most} can be filled",
    "bar_before_quorum": "the body may be unable to act: nothing makes {acts_with} candidates clear the bar of {bar}; "
    "with {fewer} it is below its own quorum of {acts_with} of {seats}, and no run-off is named{clear}",
    "shortlist_too_short": "{seats} seats are filled from those whom chamber {from} elected, and those are "
    "{candidates} at most",
    "cannot_count": "when {case}, the ballots cannot be counted: {because}",
    "no_ballots_elect": "{elected} of {seats} are elected when nobody votes at all",
    "blank_ballots_elect": "{elected} of {seats} are elected by blank ballots alone",
    "equal_elect_nobody": "when all candidates are equal, nobody is elected: all {seats} seats stay empty",
    "one_voice_elects": "one ballot is enough: it fills {elected} of {seats} seats, and the chamber says yes",
    "never_adopted": "nothing can ever be adopted: {needed} of {of} chambers must approve, and never can: {never}",
    "veto_first": "chamber {first} is asked first; when it says no, {later} are not asked",
}


def finding_sentence(finding: Finding) -> str:
    """Return one finding as a sentence, with the clause that makes it."""
    where = f"{finding.chamber}: " if finding.chamber else ""
    if finding.kind is Kind.BOUNDARY and finding.code in CASES:
        return where + _boundary(finding)
    values = {key: _told(value) for key, value in finding.values.items()}
    if finding.code in {"cannot_be_filled", "group_capped"}:
        values["caps"] = _caps(finding.code, finding.values)
    if finding.code == "bar_before_quorum":
        values["clear"] = _clear(finding.values)
    if "case" in values:
        values["case"] = CASES[str(finding.values["case"])]
    clause = f" ({finding.clause})" if finding.clause else ""
    return f"{where}{SENTENCES[finding.code].format(**values)}{clause}"


def _boundary(finding: Finding) -> str:
    values: Mapping[str, Any] = finding.values
    says = "it approves" if values["approves"] else "it refuses"
    if "seats" in values:
        return f"when {CASES[finding.code]}, {values['elected']} of {values['seats']} are elected and {says}"
    figures = f"{values['yes']} yes, {values['no']} no, {values['neutral']} neutral of {values['eligible']}"
    return f"when {CASES[finding.code]} ({figures}), {says}"


def _caps(code: str, values: Mapping[str, Any]) -> str:
    if code == "group_capped":
        rooms = [f"{cap['left']} more may have {cap['attribute']} {cap['value']}" for cap in values["caps"]]
        return "of all who may take them, " + " and ".join(rooms)
    said = [
        f"; they share {cap['values']} different {cap['attribute']}, and with at most {cap['most']} from each only "
        f"{cap['let_in']} of them fit"
        for cap in values["caps"]
        if cap["tight"]
    ]
    return "".join(said)


def _clear(values: Mapping[str, Any]) -> str:
    if values["clear"] <= values["fewer"]:
        return ""
    return (
        f"; under the caps even {values['clear']} of the {values['candidates']} candidates may clear it and only "
        f"{values['fewer']} of them take a seat"
    )


def _told(value: object) -> object:
    return " and ".join(str(each) for each in value) if isinstance(value, list) else value
