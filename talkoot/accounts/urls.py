"""Doors of accounts: the owner's pages, and the library's under addresses of ours and the names it knows them by."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as linked
from allauth.socialaccount.providers.mediawiki import views as mediawiki
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import URLPattern, URLResolver, include, path, re_path

from talkoot.accounts import views
from talkoot.accounts.views import from_elsewhere, if_configured, if_mail_is_on, in_house, to_elsewhere

own = [
    path("", views.account, name="account"),
    path("preferences/", views.preferences, name="preferences"),
    path("languages/", views.languages, name="languages"),
    path("devices/", views.sessions, name="sessions"),
    path("devices/<int:key>/ending/", views.end_session, name="end-session"),
    path("data/", views.export_data, name="export-data"),
    path("erasure/", views.erase_account, name="erase-account"),
]

entering = [
    path("sign-in/", in_house(account.login), name="account_login"),
    path("sign-out/", in_house(account.logout), name="account_logout"),
    path("sign-up/", in_house(account.signup), name="account_signup"),
    path("closed/", in_house(account.account_inactive), name="account_inactive"),
    path("confirmation/", in_house(account.reauthenticate), name="account_reauthenticate"),
    path("email/", in_house(account.email), name="account_email"),
    path("email/sent/", in_house(account.email_verification_sent), name="account_email_verification_sent"),
    path("email/<str:key>/", in_house(account.confirm_email), name="account_confirm_email"),
    path("password/", in_house(account.password_change), name="account_change_password"),
    path("password/first/", in_house(account.password_set), name="account_set_password"),
    path("password/forgotten/", in_house(if_mail_is_on(account.password_reset)), name="account_reset_password"),
    path("password/forgotten/sent/", in_house(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        in_house(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("password/new/", in_house(account.password_reset_from_key_done), name="account_reset_password_from_key_done"),
]

securing = [
    path("security/", in_house(second_step.index), name="mfa_index"),
    path("security/code/", in_house(second_step.authenticate), name="mfa_authenticate"),
    path("security/confirmation/", in_house(second_step.reauthenticate), name="mfa_reauthenticate"),
    path("security/app/", in_house(app.activate_totp), name="mfa_activate_totp"),
    path("security/app/removal/", in_house(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("security/codes/", in_house(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("security/codes/new/", in_house(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("security/codes/file/", in_house(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("security/keys/", in_house(keys.list_webauthn), name="mfa_list_webauthn"),
    path("security/keys/new/", in_house(keys.add_webauthn), name="mfa_add_webauthn"),
    path("security/keys/confirmation/", in_house(keys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("security/keys/sign-in/", in_house(keys.login_webauthn), name="mfa_login_webauthn"),
    path("security/keys/<int:pk>/name/", in_house(keys.edit_webauthn), name="mfa_edit_webauthn"),
    path("security/keys/<int:pk>/removal/", in_house(keys.remove_webauthn), name="mfa_remove_webauthn"),
]

linking = [
    path("linked/", in_house(linked.connections), name="socialaccount_connections"),
    path("linked/sign-up/", in_house(linked.signup), name="socialaccount_signup"),
    path("linked/cancelled/", in_house(linked.login_cancelled), name="socialaccount_login_cancelled"),
    path("linked/error/", in_house(linked.login_error), name="socialaccount_login_error"),
    path("wikimedia/", to_elsewhere(if_configured("mediawiki")(mediawiki.oauth2_login)), name="mediawiki_login"),
    path(
        "wikimedia/back/",
        from_elsewhere(if_configured("mediawiki")(mediawiki.oauth2_callback)),
        name="mediawiki_callback",
    ),
    path("with/<slug:provider_id>/", to_elsewhere(openid.login), name="openid_connect_login"),
    path("with/<slug:provider_id>/back/", from_elsewhere(openid.callback), name="openid_connect_callback"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "accounts"))),
    *entering,
    *securing,
    *linking,
]
