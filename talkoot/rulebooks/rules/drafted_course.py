"""The course of a rulebook as the fields of a form, and back: what comes before voting and after the count."""

from __future__ import annotations

from recount.rulebooks.course import Course
from talkoot.rulebooks.rules.written import COURSE_DAYS, NONE, Draft, Written, as_number, as_text, write_line


def says_course(draft: Draft) -> bool:
    """Tell whether a draft says what comes before voting and after the count."""
    return draft.get("course", NONE) not in {"", NONE}


def write_course(written: Written, draft: Draft) -> None:
    """Write what a draft says of its course."""
    written.add("")
    written.add("[course]", "course")
    for name in COURSE_DAYS:
        if days := draft.get(name, ""):
            written.add(f"{name} = {as_number(days)}", name)
    if tags := draft.get("languages", ""):
        said = [] if tags == NONE else [tag for tag in tags.replace(",", " ").split() if tag]
        written.add(f"languages = [{', '.join(map(as_text, said))}]", "languages")
    if (word := draft.get("extension", "")) and word != NONE:
        pairs = [f"{key} = {as_number(value)}" for key in ("days", "times") if (value := draft.get(f"extension_{key}"))]
        written.add(f"extension = {{ {', '.join([*pairs, f'when = {as_text(word)}'])} }}", "extension")
    elif word:
        written.add('extension = "none"', "extension")
    write_line(written, draft, "clock", "clock")
    if (word := draft.get("scrutineers", "")) and word != NONE:
        body, _slash, role = draft.get("scrutineers_role", "").partition("/")
        table = f"{{ body = {as_text(body.strip())}, role = {as_text(role.strip())} }}"
        written.add(f"scrutineers = {table}", "scrutineers")
    elif word:
        written.add('scrutineers = "none"', "scrutineers")


def course_fields(course: Course | None) -> dict[str, str]:
    """Return the fields that say a course, or that there is none."""
    if course is None:
        return {"course": NONE}
    fields = {"course": "said", "languages": ", ".join(course.languages) or NONE, "clock": course.clock.value}
    fields |= {name: str(course.data()[name]) for name in COURSE_DAYS}
    fields |= {"extension": NONE, "scrutineers": NONE}
    if course.extension:
        days, times = str(course.extension.days), str(course.extension.times)
        fields |= {"extension": "quorum missed", "extension_days": days, "extension_times": times}
    if course.scrutineers:
        role = f"{course.scrutineers.body}/{course.scrutineers.role}"
        fields |= {"scrutineers": "role", "scrutineers_role": role}
    return fields
