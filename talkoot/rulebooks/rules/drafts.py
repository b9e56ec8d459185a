"""A rulebook of the second format as the fields of a form, and back: what is left empty is left unsaid.

Fields are texts by name: ``name``, ``combination``, and for each chamber, from ``c0-`` on, ``c0-key``, ``c0-method`` …
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from recount import Unusable
from recount.methods import METHODS
from recount.rulebooks import knobs
from recount.rulebooks.book import Book, Chamber, ElectionRules
from recount.rulebooks.parsing import read_any, read_book
from talkoot.rulebooks.rules.drafted_course import course_fields, says_course, write_course
from talkoot.rulebooks.rules.electorates import ElectorateKind, electorate
from talkoot.rulebooks.rules.written import NONE, Draft, Written, as_number, as_text, write_line

# What the form calls lists of persons and lists of bodies, which are one kind of electorate.
LISTED = {"listed_persons": "persons", "listed_bodies": "bodies"}
MOST_CHAMBERS = 12
SAID = ("votes", "weights", "split", "recusals")
# Said where the course is.
COURSE_SAID = ("ballots", "delegation")
QUESTION = ("share", "base", "strictness", "tie", "empty")
# How the names of the fields begin that hold the settings of a method, and of the one a run-off has.
SETTING, SETTING_AGAIN = "set-", "rset-"
TIES = ("order", "lot", "none", "passes", "fails", "bar")


def methods() -> list[str]:
    """Return the names of all methods of electing."""
    return list(METHODS)


def in_their_order(method: str, settings: Mapping[str, str]) -> dict[str, str]:
    """Return a method's settings in the order in which it lists them: what belongs together stands together."""
    known = list(METHODS[method].settings)
    return dict(sorted(settings.items(), key=lambda pair: known.index(pair[0])))


def settings_of(method: str, draft: Draft, prefix: str, room: str = SETTING) -> dict[str, tuple[str, ...]]:
    """Return the settings that a method asks for, with the words each may be (empty: any text).

    ``room`` is where the draft says them: beside the chamber's own method or beside that of its run-off.
    """
    start = f"{prefix}{room}"
    said = {name.removeprefix(start): value for name, value in draft.items() if name.startswith(start)}
    asked = knobs.asked(method, said) if method in METHODS else {}
    # Where tie takes any text, it is for equal votes or for seats.
    return {key: words or (TIES if key == "tie" else ()) for key, words in asked.items()}


def chambers_in(draft: Draft) -> list[str]:
    """Return the prefixes of the chambers of a draft, in order."""
    found = {name.partition("-")[0] for name in draft if name[:1] == "c" and name[1:].partition("-")[0].isdigit()}
    return [f"{key}-" for key in sorted(found, key=lambda key: int(key[1:]))]


def toml_of(draft: Draft) -> Written:
    """Return the rulebook that a draft says, as TOML; an empty field is a line that is missing."""
    written = Written()
    chambers = chambers_in(draft)
    written.add("format = 2")
    write_line(written, draft, "name", "name")
    _names(written, draft, "names")
    write_line(written, draft, "language", "language")
    word = draft.get("combination", "")
    if word == "some":
        word = f"{draft.get('needed', '') or '?'} of {len(chambers)}"
    if word:
        written.add(f"combination = {as_text(word)}", "combination")
    if says_course(draft):
        write_course(written, draft)
    for prefix in chambers:
        _chamber(written, draft, prefix)
    return written


def draft_of(book: Book) -> dict[str, str]:
    """Return the fields that say a rulebook."""
    word = "in order" if book.in_order else book.combination.word
    plain = word in {"all", "any", "in order"}
    draft = {
        "name": book.name,
        "names": _lines(book.names),
        "language": book.language,
        "combination": word if plain else "some",
        "needed": "" if plain else str(book.combination.needed),
        **course_fields(book.course),
    }
    for place, chamber in enumerate(book.chambers):
        draft |= {f"c{place}-{name}": value for name, value in _fields(chamber).items()}
    return draft


def with_another(draft: Draft) -> dict[str, str]:
    """Return the draft with one more chamber, in which nothing is said yet."""
    prefixes = chambers_in(draft)
    last = int(prefixes[-1][1:-1]) + 1 if prefixes else 0
    return {**draft, f"c{last}-key": ""} if len(prefixes) < MOST_CHAMBERS else dict(draft)


def without(draft: Draft, prefix: str) -> dict[str, str]:
    """Return the draft without one of its chambers; the last one stays."""
    if chambers_in(draft) in ([], [prefix]):
        return dict(draft)
    return {name: value for name, value in draft.items() if not name.startswith(prefix)}


def reshaped(draft: Draft, act: str) -> dict[str, str]:
    """Return the draft after a button was pressed: ``add``, ``remove-c1-``, or ``fields``, which changes nothing."""
    if act == "add":
        return with_another(draft)
    return without(draft, act.removeprefix("remove-")) if act.startswith("remove-") else dict(draft)


