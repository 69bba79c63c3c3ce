"""What a comparison leaves out when only a part of it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sotetrace.diff import ChangeFinding, DiffResult
    from sotetrace.project import Project


def _rules(names: Sequence[str], option: str) -> frozenset[str]:
    """Return the slugs of the rules of changes that an option names. Raises UsageError for another name."""
    import difflib

    from sotetrace.rules import code_of, rule_slugs, slug_of

    known = [slug for slug in rule_slugs() if code_of(slug).startswith("SOT7")]
    found = set()
    for name in names:
        slug = slug_of(name)
        if slug not in known:
            nearest = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
            raise UsageError(f"{option}: {name} is no rule of changes", nearest=nearest)
        found.add(slug)
    return frozenset(found)


def narrow(
    result: DiffResult, old: Project, new: Project, *, only: Sequence[str], skip: Sequence[str], under: str | None
) -> DiffResult:
    """Leave out what was not asked for: rules by name, and all that is not under an element.

    Raises UsageError for a name that is no rule of changes, and for an unknown element.
    """
    kept, dropped = _rules(only, "--only"), _rules(skip, "--skip")
    wanted = _wanted_under(under, old, new) if under is not None else None

    def is_kept(change: ChangeFinding) -> bool:
        is_asked = (not kept or change.rule in kept) and change.rule not in dropped
        return is_asked and (wanted is None or wanted(change))

    return result.only(is_kept) if kept or dropped or wanted is not None else result


def _wanted_under(under: str, old: Project, new: Project) -> Callable[[ChangeFinding], bool]:
    """Return what tells whether a change is about an element, or about what hangs below it on either side.

    What changes in a crosswalk is about both elements that a mapping joins.
    """
    from sotetrace.graph import find_below
    from sotetrace.model.ids import nearest_ids
    from sotetrace.project.elements import find_holder

    found = [
        holder
        for project in (new, old)
        if (holder := find_holder(project, under, lambda context, name: name in context.document.elements)) is not None
    ]
    if not found:
        known = {name for project in (new, old) for context in project.contexts for name in context.document.elements}
        raise UsageError(f"--under: no element has the id {under}", nearest=nearest_ids(under, known))
    below = {identifier for context, name in found for identifier in find_below(context.graph, name)}
    documents = {context.document.document.id for context, _ in found}

    def is_below(name: str) -> bool:
        return name in below or name.rpartition(".")[0] in below

    def is_wanted(change: ChangeFinding) -> bool:
        if change.document in documents or (not change.document and ":" not in change.element):
            return is_below(change.element)
        ends = (end.partition(":") for end in (change.element, *change.subject.split(" ")))
        return any(document in documents and is_below(name) for document, _, name in ends)

    return is_wanted
