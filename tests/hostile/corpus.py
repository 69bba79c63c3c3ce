"""Every case there is. `python -m tests.hostile` lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.corpus_bytes import BYTES, NOTHING
from tests.hostile.corpus_links import LINKS
from tests.hostile.corpus_sssom import CROSSWALKS
from tests.hostile.corpus_values import TYPES
from tests.hostile.corpus_workspace import SETTINGS, WAIVERS
from tests.hostile.corpus_yaml import YAML

if TYPE_CHECKING:
    from tests.hostile.cases import Case

CASES: tuple[Case, ...] = (*NOTHING, *BYTES, *YAML, *TYPES, *LINKS, *SETTINGS, *WAIVERS, *CROSSWALKS)
