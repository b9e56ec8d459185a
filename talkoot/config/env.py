"""What the environment says, parsed once; every mistake is reported at the same time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent


class Environment(BaseSettings):
    """One attribute per variable; the variable is the name in capitals after ``TALKOOT_``.

    ``DATABASE_URL`` alone has no prefix, because every host sets it under that name.
    """

    model_config = SettingsConfigDict(env_prefix="TALKOOT_", extra="ignore", populate_by_name=True)

    mode: Literal["production", "development", "test"] = "production"
    secret_key: str = ""
    site_name: str = "Talkoot"
    site_url: str = "http://127.0.0.1:8000"
    allowed_hosts: Annotated[list[str], NoDecode] = Field(default_factory=list)
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data_dir: Path = ROOT / "var"
    default_language: str = "en"
    email_url: str = ""
    email_from: str = "Talkoot <talkoot@localhost>"
    open_sign_up: bool = True
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


class ConfigurationError(SystemExit):
    """Raised with one readable message that names every wrong variable."""


def read() -> Environment:
    """Return the environment, or stop with every mistake and its cure in one message."""
    try:
        env = Environment()
    except ValidationError as wrong:
        lines = [f"  {'.'.join(str(p) for p in e['loc']).upper()}: {e['msg']}" for e in wrong.errors()]
        raise ConfigurationError("The configuration has mistakes:\n" + "\n".join(lines)) from None
    missing = [
        message
        for bad, message in (
            (not env.secret_key, "TALKOOT_SECRET_KEY: set it to 50 random characters (talkoot doctor prints one)"),
            (not env.allowed_hosts, "TALKOOT_ALLOWED_HOSTS: set it to the names this site answers to, with commas"),
        )
        if bad and env.mode == "production"
    ]
    if missing:
        raise ConfigurationError("The configuration has mistakes:\n  " + "\n  ".join(missing))
    return env


def database(env: Environment) -> dict[str, object]:
    """Return Django's ``DATABASES['default']`` for the address in the environment."""
    url = env.database_url or f"sqlite:///{env.data_dir / 'talkoot.sqlite3'}"
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(url.removeprefix("sqlite:///")) or env.data_dir / "talkoot.sqlite3")
        path.parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "talkoot.config.sqlite",
            "NAME": str(path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000;PRAGMA temp_store=MEMORY;PRAGMA mmap_size=0;",
            },
            "TEST": {"NAME": str(env.data_dir / "test.sqlite3")},
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": {} if env.mode == "test" else {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}},
    }


def mailer(env: Environment) -> dict[str, object]:
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
            "host": parts.hostname or "localhost",
            "port": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+tls",
            "timeout": 20,
        },
    }
