"""Two living documents: the charter of the council, which was changed once, and the statute of a hub, in Spanish."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.config.demo.files import document
from talkoot.config.demo.setting import Setting
from talkoot.documents import actions, queries
from talkoot.documents.models import Document
from talkoot.duties import actions as duties
from talkoot.kernel.actors import Actor

WRITTEN = "markdown"


def write_down(setting: Setting, moment: datetime) -> None:
    """Take both in, and let the council change its charter in the spring."""
    founded, changed = moment - timedelta(days=400), moment - timedelta(days=150)
    council = setting.holder("technology-council")
    charter = actions.found_document(
        slug="council-charter", title="Charter of the Technology Council", language="en",
        body_id=setting.bodies["technology-council"].pk, source=document("council-charter-1"), written=WRITTEN,
        summary="Adopted by the first assembly of the council.", in_force_on=founded.date(),
        review_on=(moment + timedelta(days=200)).date(), by=council, at=founded,
    )  # fmt: skip
    _rest_duties_on(charter, setting, by=council, at=founded)
    source = document("council-charter-2")
    actions.publish_version(
        charter.pk, source=source, written=WRITTEN,
        summary="A quorum that can be reached in summer; minutes in two languages.", language="en",
        in_force_on=changed.date(), based_on=1,
        same={doubt.place: doubt.key for doubt in queries.doubts_about(charter, source, WRITTEN)},
        by=council, at=changed,
    )  # fmt: skip
    actions.found_document(
        slug="estatuto-nodo", title="Estatuto del Nodo de América Latina", language="es",
        body_id=setting.bodies["latin-america-hub"].pk, source=document("estatuto-nodo"), written=WRITTEN,
        summary="Texto acordado en el encuentro de fundación.", in_force_on=founded.date(),
        by=setting.holder("latin-america-hub"), at=founded,
    )  # fmt: skip


# Which clause of the charter, as first adopted, makes the council accountable for what; minutes changed since.
RESTING = {"2.3": "Filling vacant seats", "3.2": "Minutes of the council"}


def _rest_duties_on(charter: Document, setting: Setting, *, by: Actor, at: datetime) -> None:
    whole = queries.shown(charter.slug, 1, day=at.date())
    for clause in whole.clauses:
        if matter := RESTING.get(clause.number):
            duties.assign_duty(
                letter="accountable", matter=matter, language="en", body_id=setting.bodies["technology-council"].pk,
                clause_id=clause.clause_id, reason="The charter says so.", by=by, at=at,
            )  # fmt: skip
