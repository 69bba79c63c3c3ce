"""`sotetrace accept`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sotetrace.cli.options import DocumentOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import open_project, write
from sotetrace.cli.sides import narrow_beside
from sotetrace.errors import GitError, UsageError

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding
    from sotetrace.findings import Finding
    from sotetrace.project import Project

_Found = TypeVar("_Found")
_SHORTEST = 6
"""With fewer digits a fingerprint could easily mean another finding."""


def accept(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FINGERPRINT…", help="What to accept: a fingerprint, or RULE:ELEMENT for a gap."),
    ],
    reason: Annotated[str, typer.Option("--reason", help="Why it is accepted.", show_default=False)],
    owner: Annotated[str, typer.Option("--owner", help="Who answers for it.", show_default=False)],
    until: Annotated[
        str, typer.Option("--until", metavar="YYYY-MM-DD", help="The last day it holds.", show_default=False)
    ],
    old: Annotated[
        str | None,
        typer.Option(
            "--old",
            metavar="SIDE",
            help="The old side of the change to accept.",
            show_default="where HEAD parted from the default branch",
        ),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Accept a gap, which holds until its day, or a change, which holds until it is merged.

    It is written into the workspace's file of waivers in one step; comments and order stay.

    Exit status: 0 written, 2 wrong use or nothing of that name, 3 the model cannot be read.

    Example: sotetrace accept SOT309:L1 --reason "decided later" --owner "Planning unit" --until 2027-06-30
    """
    for option, value in (("--reason", reason), ("--owner", owner)):
        if not value.strip():
            raise UsageError(f"{option}: is empty", "An acceptance says why, and who answers for it.")
    project = open_project(model, lang, may_embed=False, today=today, document=document)
    last = _last_day(until, project.today)
    gaps, changes = [], []
    for name in names:
        found = find_gap(project, name)
        if found is not None:
            gaps.append(found)
        else:
            changes.append(_find_change(project, name, old, model, document))
    for line in project.accept(gaps, changes, reason=reason.strip(), owner=owner.strip(), until=last):
        write(f"{line}\n")


def _last_day(text: str, today: dt.date) -> dt.date:
    try:
        last = dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--until: {text} is no date", "Write it as 2027-06-30.") from error
    if last < today:
        raise UsageError(f"--until: {text} is past", "Name a day on which it should be looked at again.")
    return last


def find_gap(project: Project, name: str) -> Finding | None:
    """Return the standing finding that a fingerprint (or its beginning), or RULE:ELEMENT, names; None for none.

    Raises UsageError when several findings are meant, or an element that several documents have.
    """
    from sotetrace.rules import slug_of

    rule, colon, named = name.partition(":")
    if not colon:
        known = {one.fingerprint: one for one in project.findings if _is_named(one.fingerprint, name)}
        return _only_one(name, list(known.values()))
    document, element = project.split_id(named)
    found = [
        one
        for one in project.findings
        if one.rule == slug_of(rule) and one.element == element and document in (None, one.place.document)
    ]
    holders = dict.fromkeys(one.place.document for one in found)
    if len(holders) > 1:
        choices = [f"{rule}:{holder}:{element}" for holder in holders]
        raise UsageError(f"{name}: several documents have it", f"Say which one: {', '.join(choices)}", choices)
    return found[0] if found else _find_mapped(project, slug_of(rule), named)


def _find_mapped(project: Project, rule: str | None, name: str) -> Finding | None:
    """Return the standing finding about a mapping that joins an element, which it is then accepted by.

    Raises UsageError when elements of several documents have that id.
    """
    from dataclasses import replace

    holders = [context.document.document.id for context in project.contexts if name in context.paths]
    names = {name, *(f"{holder}:{name}" for holder in holders)}
    known = {end: one for one in project.findings if one.rule == rule for end in one.ends if end in names}
    if len(known) > 1:
        choices = [f"{rule}:{end}" for end in known]
        raise UsageError(f"{name}: several documents have it", f"Say which one: {', '.join(choices)}", choices)
    return next((replace(one, ends=(end,)) for end, one in known.items()), None)


def _is_named(fingerprint: str, name: str) -> bool:
    return len(name) >= _SHORTEST and fingerprint.startswith(name.casefold())


def _only_one(name: str, found: list[_Found]) -> _Found | None:
    if len(found) > 1:
        raise UsageError(f"{name}: begins several fingerprints", "Write more of its digits.")
    return found[0] if found else None


def _find_change(
    project: Project, name: str, old: str | None, model: Path | None, document: str | None
) -> ChangeFinding:
    from sotetrace.project import Project
    from sotetrace.store.revisions import resolve_sides

    try:
        before, _ = resolve_sides([old] if old else [], staged=False, model=model, start=Path.cwd())
        result = project.diff(narrow_beside(Project.of_side(before, today=project.today), project, document))
    except GitError as error:
        raise UsageError(
            f"no gap has the fingerprint {name}, and changes cannot be compared: {error.message}", error.hint
        ) from error
    found = _only_one(name, [one for one in result.changes if _is_named(one.fingerprint, name)])
    if found is None:
        hint = "See the fingerprints with: sotetrace diff; of gaps, with: sotetrace check --format json"
        raise UsageError(f"no gap and no change has the fingerprint {name}", hint)
    return found
