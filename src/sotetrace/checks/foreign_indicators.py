"""What indicators tell of other documents of the workspace: whether it is there, and may be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.ids import nearest_ids
from sotetrace.model.links import LINK_ROW, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Place


def check_foreign_indicators(context: CheckContext, known: Mapping[str, CheckContext]) -> Iterator[Finding]:
    """Find `indicated-document-missing`, `unknown-indicated-id` and targets of a wrong kind.

    `known` are the documents of the workspace by id.
    """
    for path, holder, link_type, link in context.document.iter_links():
        document, _, target = link.to.partition(":")
        if not is_foreign(link_type, link.to) or document == context.document.document.id:
            continue
        place = context.place(*path, "to")
        if document not in known:
            yield Finding.of("indicated-document-missing", place, element=holder, document=document, target=link.to)
        else:
            yield from _check_target(known[document], holder, link.to, target, place)


def _check_target(other: CheckContext, holder: str, to: str, target: str, place: Place) -> Iterator[Finding]:
    expected = LINK_ROW["indicates"].targets
    found = other.document.elements.get(other.owners.get(target, target))
    if found is None and target not in other.left_out:
        near = next(iter(nearest_ids(target, other.paths, count=1)), None)
        meant = f"{other.document.document.id}:{near}" if near is not None else None
        yield Finding.of("unknown-indicated-id", place, element=holder, suggestion=meant, target=to)
    elif found is not None and found.kind not in expected:
        slots = {"link": "indicates", "target": to, "kind": found.kind, "expected": ", ".join(expected)}
        yield Finding.from_slots("wrong-target-kind", place, slots, element=holder)
