"""What the shell completes: ids with their titles, kinds, rules. Quiet on a fault: a prompt is no place for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer  # at run time: typer reads the annotations

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
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

    return [(name, "") for name in (*(row.section for row in KINDS), "links", "all") if name.startswith(incomplete)]


def complete_rule(incomplete: str) -> Completions:
    """Return the codes and slugs of rules that begin as typed."""
    from sotetrace.rules import code_of, rule_slugs

    codes = [(code_of(slug), slug) for slug in rule_slugs()]
    return [pair for pair in (*codes, *((slug, code) for code, slug in codes)) if pair[0].startswith(incomplete)]


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
