"""The table of commands, and the one place where an error becomes a message and an exit status."""

from __future__ import annotations

import os
import sys
from copy import copy
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.accept import accept
from sotetrace.cli.changelog import changelog
from sotetrace.cli.check import check
from sotetrace.cli.completion import colons_joined
from sotetrace.cli.coverage import coverage
from sotetrace.cli.crosswalk import crosswalk
from sotetrace.cli.diff import diff
from sotetrace.cli.explain import explain
from sotetrace.cli.export import export
from sotetrace.cli.fmt import fmt
from sotetrace.cli.git_setup import git_setup
from sotetrace.cli.history import history
from sotetrace.cli.impact import impact
from sotetrace.cli.import_ import import_
from sotetrace.cli.init import init
from sotetrace.cli.list import list_
from sotetrace.cli.merge_check import merge_check
from sotetrace.cli.new import new
from sotetrace.cli.path import path
from sotetrace.cli.rename import rename
from sotetrace.cli.review import review
from sotetrace.cli.robustness import robustness
from sotetrace.cli.schema import schema
from sotetrace.cli.show import show
from sotetrace.cli.textconv import textconv
from sotetrace.cli.trace import trace
from sotetrace.cli.trend import trend
from sotetrace.cli.verify import verify
from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer.models import CommandInfo

app = typer.Typer(
    name="sotetrace",
    help="Keep a policy vision as data: see which problem no measure reaches, which link the text states and which "
    "somebody inferred, and hold every quote to the source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for function, name in (
    (check, "check"),
    (coverage, "coverage"),
    (list_, "list"),
    (show, "show"),
    (trace, "trace"),
    (path, "path"),
    (impact, "impact"),
    (robustness, "robustness"),
    (review, "review"),
    (crosswalk, "crosswalk"),
    (diff, "diff"),
    (changelog, "changelog"),
    (history, "history"),
    (trend, "trend"),
    (merge_check, "merge-check"),
    (git_setup, "git-setup"),
    (accept, "accept"),
    (new, "new"),
    (rename, "rename"),
    (fmt, "fmt"),
    (explain, "explain"),
    (schema, "schema"),
    (verify, "verify"),
    (init, "init"),
    (import_, "import"),
    (export, "export"),
):
    app.command(name)(function)
app.command("textconv", hidden=True)(textconv)  # git runs it


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        from sotetrace._version import __version__

        sys.stdout.write(f"sotetrace {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version and end.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """Return the program with no other command than the one that is asked for, in which a word may be completed.

    To build every command costs more time than many a run.
    """
    asked = arguments[:1]
    if list(arguments) in ([], ["--help"], ["-h"]) and "_SOTETRACE_COMPLETE" not in os.environ:
        return _named_only()
    if not asked and "_SOTETRACE_COMPLETE" in os.environ:
        words = (os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()
        asked = words[1:2] if len(words) > 2 else []
    chosen = [command for command in app.registered_commands if [command.name] == list(asked)]
    if not chosen:
        return app
    alone = copy(app)
    alone.registered_commands = chosen
    return alone


def _named_only() -> typer.Typer:
    """Return the program with commands that have no options: a list of them shows the name and first line of each."""

    def told(info: CommandInfo) -> CommandInfo:
        def command() -> None: ...

        assert info.callback is not None
        command.__doc__ = info.callback.__doc__
        alike = copy(info)
        alike.callback = command
        return alike

    listed = copy(app)
    listed.registered_commands = [told(info) for info in app.registered_commands]
    return listed


def run(program: typer.Typer | None = None) -> int:
    """Run the command line, or a program with fewer commands, and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding must not end a report with a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with colons_joined():
            (program or app)(prog_name="sotetrace")
    except SystemExit as end:
        return int(end.code or 0)
    except SotetraceError as error:
        _complain(error)
        return error.exit_status
    except OSError as error:
        if error.filename is not None:
            raise  # no fault of the output
        return _without_room(error)
    return 0


def _without_room(error: OSError) -> int:
    """End with a message when the output cannot be written, as on a full disk."""
    from sotetrace.cli.output import drop_output

    drop_output()
    _complain(SotetraceError(f"the output cannot be written: {error.strerror or error}"))
    return SotetraceError.exit_status


def _complain(error: SotetraceError) -> None:
    from sotetrace.cli.output import say

    say(f"sotetrace: {error.message}")
    if error.hint:
        say(error.hint)