def begun(source: str) -> tuple[dict[str, str], str]:
    """Return the fields that say the rules in ``source``, and why they cannot all be said by fields: ``format``, where
    they are of another one, ``more``, where they say more than the form can, or nothing.
    """
    rules = read_any(source)
    if not isinstance(rules, Book):
        return {"c0-key": ""}, "format"
    return draft_of(rules), "" if is_expressible(rules) else "more"


def readings_of_setting(method: str, key: str) -> tuple[str, ...]:
    """Return examples of what a setting that takes any text may be."""
    return knobs.readings(method, key)


def is_expressible(book: Book) -> bool:
    """Tell whether the form can say all of a rulebook: from fields and back it has the same hash."""
    if len(book.chambers) > MOST_CHAMBERS:
        return False
    try:
        return read_book(toml_of(draft_of(book)).source).sha256() == book.sha256()
    except Unusable:
        return False


def _chamber(written: Written, draft: Draft, prefix: str) -> None:
    written.add("")
    written.add("[[chambers]]", f"{prefix}key")
    for name in ("key", "name"):
        write_line(written, draft, f"{prefix}{name}", name)
    _names(written, draft, f"{prefix}names")
    if who := draft.get(f"{prefix}who", ""):
        written.add(f"electorate = {_electorate(who, draft.get(f'{prefix}whom', ''))}", f"{prefix}who")
    for name in (*SAID, *COURSE_SAID) if says_course(draft) else SAID:
        write_line(written, draft, f"{prefix}{name}", name)
    _quorum(written, draft, prefix)
    if draft.get(f"{prefix}asks") == "election":
        _election(written, draft, prefix)
    elif draft.get(f"{prefix}asks"):
        written.add("[chambers.threshold]", f"{prefix}share")
        for name in QUESTION:
            write_line(written, draft, f"{prefix}{name}", name)


def _quorum(written: Written, draft: Draft, prefix: str) -> None:
    kind, size = draft.get(f"{prefix}quorum", ""), draft.get(f"{prefix}size", "")
    if kind == NONE:
        written.add('quorum = "none"', f"{prefix}quorum")
    elif kind:
        written.add("[chambers.quorum]", f"{prefix}quorum")
        if kind == "share":
            written.add('of = "eligible"', f"{prefix}quorum")
        if size:
            written.add(f"{kind} = {as_text(size) if kind == 'share' else as_number(size)}", f"{prefix}size")
        write_line(written, draft, f"{prefix}counts", "counts")
        write_line(written, draft, f"{prefix}reach", "strictness")


def _election(written: Written, draft: Draft, prefix: str) -> None:
    written.add("[chambers.election]", f"{prefix}method")
    write_line(written, draft, f"{prefix}method", "method")
    if seats := draft.get(f"{prefix}seats", ""):
        written.add(f"seats = {as_number(seats)}", f"{prefix}seats")
    write_line(written, draft, f"{prefix}candidates", "candidates")
    _rows(written, draft, f"{prefix}caps", "caps")
    if _rows(written, draft, f"{prefix}reserved", "reserved"):
        for name in ("filled", "vacant"):
            write_line(written, draft, f"{prefix}{name}", name)
    if terms := draft.get(f"{prefix}terms", ""):
        longer = draft.get(f"{prefix}longer", "")
        table = f"{{ {f'longer = {as_number(longer)}, ' if longer else ''}by = {as_text(terms)} }}"
        written.add(f"terms = {as_text(terms) if terms == 'same' else table}", f"{prefix}terms")
    write_line(written, draft, f"{prefix}vacancy", "vacancy")
    has_runoff = draft.get(f"{prefix}runoff", "") not in {"", NONE}
    if not has_runoff:
        write_line(written, draft, f"{prefix}runoff", "runoff")
    write_line(written, draft, f"{prefix}passes", "passes")
    if acts := draft.get(f"{prefix}acts_with", ""):
        written.add(f"acts_with = {as_text(acts) if acts == NONE else as_number(acts)}", f"{prefix}acts_with")
    written.add("[chambers.election.settings]", f"{prefix}settings")
    _settings(written, draft, f"{prefix}{SETTING}")
    if has_runoff:
        _runoff(written, draft, prefix)


def _runoff(written: Written, draft: Draft, prefix: str) -> None:
    written.add("[chambers.election.runoff]", f"{prefix}runoff")
    write_line(written, draft, f"{prefix}runoff", "ballots")
    if between := draft.get(f"{prefix}between", ""):
        written.add(f"between = {as_number(between)}", f"{prefix}between")
    write_line(written, draft, f"{prefix}again", "method")
    written.add("[chambers.election.runoff.settings]", f"{prefix}rsettings")
    _settings(written, draft, f"{prefix}{SETTING_AGAIN}")


def _settings(written: Written, draft: Draft, start: str) -> None:
    for name in draft:
        if name.startswith(start):
            write_line(written, draft, name, name.removeprefix(start))


def _names(written: Written, draft: Draft, name: str) -> None:
    if rows := draft.get(name, "").split("\n") if draft.get(name, "").strip() else []:
        pairs = (row.partition(":") for row in rows if row.strip())
        said = ", ".join(f"{as_text(tag.strip())} = {as_text(text.strip())}" for tag, _colon, text in pairs)
        written.add(f"names = {{ {said} }}", name)


