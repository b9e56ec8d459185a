"""``talkoot``: what people who run a site type. Each subcommand is a module of ``talkoot.config.commands``."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from contextlib import nullcontext
from importlib import import_module

# Name, module, and what it is for, in the order of a site's life.
COMMANDS = {
    "run": "prepare the site and run it whole: web server and worker together",
    "web": "serve pages",
    "worker": "do what is scheduled and what follows from what people did",
    "migrate": "bring the database to this version",
    "demo": "load the demo movement",
    "doctor": "look the site over and say how to mend what is wrong",
    "reset": "throw a development site's data away (asks first)",
}
# These live with the app whose nouns they handle, as its management commands.
COMMANDS_OF_APPS = {
    "import": "bring in bodies, roles, mandates, people and proposals from files",
    "ledger": "verify the ledger's chain",
}
# A module cannot be called import.
MODULES = {"import": "import_source"}
# What a shell expects of a program that Ctrl-C ended.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one subcommand and leave with its exit status."""
    try:
        _main(arguments)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(INTERRUPTED)


def _main(arguments: Sequence[str] | None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talkoot.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in COMMANDS_OF_APPS:
        from django.core.management import execute_from_command_line  # noqa: PLC0415  # --help answers without Django

        from talkoot.config.in_use import in_use  # noqa: PLC0415  # it reads the environment, which --help does without

        with in_use():
            execute_from_command_line(["talkoot", MODULES.get(given[0], given[0]), *given[1:]])
        return
    if given and given[0] in COMMANDS:
        sys.exit(_run(given[0], given[1:]))
    _overview().parse_args(given or ["--help"])


def _run(name: str, given: Sequence[str]) -> int:
    module = import_module(f"talkoot.config.commands.{name}")
    parser = ArgumentParser(prog=f"talkoot {name}", description=module.__doc__)
    module.add_arguments(parser)
    options = parser.parse_args(given)
    from talkoot.config.in_use import in_use  # noqa: PLC0415  # it reads the environment, which --help does without

    # `reset` wants the data for itself, and the doctor only looks.
    with nullcontext() if name in {"reset", "doctor"} else in_use():
        status: int = module.handle(options)
    return status


def _overview() -> ArgumentParser:
    everything = {**COMMANDS, **COMMANDS_OF_APPS}
    listed = "\n".join(f"  {name:<10}{purpose}" for name, purpose in everything.items())
    parser = ArgumentParser(
        prog="talkoot",
        formatter_class=RawDescriptionHelpFormatter,
        description="Run and look after a Talkoot site.",
        epilog=f"commands:\n{listed}\n\n`talkoot COMMAND --help` says more about one.",
    )
    parser.add_argument("command", choices=sorted(everything), metavar="COMMAND")
    return parser


if __name__ == "__main__":
    main()
