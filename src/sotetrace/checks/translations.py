"""Languages that the document promises and an element lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_translations(context: CheckContext) -> Iterator[Finding]:
    """Find `missing-translation` in titles, summaries, notes, rationales and labels of parts."""
    languages = context.document.languages
    for path, holder, text in context.document.iter_texts():
        for language in languages:
            if text.get(language) is None:
                field = next(step for step in reversed(path) if isinstance(step, str))
                place = context.place(*path, is_key=True)
                yield Finding.of("missing-translation", place, element=holder, language=language, field=field)