def _rows(written: Written, draft: Draft, name: str, key: str) -> bool:
    """Write caps or reserved seats, a line each; return whether there are any."""
    text = draft.get(name, "").strip()
    if text in {"", NONE}:
        if text:
            written.add(f'{key} = "none"', name)
        return False
    tables = [_row(row, has_value=key == "reserved") for row in text.split("\n") if row.strip()]
    written.add(f"{key} = [{', '.join(tables)}]", name)
    return True


def _row(row: str, *, has_value: bool) -> str:
    about, _colon, most = (part.strip() for part in row.rpartition(":"))
    attribute, _equals, value = (part.strip() for part in about.partition("=")) if has_value else (about, "", "")
    said = {"attribute": attribute, "value": value}
    pairs = [f"{key} = {as_text(text)}" for key, text in said.items() if text]
    if most:
        pairs.append(f"{'seats' if has_value else 'most'} = {as_number(most)}")
    return f"{{ {', '.join(pairs)} }}"


def _electorate(who: str, whom: str) -> str:
    names = [name.strip() for name in whom.replace("\n", ",").split(",") if name.strip()]
    body, _slash, role = whom.strip().partition("/")
    said: dict[str, str] = {"kind": "listed" if who in LISTED else who}
    lists: dict[str, Sequence[str]] = {}
    if who == ElectorateKind.MEMBERS_OF_BODY:
        said["body"] = whom.strip()
    elif who == ElectorateKind.HOLDERS_OF_ROLE:
        said |= {"body": body.strip(), "role": role.strip()}
    elif who in LISTED or who == ElectorateKind.BODIES_OF_KIND:
        lists[LISTED.get(who, "kinds")] = names
    pairs = [f"{key} = {as_text(value)}" for key, value in said.items()]
    pairs += [f"{key} = [{', '.join(map(as_text, each))}]" for key, each in lists.items()]
    return f"{{ {', '.join(pairs)} }}"


def _lines(names: Mapping[str, str]) -> str:
    return "\n".join(f"{tag}: {name}" for tag, name in names.items())


def _fields(chamber: Chamber) -> dict[str, str]:
    told = electorate(chamber.electorate)
    # Conditions have no fields: the form says so, and they are edited as TOML.
    who = "" if told.conditions else str(told.kind)
    if told.kind is ElectorateKind.LISTED:
        who = "listed_persons" if told.persons else "listed_bodies"
    whom = f"{told.body}/{told.role}" if told.role else told.body
    fields = {
        "key": chamber.key, "name": chamber.name, "names": _lines(chamber.names), "who": who,
        "whom": whom or ", ".join((*told.kinds, *told.persons, *told.bodies)),
        "votes": chamber.votes.value, "weights": chamber.weights.value, "split": chamber.split.value,
        "recusals": chamber.recusals.value, "asks": "election" if chamber.election else "question",
    }  # fmt: skip
    if chamber.ballots and chamber.delegation:
        fields |= {"ballots": chamber.ballots.value, "delegation": chamber.delegation.value}
    fields |= _quorum_fields(chamber)
    if chamber.question:
        data = chamber.question.data()
        fields |= {name: str(data[name]) for name in QUESTION}
        fields["share"] = as_percentage(fields["share"])
    return fields | (_election_fields(chamber.election) if chamber.election else {})


def _quorum_fields(chamber: Chamber) -> dict[str, str]:
    if chamber.quorum is None:
        return {"quorum": NONE}
    data = chamber.quorum.data()
    kind = "share" if "share" in data else "votes"
    size = as_percentage(str(data[kind])) if kind == "share" else str(data[kind])
    return {"quorum": kind, "size": size, "counts": str(data["counts"]), "reach": str(data["strictness"])}


def as_percentage(share: str) -> str:
    """Return a share as whole percent where it is, as people write it, else as it is."""
    hundredths = Fraction(share) * 100
    return f"{hundredths} %" if hundredths.denominator == 1 else share


def _election_fields(rules: ElectionRules) -> dict[str, str]:
    limits, data = rules.limits, rules.data()
    fields = {name: str(data[name]) for name in ("method", "seats", "candidates", "vacancy", "passes", "acts_with")}
    fields["caps"] = "\n".join(f"{cap.attribute}: {cap.most}" for cap in limits.caps) or NONE
    reserved = [f"{group.attribute} = {group.value}: {group.seats}" for group in limits.reserved]
    fields["reserved"] = "\n".join(reserved) or NONE
    if reserved:
        fields |= {"filled": rules.filled.value, "vacant": rules.vacant.value}
    fields["terms"] = rules.terms.by.value if rules.terms else "same"
    if rules.terms:
        fields["longer"] = str(rules.terms.longer)
    fields["runoff"] = rules.runoff.ballots.value if rules.runoff else NONE
    if rules.runoff:
        fields |= {"between": str(rules.runoff.between), "again": rules.runoff.method}
        fields |= {f"{SETTING_AGAIN}{key}": value for key, value in rules.runoff.settings.items()}
    return fields | {f"{SETTING}{key}": value for key, value in rules.settings.items()}
