"""Django's settings, all of them, from one typed environment. Production is the default."""

from __future__ import annotations

from typing import Any

from django.utils.csp import CSP

from talkoot.config import env as environment

ENV = environment.read()
ROOT = environment.ROOT
DEVELOPMENT = ENV.mode == "development"
TESTING = ENV.mode == "test"

DEBUG = False
SECRET_KEY = environment.secret_key(ENV)
ALLOWED_HOSTS = ENV.allowed_hosts or ["127.0.0.1", "localhost", "[::1]", "testserver"]
SITE_NAME = ENV.site_name
SITE_URL = ENV.site_url.rstrip("/")
ROOT_URLCONF = "talkoot.config.urls"
WSGI_APPLICATION = "talkoot.config.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.forms",
    "django.contrib.staticfiles",
    "django_tasks_db",
    # Before allauth, so that our templates stand in for its own.
    "talkoot.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.mediawiki",
    "allauth.socialaccount.providers.openid_connect",
    "talkoot.ui",
    "talkoot.ledger",
    "talkoot.notifications",
    "talkoot.scopes",
    "talkoot.directory",
    "talkoot.eligibility",
    "talkoot.rulebooks",
    "talkoot.slates",
    "talkoot.objections",
    "talkoot.delegations",
    "talkoot.appeals",
    "talkoot.ballotboxes",
    "talkoot.consultations",
    "talkoot.counting",
    "talkoot.decisions",
    "talkoot.results",
    "talkoot.comparisons",
    "talkoot.commitments",
    "talkoot.documents",
    "talkoot.duties",
    "talkoot.radar",
    "talkoot.proposals",
    "talkoot.portal",
]

MIDDLEWARE = [
    "talkoot.config.middleware.PublicMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "talkoot.config.middleware.ActorMiddleware",
    "talkoot.config.middleware.AnswerMiddleware",
    "talkoot.config.middleware.InTurnMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "talkoot.ui.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "talkoot.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "talkoot.ui.renderers.Renderer"

DATABASES = {"default": environment.database(ENV)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
MAILERS = {"default": environment.mailer(ENV)}
CONTACT = ENV.contact
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.email_from
# Limits on how often someone may try to sign in are counted here, so every web process must see the same numbers.
# A test is one process, and clears them without asking for a database.
CACHE = "locmem.LocMemCache" if TESTING else "db.DatabaseCache"
CACHES = {"default": {"BACKEND": f"django.core.cache.backends.{CACHE}", "LOCATION": "talkoot_cache"}}

LANGUAGE_CODE = ENV.default_language
LANGUAGES = list(environment.INTERFACE_LANGUAGES.items())
FORMAT_MODULE_PATH = ["talkoot.config.formats"]
LOCALE_PATHS = [environment.shipped("locale")]

STATIC_URL = "static/"
STATIC_ROOT = ENV.data_dir / "static"
# Keys of ballot boxes that no scrutineers keep: never in the database, nor in its backups.
BALLOT_KEYS = ENV.ballot_key_dir or ENV.data_dir / "keys"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "servestatic.storage.CompressedManifestStaticFilesStorage"
    },
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = SITE_URL.startswith("https://")
SESSION_ENGINE = "talkoot.config.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# One line an event, on the standard error stream, where systemd, a container or a terminal picks it up.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING" if TESTING else ENV.log_level},
    "loggers": {
        # Django's own defaults would mail administrators; here every line takes the one way out.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A page that is not there or a form sent twice is no event for an operator.
        "django.request": {"level": "ERROR"},
        "django_tasks_db": {"level": "WARNING"},
        "django.tasks": {"level": "WARNING"},
    },
}

WIRING = "talkoot.config.wiring.WIRING"
IMPORTS = "talkoot.config.imports.IMPORTS"
SLOTS = "talkoot.config.slots.SLOTS"
NAVIGATION = "talkoot.config.navigation.NAVIGATION"
CSRF_FAILURE_VIEW = "talkoot.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Accounts: a name and a password or passkey; e-mail only where someone gives one.
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["talkoot.config.identity.Backend"]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),  # a thousand sign-ins a run
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
OPEN_SIGN_UP = ENV.open_sign_up
# What apps keep about a person, for the person to take away.
PERSONAL = "talkoot.config.personal.PERSONAL"
# From how many duties on one person the radar speaks up, and how many days before a term ends without a successor.
RADAR = {"most_duties": 10, "notice_days": 60}

# So many proxies stand in front; what more X-Forwarded-For says is a claim of the client.
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
ACCOUNT_ADAPTER = "talkoot.config.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
# Many people share an address: a school, a conference, a whole network behind one proxy. So few wrong guesses are
# allowed for a name from an address, many for an address, and for a name from anywhere so many that others hardly
# lock somebody out. None of the library's limits lasts longer than five minutes (`talkoot.ui.views.WAIT_SECONDS`).
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "login_failed_anywhere": "50/5m/key",
    "signup": "60/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
FORMS = "talkoot.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{FORMS}.SignInForm",
    "signup": f"{FORMS}.SignUpForm",
    "reauthenticate": f"{FORMS}.ConfirmPasswordForm",
    "add_email": f"{FORMS}.AddEmailForm",
    "change_password": f"{FORMS}.ChangePasswordForm",
    "set_password": f"{FORMS}.SetPasswordForm",
    "reset_password": f"{FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{FORMS}.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{FORMS}.SecondStepForm",
    "reauthenticate": f"{FORMS}.ConfirmCodeForm",
    "activate_totp": f"{FORMS}.AppCodeForm",
    "add_webauthn": f"{FORMS}.PasskeyForm",
    "edit_webauthn": f"{FORMS}.NamePasskeyForm",
    "authenticate_webauthn": f"{FORMS}.SecondStepByPasskeyForm",
    "reauthenticate_webauthn": f"{FORMS}.ConfirmByPasskeyForm",
    "login_webauthn": f"{FORMS}.SignInByPasskeyForm",
}
SOCIALACCOUNT_FORMS = {"signup": f"{FORMS}.LinkedSignUpForm"}
SOCIALACCOUNT_ADAPTER = "talkoot.config.adapter.LinkedAccountAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "optional"
SOCIALACCOUNT_PROVIDERS = environment.sign_in_providers(ENV)
MFA_ADAPTER = "talkoot.config.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# One step of 30 seconds either way: cheap phones have clocks that are off.
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
