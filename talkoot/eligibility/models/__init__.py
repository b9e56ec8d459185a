"""Schema of eligibility: facts from elsewhere, named lists, suspensions. Rows are superseded or ended; none goes."""

from talkoot.eligibility.models.facts import ExternalFact
from talkoot.eligibility.models.keys import FactImport, FactKey
from talkoot.eligibility.models.lists import ListEntry, NamedList
from talkoot.eligibility.models.suspensions import Suspension

__all__ = ["ExternalFact", "FactImport", "FactKey", "ListEntry", "NamedList", "Suspension"]
