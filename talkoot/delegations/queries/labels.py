"""What delegations are called where something refers to them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext

from talkoot.delegations.models import Delegation
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming

# For those who are a side of it; to everybody else it has no name. No person has the key 0.
labels = Naming(
    lambda keys, viewer: Delegation.objects.filter(
        Q(person=viewer.person_id or 0) | Q(delegate=viewer.person_id or 0), pk__in=keys
    ),
    (),
    lambda key: Label(gettext("A vote given to somebody"), Delegation(pk=key).get_absolute_url()),
)
