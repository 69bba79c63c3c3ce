"""Make text from a model inert: what could steer a terminal, or reorder what a reader sees, is shown and not obeyed."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, line and paragraph separators, the bidirectional controls, zero-width characters, lone
# surrogates.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEFORE, _MARKED = 60, 200
"""How many characters of a line are shown before a stretch, and of the stretch itself and after it."""
_SPACE = re.compile(r"[ \t\r\n]+")
# What a build server that shows our output would take for a command: `::error::`, `##[error]`, `##vso[…]`.
_COMMAND = re.compile(r"::(?=[A-Za-z-]+(?: [^\n]*?)?::)|##(?=[A-Za-z]*\[)")


def inert(text: str) -> str:
    r"""Return text on one line in which every steering character is shown as `\u{…}`."""
    if text.isprintable() and not ("  " in text or "::" in text or "##" in text):
        return text  # most texts, at a tenth of the cost
    return _inert(_SPACE.sub(" ", _without_escapes(text)))


def _without_escapes(text: str) -> str:
    """Return text with names of files as they are: where the locale is not UTF-8, Python holds their bytes escaped."""
    if not _ESCAPED.search(text):
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return text


def inert_lines(text: str) -> list[str]:
    """Return text as lines, each inert; tabs become four spaces."""
    return [_inert(line.expandtabs(4)) for line in text.split("\n")]


def inert_json(text: str) -> str:
    """Return indented JSON with the same meaning, in which every steering character is escaped."""
    escaped = _STEERING.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04X}", text)
    return _COMMAND.sub(lambda found: f"\\u{ord(found[0][0]):04X}{found[0][1]}", escaped)


def inert_excerpt(text: str, column: int, width: int) -> tuple[str, str, str]:
    """Return what to show of a line that may be long, inert: what is before a stretch, the stretch, and the rest."""
    start, end = column - 1, column - 1 + width
    before = "".join(inert_lines(text[max(0, start - _BEFORE) : start]))
    marked = "".join(inert_lines(text[start : min(end, start + _MARKED)])) or " "
    rest = "".join(inert_lines(text[end : end + _MARKED])) if width <= _MARKED else ""
    return ("…" + before if start > _BEFORE else before), marked, (rest + "…" if len(text) > end + _MARKED else rest)


def _inert(line: str) -> str:
    shown = _STEERING.sub(lambda found: _shown(found[0]), line)
    return _COMMAND.sub(lambda found: _shown(found[0][0]) + found[0][1], shown)


def _shown(character: str) -> str:
    return f"\\u{{{ord(character):X}}}"
