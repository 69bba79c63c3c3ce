"""What a YAML 1.1 reader makes of a word that is written without quotes: not always the text that stands there.

Here every scalar stays text, so none of this happens to the data. But the same file may be read by other programs, for
which `no` is false and `4.10` is 4.1; that is worth a finding. The patterns are those of yaml.org/type.
"""

from __future__ import annotations

import re

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""The plain scalars that stand for no value at all."""

FIRST_CHARACTERS = frozenset("0123456789+-.yYnNtTfFoO")
"""What a plain scalar with a reading begins with: a look at it spares most words the patterns."""

_LONGEST_WORD = len("false")
_READING = re.compile(
    r"""
    (?P<boolean> (?i: y|yes|n|no|true|false|on|off)\Z )
  | (?P<date>    \d{4}-\d{1,2}-\d{1,2}(?:[Tt\ ].*)?\Z )
  | (?P<time>    [-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?\Z )
  | (?P<integer> [-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|0|[1-9][\d_]*)\Z )
  | (?P<number>  [-+]?(?:\d[\d_]*\.[\d_]*|\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?[eE][-+]?\d+|\.(?i:inf|nan))\Z )
    """,
    re.VERBOSE,
)


def find_reading(text: str) -> str | None:
    """Return what a YAML 1.1 reader takes a plain scalar for, such as `boolean`; None when it takes it for text."""
    if len(text) > _LONGEST_WORD and text[0].isalpha():
        return None
    found = _READING.match(text)
    return found.lastgroup if found else None
