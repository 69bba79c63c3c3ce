"""Variants that repeat a wording already recorded for the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_variants(context: CheckContext) -> Iterator[Finding]:
    """Find `redundant-variant`."""
    original = context.document.document.original
    for path, element in context.document.iter_places():
        if not element.variants:
            continue
        seen = {(element.title.get(original), element.source.where if element.source else None)}
        for index, variant in enumerate(element.variants):
            key = (variant.text, variant.where)
            if key in seen:
                place = context.place(*path, "variants", index, "text")
                yield Finding.of("redundant-variant", place, element=element.id, words=variant.text)
            seen.add(key)
