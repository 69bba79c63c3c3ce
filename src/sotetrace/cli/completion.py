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
    from collections.abc import Iterator, Sequence

    from sotetrace.model.document import VisionDocument

Completions = list[tuple[str, str]]
"""Words and what they mean, as typer takes them."""

_LONGEST = 60
_HARMLESS = str.maketrans("\\$`\"'[]", "/S’’’()")
"""What zsh, which evaluates what it is given, or the markup of rich would obey, and what stands for it."""


def complete_id(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of elements and parts that begin as typed, with their titles."""
    return [
        (identifier, _help(document, identifier))
        for document in _documents(ctx)
        for element in document.iter_elements()
        for identifier in (element.id, *(part.id for part in element.parts))
        if identifier.startswith(incomplete)
    ]


def complete_shown(ctx: typer.Context, incomplete: str) -> Completions:
    """Return what `show` shows: the ids of elements and parts, then those of scopes."""
    return complete_id(ctx, incomplete) + [
        (scope.id, _help(document, scope.id))
        for document in _documents(ctx)
        for scope in document.scopes
        if scope.id.startswith(incomplete)
    ]


def complete_level(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the ids of levels that begin as typed."""
    return [
        (level.id, _help(document, level.id))
        for document in _documents(ctx)
        for level in document.levels
        if level.id.startswith(incomplete)
    ]


def complete_link(ctx: typer.Context, incomplete: str) -> Completions:
    """Return the names of inferred links without a verdict that begin as typed."""
    from sotetrace.coverage.review import name_of
    from sotetrace.graph import iter_links

    return [
        (name, link.confidence or "")
        for document in _documents(ctx)
        for link in iter_links(document)
        if link.basis == "inferred" and not (link.is_reviewed or link.is_rejected)
        if (name := name_of(link)).startswith(incomplete)
    ]


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


def complete_schema(incomplete: str) -> Completions:
    """Return the names of schemas that begin as typed."""
    from sotetrace.report.shapes import SCHEMAS

    return [(name, "") for name in SCHEMAS if name.startswith(incomplete)]


def _documents(ctx: typer.Context) -> tuple[VisionDocument, ...]:
    from sotetrace.project import Project

    model = ctx.params.get("model")
    try:
        return Project.open(Path(model) if model else None).documents
    except SotetraceError:
        return ()


def _help(document: VisionDocument, identifier: str) -> str:
    """Return the title of an element or part in the original language, cut to fit beside its id."""
    from sotetrace.messages import Translator
    from sotetrace.report.inert import inert
    from sotetrace.report.labels import Labels

    title = inert(Labels(document, Translator(document.document.original)).title(identifier)).translate(_HARMLESS)
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


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
