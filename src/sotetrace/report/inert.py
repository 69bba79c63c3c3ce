"""Make text from a model inert: what could steer a terminal, or reorder what a reader sees, is shown and not obeyed."""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, line and paragraph separators, the bidirectional controls, zero-width characters, lone
# surrogates.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACE = re.compile(r"[ \t\r\n]+")


def inert(text: str) -> str:
    r"""Return text on one line in which every steering character is shown as `\u{…}`."""
    return _STEERING.sub(lambda found: f"\\u{{{ord(found[0]):X}}}", _SPACE.sub(" ", text))


def inert_lines(text: str) -> list[str]:
    """Return text as lines, each inert; tabs become four spaces."""
    return [_STEERING.sub(lambda found: f"\\u{{{ord(found[0]):X}}}", line.expandtabs(4)) for line in text.split("\n")]
