"""Links that lack what their basis must carry, or carry what belongs to another basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.links import MUST_CARRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext

_RULE_OF = {
    "quote": "missing-quote",
    "where": "missing-where",
    "rationale": "missing-rationale",
    "confidence": "missing-confidence",
    "by": "missing-author",
}
_OF_INFERENCE = ("confidence", "by", "reviewed")


def check_evidence(context: CheckContext) -> Iterator[Finding]:
    """Find what is missing for a basis, `evidence-of-other-basis` and `blanket-outside-scope`."""
    for path, holder, link_type, link in context.document.iter_links():
        for key in MUST_CARRY[link.basis]:
            if getattr(link, key) is None:
                slots = {"link": link_type, "target": link.to, "basis": link.basis}
                yield Finding.from_slots(_RULE_OF[key], context.place(*path, "basis"), slots, element=holder)
        if link.basis != "inferred":
            for key in _OF_INFERENCE:
                if getattr(link, key) is not None:
                    yield Finding.of(
                        "evidence-of-other-basis",
                        context.place(*path, key, is_key=True),
                        element=holder,
                        link=link_type,
                        target=link.to,
                        key=key,
                        basis=link.basis,
                    )
        if link.basis == "blanket" and path[0] != "scopes":
            place = context.place(*path, "basis")
            yield Finding.of("blanket-outside-scope", place, element=holder, link=link_type, target=link.to)
