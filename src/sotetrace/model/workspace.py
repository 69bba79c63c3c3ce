"""A workspace: the documents that are read together, with their settings, waivers and crosswalks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Acceptance, Settings, Waiver

if TYPE_CHECKING:
    from sotetrace.model.mapping import Crosswalk


@dataclass(frozen=True, slots=True)
class Workspace:
    """The documents of a workspace. One document is a workspace of one member."""

    documents: tuple[VisionDocument, ...]
    settings: Settings = field(default_factory=Settings)
    waivers: tuple[Waiver, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    crosswalks: tuple[Crosswalk, ...] = ()
