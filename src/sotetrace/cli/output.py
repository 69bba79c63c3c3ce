"""Opening a project for a command, choosing the language, and printing."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.cli.options import FORMAT_NAMES, Format
from sotetrace.errors import UnparsableError, UsageError
from sotetrace.messages import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from sotetrace.checks.context import CheckContext
    from sotetrace.cli.options import BasisName, ConfidenceName, ReportLanguage
    from sotetrace.findings import Finding, Severity
    from sotetrace.graph import TraceLink
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.text import Language
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.report.standing import Standing

EXIT_FINDINGS = 1
_FILE_WIDTH = 80
"""How wide a terminal report in a file is, whatever the window it is made in."""


def open_project(
    model: Path | None,
    lang: ReportLanguage | None,
    *,
    may_embed: bool = True,
    today: str | None = None,
    at: str | None = None,
    document: str | None = None,
) -> Project:
    """Open the project of a command, on disk or `at` a revision, narrowed to one document where one is named.

    What makes it unparsable is said on standard error, in the language asked for. Raises UsageError for a document that
    the workspace does not have.
    """
    from sotetrace.project import Project

    try:
        if at is not None:
            return hold(Project.at(at, model, today=day_of(today)).narrow(document))
        return hold(Project.open(model, may_embed=may_embed, today=day_of(today)).narrow(document))
    except UnparsableError as error:
        show_unparsable(error, lang)
        raise


_held: list[Project] = []


def hold(project: Project) -> Project:
    """Keep a project after its command has returned, and return it.

    The process ends then at once, and to take every value of the project apart before serves nobody.
    """
    _held[:] = [project]
    return project


def show_unparsable(error: UnparsableError, lang: ReportLanguage | None) -> None:
    """Say on standard error what makes a model unparsable."""
    from sotetrace.report.pages.findings import build_findings_page

    words = Translator(choose_language(lang))
    sys.stderr.write(render(build_findings_page(error.findings, words), stream=sys.stderr))  # type: ignore[arg-type]


def day_of(today: str | None) -> dt.date | None:
    """Return the day that --today names. Raises UsageError when it names none."""
    if today is None:
        return None
    try:
        return dt.date.fromisoformat(today)
    except ValueError as error:
        raise UsageError(f"--today: {today} is no date", "Write it as 2026-01-31.") from error


def choose_language(option: ReportLanguage | None, default: Language = "en") -> Language:
    """Return the language of a report: the option, else SOTETRACE_LANG, else the default given."""
    if option is not None:
        return option.value
    wanted = os.environ.get("SOTETRACE_LANG", "").strip().casefold()
    if not wanted:
        return default
    from sotetrace.model.text import LANGUAGES

    for language in LANGUAGES:
        if language == wanted:
            return language
    raise UsageError(f"SOTETRACE_LANG: {wanted} is no language of the reports", f"Use one of: {', '.join(LANGUAGES)}.")


def words_for(project: Project, option: ReportLanguage | None) -> Translator:
    """Return the translator of a report on a project; an embedded model is announced on standard error."""
    words = Translator(choose_language(option, project.document.document.original))
    if project.opened.is_embedded:
        say(words("embedded"))
    return words


def warn_of_errors(project: Project, words: Translator) -> None:
    """Say on standard error that reading the model met errors, so that the results hold for a part of it."""
    from sotetrace.findings import Severity

    errors = sum(1 for finding in project.reading_findings if finding.severity >= Severity.ERROR)
    if errors:
        say(words("error.faulty", count=errors))


def find_context(project: Project, identifier: str, also: Sequence[str] = ()) -> tuple[CheckContext, Element]:
    """Return the document that has an element or part of an id, and the element.

    Raises UsageError with the nearest ids, of those that the command knows `also`, too.
    """
    return project.find(identifier, also)


def link_filter(
    bases: Sequence[BasisName] | None, min_confidence: ConfidenceName | None
) -> Callable[[TraceLink], bool]:
    """Return what tells which links count; plain fields of structure (`goal`) always do."""
    from sotetrace.graph import Strength

    kept = frozenset(basis.value for basis in bases or ())
    least = Strength[min_confidence.value.upper()] if min_confidence is not None else Strength.NONE

    def accepts(link: TraceLink) -> bool:
        return link.link is None or ((not kept or link.basis in kept) and link.strength >= least)

    return accepts


def say(text: str) -> None:
    """Print a line on standard error, inert."""
    from sotetrace.report.inert import inert

    sys.stderr.write(f"{inert(text)}\n")


def emit_page(page: Page, output_format: Format = Format.terminal) -> None:
    """Print a page as terminal text or Markdown."""
    write(render(page, output_format))


def render(page: Page, output_format: Format = Format.terminal, stream: TextIO | None = None) -> str:
    """Return a page as Markdown, or as text for the terminal that a stream (standard output) is, if it is one."""
    if output_format is Format.markdown:
        from sotetrace.report.renderers.markdown import render_markdown

        return render_markdown(page)
    from sotetrace.report.renderers.terminal import render_terminal

    has_colour = (stream or sys.stdout).isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return render_terminal(page, width=shutil.get_terminal_size().columns, has_colour=has_colour)


def emit(output_format: Format, build_page: Callable[[], Page], build_shape: Callable[[], Shape]) -> None:
    """Print a result in a format; only what the format needs is built."""
    if output_format is Format.json:
        from sotetrace.report.writers.json import to_json

        write(to_json(build_shape()))
    else:
        _print(render(build_page(), output_format), is_page=output_format is Format.terminal)


@dataclass(frozen=True, slots=True)
class Output:
    """One format of a report, and the file it goes to; without one, it goes to standard output."""

    name: str
    file: Path | None = None

    @property
    def is_standing(self) -> bool:
        """True for a format that holds standing findings and nothing else of a report."""
        return self.name not in tuple(Format)


def choose_outputs(texts: Sequence[str] | None, names: Sequence[str] = FORMAT_NAMES) -> tuple[Output, ...]:
    """Return what `--format NAME[=FILE]` asks for, each time it is given; without any, the terminal.

    `names` are the formats the command has. Raises UsageError for another name, a file that cannot be there, one file
    for two formats, and two formats for standard output.
    """
    outputs = tuple(_output(text, names) for text in texts or (Format.terminal.value,))
    printed = [output.name for output in outputs if output.file is None]
    if len(printed) > 1:
        raise UsageError(
            f"--format: {' and '.join(printed)} cannot both go to standard output",
            f"Give all but one a file: --format {printed[-1]}=FILE",
        )
    files = [output.file for output in outputs if output.file is not None]
    for file in files:
        if files.count(file) > 1:
            raise UsageError(f"--format: {file.as_posix()} is named twice", "Give each format a file of its own.")
    return outputs


def _output(text: str, names: Sequence[str]) -> Output:
    name, separator, file = text.partition("=")
    if name not in names:
        raise UsageError(f"--format: {name} is no format", f"Use one of: {', '.join(names)}.")
    if not separator:
        return Output(name)
    if not file:
        raise UsageError(f"--format: {text} names no file", f"Write --format {name}, or --format {name}=FILE.")
    from sotetrace.store.readers import is_there

    path = Path(file)
    if not is_there(path.parent) or not path.parent.is_dir():
        raise UsageError(f"--format: there is no folder {path.parent.as_posix()}", "Make it, or name another file.")
    if is_there(path) and not path.is_file():
        raise UsageError(f"--format: {path.as_posix()} is no file that could be replaced", "Name another file.")
    return Output(name, path)


def emit_all(
    outputs: Sequence[Output],
    build_page: Callable[[], Page],
    build_shape: Callable[[], Shape],
    build_standing: Callable[[], Standing] | None = None,
) -> None:
    """Write a result in several formats, each to where it goes; only what they need is built, and once.

    A result without standing findings cannot be asked for a format of them.
    """
    page, standing = cache(build_page), cache(build_standing) if build_standing is not None else None
    emit_each(outputs, lambda output: _text_of(output, page, build_shape, standing))


def emit_each(outputs: Sequence[Output], text_of: Callable[[Output], str]) -> None:
    """Write the text of each output to where it goes.

    Every text is made before the first is written. Raises SotetraceError for a file that cannot be written.
    """
    from sotetrace.store.writer import write_text

    texts = [(output, text_of(output)) for output in outputs]
    for output, text in texts:
        if output.file is not None:
            write_text(output.file, text, may_replace=True)
    for output, text in texts:
        if output.file is None:
            _print(text, is_page=output.name == Format.terminal)


def build_standing(
    command: str,
    findings: Sequence[Finding],
    words: Translator,
    documents: Sequence[VisionDocument],
    checked: Sequence[str],
    fail_level: Severity,
) -> Standing:
    """Build what the writers of standing findings take, its files named from the root of the repository."""
    from sotetrace.report.standing import Standing, relocate
    from sotetrace.store.roots import find_folder

    located = relocate(findings, find_folder(Path.cwd()))
    return Standing(command, located, words, tuple(documents), tuple(checked), fail_level)


def _text_of(
    output: Output,
    build_page: Callable[[], Page],
    build_shape: Callable[[], Shape],
    build_standing: Callable[[], Standing] | None,
) -> str:
    if output.is_standing and build_standing is not None:
        from sotetrace.report.writers import load_writer

        return load_writer(output.name)(build_standing())
    if output.name == Format.json:
        from sotetrace.report.writers.json import to_json

        return to_json(build_shape())
    return text_of_page(output, build_page())


def text_of_page(output: Output, page: Page) -> str:
    """Return a page as an output wants it; terminal text for a file has no colours and a fixed width."""
    if output.name == Format.terminal and output.file is not None:
        from sotetrace.report.renderers.terminal import render_terminal

        return render_terminal(page, width=_FILE_WIDTH, has_colour=False)
    return render(page, Format(output.name))


def _is_long(text: str) -> bool:
    """Say whether a report is longer than the terminal it goes to; one that goes elsewhere never is."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return is_terminal and not os.environ.get("NO_PAGER") and text.count("\n") >= shutil.get_terminal_size().lines


def _print(text: str, *, is_page: bool) -> None:
    """Print a report, in the pager when it is a page that is longer than the terminal."""
    if is_page and _is_long(text):
        _page(text)
    else:
        write(text)


def _page(text: str) -> None:
    """Show a long report in the reader's pager (PAGER, else less or more), with its colours."""
    from rich.pager import SystemPager

    os.environ.setdefault("LESS", "-FRX")
    SystemPager().show(text)


def write(text: str) -> None:
    """Write text to standard output. A reader that is gone (`| head`) ends the output, not the command."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Send what is left of standard output nowhere, so that ending does not fail a second time."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
