import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress

import pytest

from talkoot.config import command
from talkoot.config.commands import doctor
from talkoot.config.in_use import in_use_by_nobody_else
from talkoot.config.processes import Processes

MOST_SECONDS = 60


def talkoot(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "talkoot.config.command", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_help_lists_every_command_and_needs_no_configuration():
    result = talkoot("--help", TALKOOT_MODE="production")
    assert result.returncode == 0
    for name in [*command.COMMANDS, *command.COMMANDS_OF_APPS]:
        assert f"\n  {name} " in result.stdout


@pytest.mark.parametrize("name", command.COMMANDS)
def test_each_command_says_what_it_is_for(name, capsys):
    with pytest.raises(SystemExit) as left:
        command.main([name, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: talkoot {name}")


def test_an_unknown_command_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        command.main(["fly"])
    assert "doctor" in capsys.readouterr().err


def test_a_badly_configured_site_does_not_start():
    result = talkoot("web", TALKOOT_MODE="production")
    assert result.returncode == 1
    assert result.stderr.startswith("The configuration has ")
    assert "Traceback" not in result.stderr


def test_the_doctor_exits_1_when_something_is_red(db, settings, capsys):
    settings.SECRET_KEY = "a"
    options = ArgumentParser()
    doctor.add_arguments(options)
    assert doctor.handle(options.parse_args(["--no-worker"])) == 1
    assert "it can be guessed" in capsys.readouterr().out


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        result = talkoot("web", "--port", port, TALKOOT_DATA_DIR=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.strip().startswith(f"Port {port} is taken")
    assert "Traceback" not in result.stderr


def test_a_production_site_cannot_be_thrown_away(tmp_path):
    key, hosts = "b7" * 30, "talkoot.example"
    site = {"TALKOOT_MODE": "production", "TALKOOT_SECRET_KEY": key, "TALKOOT_ALLOWED_HOSTS": hosts}
    result = talkoot("reset", "--yes", **site, TALKOOT_DATA_DIR=str(tmp_path), DATABASE_URL="")
    assert result.returncode == 1
    assert "Only a development site" in result.stderr


def test_reset_asks_first_and_takes_silence_for_no(tmp_path):
    (tmp_path / "talkoot.sqlite3").write_text("rows")
    site = {"TALKOOT_MODE": "development", "TALKOOT_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    declined = talkoot("reset", **site)
    assert declined.returncode == 0
    assert declined.stdout.endswith("Nothing was changed.\n")
    assert (tmp_path / "talkoot.sqlite3").exists()
    assert talkoot("reset", "--yes", **site).returncode == 0
    assert not (tmp_path / "talkoot.sqlite3").exists()


def test_the_data_of_a_running_site_are_not_thrown_away(tmp_path):
    site = {"TALKOOT_MODE": "development", "TALKOOT_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    (tmp_path / "talkoot.sqlite3").write_text("rows")
    holder = "from talkoot.config.in_use import in_use\nwith in_use():\n    print('here', flush=True)\n    input()"
    with subprocess.Popen(
        [sys.executable, "-c", holder], env={**os.environ, **site}, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        refused = talkoot("reset", "--yes", **site)
        running.kill()  # it leaves nothing behind that would have to be cleared away
    assert refused.returncode == 1
    assert refused.stderr.startswith("The site is running with these data: stop it first")
    assert (tmp_path / "talkoot.sqlite3").exists()
    assert talkoot("reset", "--yes", **site).returncode == 0


def test_nothing_starts_on_data_that_are_being_thrown_away(monkeypatch, tmp_path):
    monkeypatch.setenv("TALKOOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    with in_use_by_nobody_else() as is_free:
        late = talkoot("migrate")
    assert is_free
    assert late.returncode == 1
    assert "are being thrown away just now" in late.stderr


def served(tmp_path, port):
    """A site that serves pages in a group of its own, as a terminal starts it."""
    site = {**os.environ, "TALKOOT_MODE": "development", "TALKOOT_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "talkoot.config.command", "web", "--port", str(port)],
        env=site, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.2, 0.7, 1.2, 1.7, 4.0])
def test_ctrl_c_ends_every_process_soon_whenever_it_comes_and_however_often(tmp_path, seconds):
    with served(tmp_path, free_port()) as running:
        time.sleep(seconds)
        started = time.monotonic()
        for _ in range(3):
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.05)
        said, _ = running.communicate(timeout=MOST_SECONDS)
    assert time.monotonic() - started < 3
    assert "Killing" not in said


@pytest.mark.slow
def test_a_site_runs_whole_and_stops_at_one_interrupt(tmp_path):
    port = free_port()
    site = {**os.environ, "TALKOOT_MODE": "development", "TALKOOT_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    with subprocess.Popen(
        [sys.executable, "-m", "talkoot.config.command", "run", "--no-demo", "--port", str(port)],
        env=site, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        said = []
        for line in running.stdout or ():
            said.append(line)
            if "Ctrl-C stops it" in line:
                break
        running.send_signal(signal.SIGINT)
        rest, _ = running.communicate(timeout=MOST_SECONDS)
    assert running.returncode == 0, "".join(said) + rest
    assert f"http://127.0.0.1:{port}/" in "".join(said)
    assert rest.rstrip().endswith("Stopped.")
    assert "Traceback" not in rest
    with socket.create_server(("127.0.0.1", port)):
        """Nothing listens there any more."""


def test_a_part_that_ends_by_itself_is_named():
    processes = Processes()
    processes.start("fly")
    assert "The fly process ended by itself" in processes.wait()
    processes.stop()


def test_parts_end_when_told_to():
    processes = Processes()
    processes.start("worker")
    time.sleep(0.3)
    started = time.monotonic()
    processes.stop()
    assert time.monotonic() - started < MOST_SECONDS
    assert "worker" in processes.ended()
