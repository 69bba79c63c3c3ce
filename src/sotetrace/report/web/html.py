"""HTML by hand: the one place where text becomes markup, and everything that is not markup already is escaped."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from sotetrace.report.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[\w#.:-]+", re.ASCII)
"""What an attribute's value may be made of to stand without quotes, as most do: a tenth of a page is saved."""
_OPEN = frozenset(("dd", "dt", "li", "td", "th", "tr"))
"""Elements that end where the next one begins: HTML needs no end tag there."""
_SHAPES = frozenset(("path", "rect"))
_VOID = frozenset(("br", "input", "link", "meta"))


class Html(str):
    """Text that is markup: what it holds has been escaped."""

    __slots__ = ()


NOTHING = Html("")


def escape(text: str) -> Html:
    """Return text as markup, inert: what could steer or reorder is shown, and no character means anything."""
    return text if isinstance(text, Html) else Html(html.escape(inert(text)))


def join(pieces: Iterable[str], between: str = "") -> Html:
    """Return pieces one after the other, each escaped unless it is markup."""
    return Html(escape(between).join(map(escape, pieces)))


def tag(name: str, /, *children: str, **attributes: str | int | bool | None) -> Html:
    """Return an element: `tag("a", "text", href="#x", class_="y", data_n=3)`.

    An attribute that is None or False is left out, True is written without a value; `_` in its name stands for `-`.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f"={_quoted(str(value))}")
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    if name in _SHAPES:
        return Html(f"<{name}{written} />")
    end = "" if name in _OPEN else f"</{name}>"
    return Html(f"<{name}{written}>{''.join(map(escape, children))}{end}")


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{escape(value)}"'
