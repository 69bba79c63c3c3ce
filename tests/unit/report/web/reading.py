"""Read a page as a program would: its elements, ids, links, and the data it carries."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from sotetrace.coverage import evaluate_coverage
from sotetrace.graph import build_graph
from sotetrace.report.web.page import build_web_page

if TYPE_CHECKING:
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.text import Language


@dataclass
class Read(HTMLParser):
    """A page that has been read."""

    text: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def find(self, tag: str | None = None, **attributes: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a name that has some attributes."""
        return [
            found
            for name, found in self.tags
            if tag in (None, name)
            and all(found.get(key.replace("_", "-")) == value for key, value in attributes.items())
        ]

    @property
    def data(self) -> dict[str, Any]:
        """What the script reads."""
        match = re.search(r"<script type=\S+ id=_data>(.*?)</script>", self.text, re.DOTALL)
        assert match is not None
        found: dict[str, Any] = json.loads(match[1])
        return found


def read_page(document: VisionDocument, language: Language = "en") -> Read:
    """Build the page of a document and read it."""
    graph = build_graph(document)
    return Read(build_web_page(graph, evaluate_coverage(graph), language))
