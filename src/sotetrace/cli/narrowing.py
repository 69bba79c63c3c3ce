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
    """Return what tells whether a change is about an element, or about what hangs below it on either side."""
    from sotetrace.graph import find_below
    from sotetrace.model.ids import nearest_ids

    graphs = [project.graph for project in (old, new)]
    known = {identifier for graph in graphs for identifier in graph.document.elements}
    if under not in known:
        raise UsageError(f"--under: no element has the id {under}", nearest=nearest_ids(under, known))
    below = {identifier for graph in graphs if under in graph for identifier in find_below(graph, under)}
    return lambda change: change.element in below or change.element.rpartition(".")[0] in below
