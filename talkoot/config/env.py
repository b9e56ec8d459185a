"""What the environment says, parsed once; every mistake is reported at the same time, each with its cure."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent
# In a checkout the shipped folders stand beside the package, in an installed wheel inside it.
IN_CHECKOUT = (ROOT / "pyproject.toml").is_file()
PREFIX = "TALKOOT_"
INTERFACE_LANGUAGES = {"en": "English", "es": "Español", "ar": "العربية"}
KEY_LENGTH = 50
# Each of these means nothing without the others.
TOGETHER = (
    ("WIKIMEDIA_CLIENT_ID", "WIKIMEDIA_CLIENT_SECRET"),
    ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"),
)


class Environment(BaseSettings):
    """One attribute per variable; the variable is the name in capitals after ``TALKOOT_``.

    ``DATABASE_URL`` alone has no prefix, because every host sets it under that name.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", populate_by_name=True)

    mode: Literal["production", "development", "test"] = "production"
    secret_key: str = ""
    site_name: str = "Talkoot"
    site_url: str = "http://127.0.0.1:8000"
    allowed_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data_dir: Path = (ROOT if IN_CHECKOUT else Path.cwd()) / "var"
    ballot_key_dir: Path | None = None
    default_language: str = "en"
    email_url: str = ""
    email_from: str = "Talkoot <talkoot@localhost>"
    contact: str = "operators@localhost"
    open_sign_up: bool = True
    web_workers: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)
    trusted_proxies: int = Field(default=0, ge=0, le=9)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    wikimedia_client_id: str = ""
    wikimedia_client_secret: str = ""
    oidc_name: str = "OpenID Connect"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split_hosts(cls, value: object) -> object:
        """Accept ``a.example,b.example``."""
        return [h.strip() for h in value.split(",") if h.strip()] if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def check_database(cls, value: str) -> str:
        """Accept nothing (embedded SQLite), ``sqlite:///path`` or ``postgresql://…``."""
        if value and urlsplit(value).scheme not in {"sqlite", "postgresql", "postgres"}:
            raise ValueError("use sqlite:///path or postgresql://user@host:port/name")
        return value

    @field_validator("site_url")
    @classmethod
    def check_site_url(cls, value: str) -> str:
        """Accept the address people type, without a path."""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("use the address people type, such as https://talkoot.example")
        return value

    @field_validator("email_url")
    @classmethod
    def check_email(cls, value: str) -> str:
        """Accept nothing or the address of a mail server."""
        if value and (urlsplit(value).scheme not in {"smtp", "smtp+tls", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("use smtp+tls://user:password@host:587, smtps://…:465 or smtp://host:25")
        return value

    @field_validator("default_language")
    @classmethod
    def check_language(cls, value: str) -> str:
        """Accept a language the interface speaks."""
        if value not in INTERFACE_LANGUAGES:
            raise ValueError(f"use one of {', '.join(INTERFACE_LANGUAGES)}")
        return value


class ConfigurationError(SystemExit):
    """Stops the program with one readable message that names every wrong variable."""


def read() -> Environment:
    """Return the environment, or stop with every mistake and its cure in one message."""
    mistakes = [*_unknown(), *_missing()]
    try:
        env = Environment()
    except ValidationError as wrong:
        mistakes += [f"{_variable(e['loc'])}: {e['msg'].removeprefix('Value error, ')}" for e in wrong.errors()]
    if mistakes:
        count = "a mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
        raise ConfigurationError(f"The configuration has {count}:\n  " + "\n  ".join(sorted(mistakes)))
    return env


def shipped(folder: str) -> Path:
    """Return where a folder that is shipped beside the code lies: in the checkout or in the installed package."""
    return ROOT / folder if IN_CHECKOUT else Path(__file__).resolve().parent.parent / f"_{folder}"


def secret_key(env: Environment) -> str:
    """Return the key that signs sessions; development makes its own once and keeps it in the data folder."""
    if env.secret_key or env.mode == "production":
        return env.secret_key
    if env.mode == "test":
        return "a-key-for-tests-that-no-site-ever-uses"
    kept = env.data_dir / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(new_key())
    return kept.read_text()


def new_key() -> str:
    """Return a key fit for ``TALKOOT_SECRET_KEY``."""
    return secrets.token_urlsafe(KEY_LENGTH)


def database(env: Environment) -> dict[str, Any]:
    """Return Django's ``DATABASES['default']`` for the address in the environment."""
    url = env.database_url or f"sqlite:///{env.data_dir / 'talkoot.sqlite3'}"
    if urlsplit(url).scheme == "sqlite":
        path = Path(unquote(url.removeprefix("sqlite:///")) or env.data_dir / "talkoot.sqlite3")
        return _sqlite(path, env.data_dir / "test.sqlite3")
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": {} if env.mode == "test" else {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}},
    }


def mailer(env: Environment) -> dict[str, Any]:
    """Return Django's ``MAILERS['default']``: kept in tests, printed in development, SMTP in production."""
    backends = "django.core.mail.backends"
    if env.mode == "test":
        return {"BACKEND": f"{backends}.locmem.EmailBackend"}
    if not env.email_url:
        return {"BACKEND": f"{backends}.{'console' if env.mode == 'development' else 'dummy'}.EmailBackend"}
    parts = urlsplit(env.email_url)
    return {
        "BACKEND": f"{backends}.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls",
            "timeout": 20,
        },
    }


