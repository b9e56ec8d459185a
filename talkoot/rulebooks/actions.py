"""Publishing rulebooks: checked whole, numbered, hashed, never changed."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.eligibility import queries as eligibility
from talkoot.eligibility.rules import Eligibility
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.rulebooks.events import RulebookPublished
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.permissions import Permission, may
from talkoot.rulebooks.queries import names_in, placed_problem, runoff_headings, scrutineers_role, unknown_in
from talkoot.rulebooks.rules import (
    SOURCE_MAX,
    AnyChamber,
    Book,
    Left,
    Rules,
    Unusable,
    as_toml,
    asks_again,
    course_of,
    electorate,
    read_rulebook,
    rules_of,
    runoff_book,
    underivable,
)
from talkoot.scopes.actions import require_languages


def publish_rulebook(
    *, source: str, slug: str = "", body_id: int | None, by: Actor, at: datetime, key: str = ""
) -> Rulebook:
    """Publish the rules in ``source`` (TOML) as version 1 of ``slug``, or as its next version.

    ``body_id`` is the body that keeps the rulebook; None is for operators. Without ``slug`` one is made of the name.
    Refuses rules with anything unsaid or wrong, an electorate nobody knows, rules equal to the latest version, and
    a slug that another body keeps.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.PUBLISH_RULEBOOK, body_id, at=at, hats=hats))
        rules = _read(source)
        name = _slug(slug or rules.name)
        latest = Rulebook.objects.select_for_update().filter(slug=name, is_latest=True).first()
        _require_next(latest, rules, body_id)
        rulebook = _next(latest, name, rules)
        rulebook.source, rulebook.body_id, rulebook.directory_names = source, body_id, names_in(rules)
        rulebook.published_at, rulebook.published_by_id = at, by.person_id
        rulebook.save(force_insert=True)
        told = RulebookPublished(
            subject=rulebook.ref, slug=rulebook.slug, version=rulebook.version, sha256=rulebook.sha256
        )
        mandate = hats.may(Power.STEWARD, body_id) or ""
        announce(told, mandate=mandate, on_behalf=ref("body", body_id) if mandate and body_id else "")
    return rulebook


def publish_runoff(rulebook_id: int, left: Left, *, by: Actor, at: datetime) -> Rulebook:
    """Publish the rules of the run-off that a version names for the seats that are ``left``, under a name of its own.

    The same rules are published once. Refuses rules from which none can be derived.
    """
    with writing(by=by, at=at) as announce:
        base = Rulebook.objects.select_for_update().get(pk=rulebook_id)
        require(may(by, Permission.PUBLISH_RUNOFF, base.body_id, at=at))
        rules = rules_of(base.canonical)
        if not isinstance(rules, Book) or not asks_again(rules) or underivable(rules):
            raise Refusal("no_runoff", _("No run-off follows from these rules."), "rulebook")
        book = runoff_book(rules, left, runoff_headings([rules.language, *rules.names]))
        found = Rulebook.objects.filter(derived_from=base, sha256=book.sha256()).first()
        if found is not None:
            return found
        rulebook = _next(None, _free_slug(f"{base.slug[:60]}-run-off"), book)
        rulebook.source, rulebook.body_id, rulebook.directory_names = as_toml(book), base.body_id, base.directory_names
        rulebook.published_at, rulebook.derived_from = at, base
        rulebook.save(force_insert=True)
        announce(
            RulebookPublished(
                subject=rulebook.ref, slug=rulebook.slug, version=rulebook.version, sha256=rulebook.sha256
            )
        )
    return rulebook


def _free_slug(slug: str) -> str:
    """Return ``slug``, with a number where it is taken."""
    taken = set(Rulebook.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in chain([slug], (f"{slug}-{number}" for number in count(2))) if name not in taken)


def require_known(chamber: AnyChamber) -> None:
    """Refuse an electorate that names a body, kind, role, person, list or fact nobody knows."""
    told = electorate(chamber.electorate)
    for name in unknown_in(told):
        # Translators: %(chamber)s is the name of a chamber, %(name)s a short name (slug) in its rules.
        sentence = _("The electorate of “%(chamber)s” names “%(name)s”, which is nowhere in the directory.")
        raise Refusal("unknown_electorate", sentence % {"chamber": chamber.name, "name": name}, "source")
    if told.conditions:
        _require_known_conditions(chamber, told.conditions)


def _require_known_conditions(chamber: AnyChamber, conditions: Eligibility) -> None:
    for problem in eligibility.unknown(chamber.electorate):
        values = {"chamber": chamber.name, "problem": eligibility.problem_sentence(problem)}
        # Translators: %(chamber)s is the name of a chamber, %(problem)s a sentence that begins with a small letter.
        raise Refusal("unknown_electorate", _("The electorate of “%(chamber)s”: %(problem)s") % values, "source")
    for name in eligibility.unknown_facts(conditions):
        # Translators: %(chamber)s is the name of a chamber, %(name)s that of a number kept elsewhere, such as edits.
        sentence = _("The electorate of “%(chamber)s” asks for “%(name)s”, of which no value was ever brought in.")
        raise Refusal("unknown_electorate", sentence % {"chamber": chamber.name, "name": name}, "source")


def _read(source: str) -> Rules:
    if len(source) > SOURCE_MAX:
        raise Refusal("too_long", _("A rulebook is at most 100,000 characters long."), "source")
    try:
        rules = read_rulebook(source)
    except Unusable as unusable:
        raise Refusal(unusable.problems[0].code, placed_problem(unusable.problems[0]), "source") from None
    course = course_of(rules)
    require_languages([rules.language, *(course.languages if course else ())], "source")
    if course and course.scrutineers and scrutineers_role(course) is None:
        values = {"role": course.scrutineers.role, "body": course.scrutineers.body}
        # Translators: %(role)s and %(body)s are short names (slugs).
        sentence = _("Scrutineers are to hold the role “%(role)s” in “%(body)s”, which is nowhere in the directory.")
        raise Refusal("unknown_scrutineers", sentence % values, "source")
    for chamber in rules.chambers:
        require_known(chamber)
    return rules


def _slug(text: str) -> str:
    slug = slugify(text)[:80]
    if not slug:
        raise Refusal("no_slug", _("Give the rulebook a short name in Latin letters and digits."), "slug")
    return slug


def _next(latest: Rulebook | None, slug: str, rules: Rules) -> Rulebook:
    """Return the version that follows ``latest``, which is the latest no more."""
    if latest is not None:
        latest.is_latest = False
        latest.save(update_fields=["is_latest"])
    return Rulebook(
        slug=slug,
        version=latest.version + 1 if latest else 1,
        name=rules.name,
        language=rules.language,
        canonical=rules.canonical(),
        sha256=rules.sha256(),
    )


def _require_next(latest: Rulebook | None, rules: Rules, body_id: int | None) -> None:
    if latest is None:
        return
    if latest.body_id != body_id:
        sentence = _("Another body keeps a rulebook under this short name. Choose another name.")
        raise Refusal("slug_taken", sentence, "slug")
    if latest.sha256 == rules.sha256():
        # Translators: %(version)d is the number of a version.
        sentence = _("These rules say the same as version %(version)d.")
        raise Refusal("unchanged", sentence % {"version": latest.version}, "source")
