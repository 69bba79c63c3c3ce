"""What the shell completes: ids with their titles, kinds, rules. Quiet on a fault: a prompt is no place for one."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer  # at run time: typer reads the annotations

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sotetrace.model.document import VisionDocument

Completions = list[tuple[str, str]]
"""Words and what they mean, as typer takes them."""

_LONGEST = 60
_HARMLESS = str.maketrans("\\$`\"'[]", "/S’’’()")
"""What zsh, which evaluates what it is given, or the markup of rich would obey, and what stands for it."""


def complete_id(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of elements and parts that begin as typed, with their titles."""
    return _offer(_documents(ctx), incomplete, _ids)


def complete_shown(ctx: typer.Context, incomplete: str) -> Completions:
    """Return what `show` shows: the ids of elements and parts, then those of scopes."""
    documents = _documents(ctx)
    scopes = _offer(documents, incomplete, lambda document: [(scope.id, None) for scope in document.scopes])
    return _offer(documents, incomplete, _ids) + scopes


def complete_level(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of levels that begin as typed."""
    return _offer(_documents(ctx), incomplete, lambda document: [(level.id, None) for level in document.levels])


def complete_link(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the names of inferred links without a verdict that begin as typed."""
    from sotetrace.coverage.review import name_of
    from sotetrace.graph import iter_links

    def links_of(document: VisionDocument) -> Iterator[tuple[str, str | None]]:
        for link in iter_links(document):
            if link.basis == "inferred" and not (link.is_reviewed or link.is_rejected):
                yield name_of(link), link.confidence or ""

    return _offer(_documents(ctx), incomplete, links_of)


def complete_document(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of the documents of the workspace that begin as typed, with their titles."""
    return [
        (document.document.id, _shorten((document.document.title.best(document.document.original) or ("",))[0]))
        for document in _documents(ctx, is_whole=True)
        if document.document.id.startswith(incomplete)
    ]


def _ids(document: VisionDocument) -> Iterator[tuple[str, str | None]]:
    for element in document.iter_elements():
        yield element.id, None
        yield from ((part.id, None) for part in element.parts)


def _offer(
    documents: Sequence[VisionDocument],
    incomplete: str,
    iter_names: Callable[[VisionDocument], Iterable[tuple[str, str | None]]],
) -> Completions:
    """Return the names of things in documents that begin as typed, each with a word on it, else its title.

    A name that several documents have stands with its document before it, and so does one of a former revision; any
    other does when a document is typed.
    """
    from sotetrace.model.ids import is_past

    names = [(document, *pair) for document in documents for pair in iter_names(document)]
    holders: dict[str, set[str]] = {}
    for document, name, _ in names:
        if not is_past(document.document.id):
            holders.setdefault(name, set()).add(document.document.id)
    offered = []
    for document, name, word in names:
        prefix = f"{document.document.id}:"
        is_past_name = is_past(document.document.id) and len(documents) > 1
        is_qualified = is_past_name or len(holders.get(name, ())) > 1 or incomplete.startswith(prefix)
        shown = f"{prefix}{name}" if is_qualified else name
        if shown.startswith(incomplete):
            offered.append((shown, _help(document, name) if word is None else word))
    return offered


def complete_kind(incomplete: str) -> Completions:
    """Return the kinds that begin as typed, and what else `list` lists."""
    from sotetrace.model.kinds import KINDS

    return [
        (name, "")
        for name in (*(row.section for row in KINDS), "scopes", "links", "all")
        if name.startswith(incomplete)
    ]


def complete_rule(incomplete: str) -> Completions:
    """Return the codes and slugs of rules that begin as typed."""
    from sotetrace.rules import code_of, rule_slugs

    codes = [(code_of(slug), slug) for slug in rule_slugs()]
    return [pair for pair in (*codes, *((slug, code) for code, slug in codes)) if pair[0].startswith(incomplete)]


def complete_format(incomplete: str) -> Completions:
    """Return the formats of standing findings that begin as typed."""
    from sotetrace.cli.options import FORMAT_NAMES
    from sotetrace.report.writers import WRITERS

    return [(name, WRITERS.get(name, "")) for name in FORMAT_NAMES if name.startswith(incomplete)]


def complete_export(incomplete: str) -> Completions:
    """Return the formats of `export` that begin as typed."""
    from sotetrace.report.exporters import EXPORTERS

    return [(name, "") for name in EXPORTERS if name.startswith(incomplete)]


def complete_import(incomplete: str) -> Completions:
    """Return the formats of `import` that begin as typed."""
    from sotetrace.store.imports import FORMATS

    return [(name, "") for name in FORMATS if name.startswith(incomplete)]


def complete_field(incomplete: str) -> Completions:
    """Return `COLUMN=FIELD` for the column that is typed and every field that begins as typed."""
    from sotetrace.intake.roles import FIELDS

    column, separator, begun = incomplete.rpartition("=")
    return [(f"{column}={name}", "") for name in FIELDS if separator and name.startswith(begun)]


def complete_schema(incomplete: str) -> Completions:
    """Return the names of schemas that begin as typed."""
    from sotetrace.report.shapes.schemas import SCHEMAS

    return [(name, "") for name in SCHEMAS if name.startswith(incomplete)]


def _documents(ctx: typer.Context, *, is_whole: bool = False) -> tuple[VisionDocument, ...]:
    """Return the documents of the workspace that is named before, or the one that is chosen there."""
    from sotetrace.project import Project

    model = ctx.params.get("model")
    try:
        project = Project.open(Path(model) if model else None)
        return project.narrow(None if is_whole else ctx.params.get("document")).documents
    except SotetraceError:
        return ()


def _help(document: VisionDocument, identifier: str) -> str:
    """Return the title of an element or part in the original language, cut to fit beside its id."""
    from sotetrace.messages import Translator
    from sotetrace.report.labels import Labels

    return _shorten(Labels(document, Translator(document.document.original)).title(identifier))


def _shorten(title: str) -> str:
    """Return a title inert for every shell, cut to fit beside a word."""
    from sotetrace.report.inert import inert

    harmless = inert(title).translate(_HARMLESS)
    return harmless if len(harmless) <= _LONGEST else harmless[: _LONGEST - 1] + "…"


# ---- bash and the colon ----------------------------------------------------------------------------------------------


@contextmanager
def colons_joined() -> Iterator[None]:
    """Let bash complete a word with colons in it, such as the name of a link; does nothing when bash does not ask.

    To bash a colon ends a word: it hands `M1.a:G2` over as three words and replaces the last. So they are joined for
    the time of the question, and what bash has already is cut from each answer.
    """
    words = os.environ.get("COMP_WORDS", "").split("\n")
    index = os.environ.get("COMP_CWORD", "")
    if os.environ.get("_SOTETRACE_COMPLETE") != "complete_bash" or ":" not in words or not index.isdecimal():
        yield
        return
    joined, current = join_at_colons(words, int(index))
    os.environ["COMP_WORDS"], os.environ["COMP_CWORD"] = "\n".join(joined), str(current)
    had = ""
    if int(index) < len(words) and joined[current] != words[int(index)]:
        had = joined[current][: joined[current].rfind(":") + 1]
    answer = StringIO()
    try:
        with redirect_stdout(answer):
            yield
    finally:
        sys.stdout.writelines(line.removeprefix(had) for line in answer.getvalue().splitlines(keepends=True))


def join_at_colons(words: Sequence[str], index: int) -> tuple[list[str], int]:
    """Join the words that stand on both sides of a colon; return them and the new place of the word at an index."""
    joined: list[str] = []
    current = index
    is_open = False
    for place, word in enumerate(words):
        is_joined = bool(joined) and (word == ":" or (is_open and word != ""))
        if is_joined:
            joined[-1] += word
        else:
            joined.append(word)
        current -= is_joined and place <= index
        is_open = word == ":"
    return joined, current
