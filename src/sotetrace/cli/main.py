"""The table of commands, and the one place where an error becomes a message and an exit status."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from sotetrace.cli.check import check
from sotetrace.cli.coverage import coverage
from sotetrace.cli.explain import explain
from sotetrace.cli.export import export
from sotetrace.cli.init import init
from sotetrace.cli.list import list_
from sotetrace.cli.schema import schema
from sotetrace.cli.show import show
from sotetrace.cli.verify import verify
from sotetrace.errors import SotetraceError, UnparsableError

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
    (explain, "explain"),
    (schema, "schema"),
    (verify, "verify"),
    (init, "init"),
    (export, "export"),
):
    app.command(name)(function)


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version and end.")] = False,
) -> None:
    if version:
        from sotetrace._version import __version__

        sys.stdout.write(f"sotetrace {__version__}\n")
        raise typer.Exit


def run() -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A console of another encoding must not end a report with a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="sotetrace")
        sys.stdout.flush()
    except SystemExit as end:
        return _flushed(int(end.code or 0))
    except BrokenPipeError:
        return _without_reader()
    except SotetraceError as error:
        _complain(error)
        return error.exit_status
    return 0


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_reader()
    return status


def _without_reader() -> int:
    """End quietly when the reader of the output is gone (`| head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _complain(error: SotetraceError) -> None:
    from sotetrace.cli.output import say

    if isinstance(error, UnparsableError):
        from sotetrace.cli.output import choose_language, render
        from sotetrace.messages import Translator
        from sotetrace.report.pages.findings import build_findings_page

        words = Translator(choose_language(None))
        sys.stderr.write(render(build_findings_page(error.findings, words)))  # type: ignore[arg-type]
    say(f"sotetrace: {error.message}")
    if error.hint:
        say(error.hint)
