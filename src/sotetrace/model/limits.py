"""How much of everything is read: what keeps a damaged or hostile file from using up time and memory."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sotetrace.model.base import Value

Count = Annotated[int, Field(ge=1)]


class Limits(Value):
    """The most that is read of a file. No real vision comes near; one that does raises them in its settings."""

    entries: Count = 2_500_000
    """How many values a document holds in all of its files, entries of lists and of mappings alike."""
    elements: Count = 150_000
    """How many entries the sections of a document have, all together."""
    depth: Annotated[int, Field(ge=1, le=100)] = 50
    """How deep lists and mappings are nested."""
    scalar: Count = 200_000
    """How many characters a text has."""
    rows: Count = 200_000
    """How many mappings a crosswalk file holds."""
    members: Count = 1_000
    """How many documents a pattern such as `plans/*.yaml` names."""
    findings: Count = 100_000
    """How many faults a file has before the rest of it is left unread."""
    links: Count = 1_000_000
    """How many links the scopes of a document stand for."""
    pairs: Count = 5_000_000
    """How many pairs of a measure and a sub-goal are judged, or wait for it."""
    answers: Count = 2_000_000
    """How many elements are held to expectations, each once for every expectation about its kind."""


DEFAULT_LIMITS = Limits()
MAX_BYTES = 50_000_000
"""How large a file may be. This one is fixed: a larger vision is kept in a folder of files."""