def _sqlite(path: Path, tests: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "talkoot.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        # Each thread's connection keeps pages of its own, and drops them all when another one has written: 2 MB do, the
        # rest comes from the system's cache. What was written goes from the log into the file every 16 MB: many
        # writes change the same pages, which go there once.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-2000;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=0;"
            "PRAGMA wal_autocheckpoint=4000;",
        },
        "TEST": {"NAME": str(tests)},
    }


def _variable(location: tuple[int | str, ...]) -> str:
    name = str(location[0]) if location else "TALKOOT"
    return name if name.isupper() else f"{PREFIX}{name.upper()}"


def _unknown() -> Iterator[str]:
    """Name each ``TALKOOT_…`` variable that nothing reads: a typing error would otherwise pass in silence."""
    known = {f"{PREFIX}{name.upper()}" for name in Environment.model_fields} - {f"{PREFIX}DATABASE_URL"}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = "DATABASE_URL" if name == f"{PREFIX}DATABASE_URL" else next(iter(get_close_matches(name, known)), "")
            yield f"{name}: no such setting" + (f"; did you mean {near}?" if near else "")


def _missing() -> Iterator[str]:
    """Name what only makes sense together, and what a production site cannot do without."""
    given = {name for name, value in os.environ.items() if value.strip()}
    for group in TOGETHER:
        wanted = {PREFIX + name for name in group}
        if wanted & given and wanted - given:
            yield f"{', '.join(sorted(wanted - given))}: missing, while {', '.join(sorted(wanted & given))} is set"
    if os.environ.get(f"{PREFIX}MODE", "production") != "production":
        return
    if len(os.environ.get(f"{PREFIX}SECRET_KEY", "")) < KEY_LENGTH:
        yield f"{PREFIX}SECRET_KEY: set it to {KEY_LENGTH} or more random characters, for example {new_key()}"
    if f"{PREFIX}ALLOWED_HOSTS" not in given:
        yield f"{PREFIX}ALLOWED_HOSTS: set it to the names this site answers to, with commas between them"


def sign_in_providers(env: Environment) -> dict[str, dict[str, object]]:
    """Return allauth's ``SOCIALACCOUNT_PROVIDERS``: Wikimedia and OpenID Connect, each only where it is configured."""
    providers: dict[str, dict[str, object]] = {}
    if env.wikimedia_client_id:
        app = {"name": "Wikimedia", "client_id": env.wikimedia_client_id, "secret": env.wikimedia_client_secret}
        agent = f"{env.site_name} ({env.site_url})"
        providers["mediawiki"] = {"APPS": [app], "USER_AGENT": agent, "OAUTH_PKCE_ENABLED": True}
    if env.oidc_issuer and env.oidc_client_id:
        providers["openid_connect"] = {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.oidc_name,
                    "client_id": env.oidc_client_id,
                    "secret": env.oidc_client_secret,
                    "settings": {"server_url": env.oidc_issuer.rstrip("/")},
                }
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    return providers
