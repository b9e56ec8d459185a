"""Where a box stands, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.rules import BoxState
from talkoot.kernel.verdicts import Text

# Where a box stands, for whom it is not ready, or past it.
STANDS: dict[BoxState, Text] = {
    BoxState.PREPARING: _("The ballot box is not open yet."),
    BoxState.OPEN: _("The ballot box is open: votes still go in. It is emptied once it is closed."),
    BoxState.SCRUTINY: _("Scrutineers of the vote look at who voted. The box is opened once they are done."),
    BoxState.CLOSED: _("The ballot box is closed."),
    BoxState.EMPTIED: _("The ballot box has been emptied."),
    BoxState.DISCARDED: _("The ballot box was discarded with what lay in it: its vote does not stand."),
}
WAITS: dict[str, Text] = {state: sentence for state, sentence in STANDS.items() if state is not BoxState.CLOSED}
