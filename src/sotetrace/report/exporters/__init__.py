"""Exporters: a model → a text, a file or a folder of another format.

One table drives the command line, the documentation and the tests. An exporter is a module of the name of its format
with a function `export_NAME` that takes an ExportSource; it imports heavy libraries inside that function.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sotetrace.coverage import CoverageResult
    from sotetrace.findings import Finding
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.settings import Waiver

Shape = Literal["text", "file", "folder"]
"""A text can be printed; a file or a folder needs `--output`."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What an exporter takes: a document with its graph, coverage, findings and waivers, and the words of a language.

    `identifier` is the element that a picture is about, None for the whole document. `is_folder` is True when a format
    that can be either is to be a folder of files.
    """

    graph: TraceGraph
    coverage: CoverageResult
    findings: tuple[Finding, ...]
    waivers: tuple[Waiver, ...]
    words: Translator
    identifier: str | None = None
    is_folder: bool = False

    @property
    def document(self) -> VisionDocument:
        """The document."""
        return self.graph.document


@dataclass(frozen=True, slots=True)
class ExporterRow:
    """One format: what comes out, the optional dependencies it needs (`extra`), and whether it takes an element."""

    shape: Shape
    extra: str = ""
    takes_element: bool = False
    is_translated: bool = True
    """Whether the words of a language are in it; False for data that holds every language."""
    may_be_folder: bool = False
    """Whether a text can be a folder of pages too; what is named as the output decides."""


EXPORTERS: dict[str, ExporterRow] = {
    "json": ExporterRow("text", is_translated=False),
    "markdown": ExporterRow("text", may_be_folder=True),
    "html": ExporterRow("file"),
    "xlsx": ExporterRow("file", extra="xlsx"),
    "csv": ExporterRow("folder", is_translated=False),
    "mermaid": ExporterRow("text", takes_element=True),
    "dot": ExporterRow("text"),
    "graphml": ExporterRow("text", is_translated=False),
    "json-graph": ExporterRow("text", is_translated=False),
    "turtle": ExporterRow("text", extra="rdf", is_translated=False),
    "jsonld": ExporterRow("text", extra="rdf", is_translated=False),
}
"""The formats, in the order in which they are listed; `export.NAME` in the catalogues says what each is for."""


def load_exporter(name: str) -> Callable[[ExportSource], str | bytes | Mapping[str, str | bytes]]:
    """Return the function that exports to a format. Raises KeyError for a name that is not in the table.

    It returns a text, the bytes of a file, or for a folder the content of each file by its path in it, with slashes.
    """
    if name not in EXPORTERS:
        raise KeyError(name)
    exporter: Callable[[ExportSource], str | bytes | Mapping[str, str | bytes]]
    exporter = getattr(import_module(f"{__name__}.{name.replace('-', '_')}"), f"export_{name.replace('-', '_')}")
    return exporter


def missing_extra(extra: str) -> SotetraceError:
    """Return the error that says which optional dependencies a format needs."""
    return SotetraceError(f"this format needs the extra {extra}", f"Install it: pip install 'sotetrace[{extra}]'")
