import os
from pathlib import Path

import pytest

from talkoot.config import env as environment

SOUND = {
    "TALKOOT_MODE": "production",
    "TALKOOT_SECRET_KEY": "b7" * 30,
    "TALKOOT_ALLOWED_HOSTS": "talkoot.example, www.talkoot.example",
    "TALKOOT_SITE_URL": "https://talkoot.example",
}


@pytest.fixture
def variables(monkeypatch, tmp_path):
    """Return a function that makes the environment of a site out of a sound one."""
    for name in list(os.environ):
        if name.startswith(environment.PREFIX) or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    monkeypatch.setenv("TALKOOT_DATA_DIR", str(tmp_path))

    def be(**changes):
        for name, value in {**SOUND, **changes}.items():
            monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name, raising=False)

    return be


def test_a_sound_environment_is_read(variables):
    variables()
    env = environment.read()
    assert env.allowed_hosts == ["talkoot.example", "www.talkoot.example"]
    assert env.mode == "production"


def test_production_is_the_default(variables):
    variables(TALKOOT_MODE=None)
    assert environment.read().mode == "production"


def test_every_mistake_is_named_at_once_with_its_cure(variables):
    variables(
        TALKOOT_SECRET_KEY="short",
        TALKOOT_ALLOWED_HOSTS=None,
        TALKOOT_SITE_URL="talkoot.example/path",
        TALKOOT_EMAIL_URL="http://mail.example",
        TALKOOT_DEFAULT_LANGUAGE="xx",
        TALKOOT_WEB_WORKERS="0",
        TALKOOT_WIKIMEDIA_CLIENT_ID="abc",
        TALKOOT_SITE_NAM="Ours",
        DATABASE_URL="mysql://db.example/talkoot",
    )
    with pytest.raises(environment.ConfigurationError) as stopped:
        environment.read()
    lines = str(stopped.value).splitlines()
    assert lines[0] == "The configuration has 9 mistakes:"
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "DATABASE_URL",
        "TALKOOT_ALLOWED_HOSTS",
        "TALKOOT_DEFAULT_LANGUAGE",
        "TALKOOT_EMAIL_URL",
        "TALKOOT_SECRET_KEY",
        "TALKOOT_SITE_NAM",
        "TALKOOT_SITE_URL",
        "TALKOOT_WEB_WORKERS",
        "TALKOOT_WIKIMEDIA_CLIENT_SECRET",
    ]
    assert "did you mean TALKOOT_SITE_NAME?" in str(stopped.value)


def test_a_misplaced_database_address_is_pointed_out(variables):
    variables(TALKOOT_DATABASE_URL="postgresql://db.example/talkoot")
    with pytest.raises(environment.ConfigurationError, match="did you mean DATABASE_URL"):
        environment.read()


def test_without_an_address_the_database_is_a_file_in_the_data_folder(variables, tmp_path):
    variables()
    database = environment.database(environment.read())
    assert database["ENGINE"] == "talkoot.config.sqlite"
    assert database["NAME"] == str(tmp_path / "talkoot.sqlite3")


def test_a_relative_and_an_absolute_file_are_told_apart(variables, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    variables(DATABASE_URL=f"sqlite:///{tmp_path}/a%20b.sqlite3")
    assert environment.database(environment.read())["NAME"] == f"{tmp_path}/a b.sqlite3"
    variables(DATABASE_URL="sqlite:///near/c.sqlite3")
    assert environment.database(environment.read())["NAME"] == "near/c.sqlite3"


def test_a_postgresql_address_is_taken_apart_and_gets_a_pool(variables):
    variables(DATABASE_URL="postgresql://an%40a:p%2Fw@db.example:5433/talkoot")
    database = environment.database(environment.read())
    assert (database["USER"], database["PASSWORD"]) == ("an@a", "p/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "5433", "talkoot")
    assert "pool" in database["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp+tls://ann:pw@mail.example", 587, False, True),
        ("smtps://ann:pw@mail.example", 465, True, False),
        ("smtp://ann:pw@mail.example:2525", 2525, False, False),
    ],
)
def test_a_mail_address_says_how_to_speak_to_the_server(url, port, ssl, tls, variables):
    variables(TALKOOT_EMAIL_URL=url)
    options = environment.mailer(environment.read())["OPTIONS"]
    assert (options["port"], options["use_ssl"], options["use_tls"]) == (port, ssl, tls)
    assert (options["host"], options["username"], options["password"]) == ("mail.example", "ann", "pw")


def test_mail_is_printed_in_development_and_kept_in_tests(variables):
    variables(TALKOOT_MODE="development")
    assert "console" in environment.mailer(environment.read())["BACKEND"]
    variables(TALKOOT_MODE="test")
    assert "locmem" in environment.mailer(environment.read())["BACKEND"]


def test_development_makes_its_key_once_and_keeps_it_to_itself(variables, tmp_path):
    variables(TALKOOT_MODE="development", TALKOOT_SECRET_KEY=None)
    first = environment.secret_key(environment.read())
    assert len(first) >= environment.KEY_LENGTH
    assert environment.secret_key(environment.read()) == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_what_is_shipped_is_found():
    assert environment.shipped("demo") == Path(__file__).resolve().parents[3] / "demo"
