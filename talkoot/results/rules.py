"""What writes evidence bundles, apart from the other rules: no web process needs it when it starts."""

from recount.bundles.objections import Objection as Told
from recount.bundles.strikes import Strike
from recount.bundles.writing import Chamber as BundleChamber
from recount.bundles.writing import Elsewhere, Evidence, Said, Voter, write_bundle

__all__ = ["BundleChamber", "Elsewhere", "Evidence", "Said", "Strike", "Told", "Voter", "write_bundle"]
