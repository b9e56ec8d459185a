"""Which app hangs at which path. Pages carry the interface language as a prefix (none for the default)."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from talkoot.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("-/health/", health, name="health"),
    path("api/", include("talkoot.config.api")),
]
# A path is sought from the top: what is asked for most stands first, and what hangs at no path of its own stands last.
urlpatterns += i18n_patterns(
    path("proposals/", include("talkoot.proposals.urls")),
    path("consultations/", include("talkoot.consultations.urls")),
    path("decisions/", include("talkoot.decisions.urls")),
    path("decisions/", include("talkoot.results.urls")),
    path("comparisons/", include("talkoot.comparisons.urls")),
    path("commitments/", include("talkoot.commitments.urls")),
    path("roles/", include("talkoot.duties.urls")),
    path("d/", include("talkoot.documents.urls")),
    path("radar/", include("talkoot.radar.urls")),
    path("rulebooks/", include("talkoot.rulebooks.urls")),
    path("slates/", include("talkoot.slates.urls")),
    path("objections/", include("talkoot.objections.urls")),
    path("delegations/", include("talkoot.delegations.urls")),
    path("ballot-boxes/", include("talkoot.ballotboxes.urls")),
    path("eligibility/", include("talkoot.eligibility.urls")),
    path("account/", include("talkoot.accounts.urls")),
    path("notices/", include("talkoot.notifications.urls")),
    path("ledger/", include("talkoot.ledger.urls")),
    path("scopes/", include("talkoot.scopes.urls")),
    path("", include("talkoot.portal.urls")),
    path("", include("talkoot.directory.urls")),
    path("", include("talkoot.ui.urls")),
    prefix_default_language=False,
)

handler400 = "talkoot.ui.views.bad_request"
handler403 = "talkoot.ui.views.forbidden"
handler404 = "talkoot.ui.views.not_found"
# Django has none for it; the sign-in library looks here.
handler429 = "talkoot.ui.views.too_many"
handler500 = "talkoot.ui.views.server_error"
