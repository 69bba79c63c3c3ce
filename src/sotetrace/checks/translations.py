"""Languages that a text must have, or that the document promises and it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_translations(context: CheckContext) -> Iterator[Finding]:
    """Find `missing-translation` in titles, summaries, notes, rationales and labels of parts.

    A title that stands in no language at all is none: `missing-key`.
    """
    languages = context.document.languages
    for language in languages:
        for path, holder, text in context.document.iter_texts():
            if getattr(text, language) is not None:
                continue
            field = next(step for step in reversed(path) if isinstance(step, str))
            place = context.place(*path, is_key=True)
            if field != "title" or text.items():
                yield Finding.of("missing-translation", place, element=holder, language=language, field=field)
            elif language == languages[0]:
                yield Finding.of("missing-key", place, element=holder, key=f"title.{language}")
