"""Exporters: a model → a text, a file or a folder of another format.

One table drives the command line, the documentation and the tests. An exporter is a module of the name of its format
with a function `export_NAME` that takes an ExportSource; it imports heavy libraries inside that function. Where a row
says so, `export_NAME_together` writes several documents as one text, and `index_NAME` the page that lists them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from sotetrace.errors import SotetraceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.settings import Waiver
    from sotetrace.report.counterparts import Counterpart

Shape = Literal["text", "file", "folder"]
"""A text can be printed; a file or a folder needs `--output`."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What an exporter takes: a document with its graph, coverage and waivers, and the words of a language.

    `identifier` is the element that a picture is about, None for the whole document. `is_folder` is True when a format
    that can be either is to be a folder of files. `counterparts` are the other documents that a crosswalk joins with
    this one; `index` is where the page that lists all of them stands, seen from this export, or empty.
    """

    graph: TraceGraph
    coverage: CoverageResult
    waivers: tuple[Waiver, ...]
    words: Translator
    identifier: str | None = None
    is_folder: bool = False
    counterparts: tuple[Counterpart, ...] = ()
    index: str = ""

    @property
    def document(self) -> VisionDocument:
        """The document."""
        return self.graph.document


@dataclass(frozen=True, slots=True)
class ExporterRow:
    """One format: what comes out, the optional dependencies it needs (`extra`), and whether it takes an element."""

    shape: Shape
    suffix: str
    """How the name of a file ends, where each document of a workspace gets one."""
    extra: str = ""
    takes_element: bool = False
    is_translated: bool = True
    """Whether the words of a language are in it; False for data that holds every language."""
    may_be_folder: bool = False
    """Whether a text can be a folder of pages too; what is named as the output decides."""
    may_hold_several: bool = False
    """Whether one text can hold several documents of a workspace."""
    index: str = ""
    """The page that lists the documents of a workspace, where the format has one."""


EXPORTERS: dict[str, ExporterRow] = {
    "json": ExporterRow("text", ".json", is_translated=False, may_hold_several=True),
    "markdown": ExporterRow("text", ".md", may_be_folder=True, index="README.md"),
    "html": ExporterRow("file", ".html", index="index.html"),
    "xlsx": ExporterRow("file", ".xlsx", extra="xlsx"),
    "csv": ExporterRow("folder", ".csv", is_translated=False),
    "mermaid": ExporterRow("text", ".mmd", takes_element=True),
    "dot": ExporterRow("text", ".dot"),
    "graphml": ExporterRow("text", ".graphml", is_translated=False),
    "json-graph": ExporterRow("text", ".json", is_translated=False, may_hold_several=True),
    "turtle": ExporterRow("text", ".ttl", extra="rdf", is_translated=False, may_hold_several=True),
    "jsonld": ExporterRow("text", ".jsonld", extra="rdf", is_translated=False, may_hold_several=True),
}
"""The formats, in the order in which they are listed; `export.NAME` in the catalogues says what each is for."""


def load_exporter(name: str) -> Callable[[ExportSource], str | bytes | Mapping[str, str | bytes]]:
    """Return the function that exports to a format. Raises KeyError for a name that is not in the table.

    It returns a text, the bytes of a file, or for a folder the content of each file by its path in it, with slashes.
    """
    exporter: Callable[[ExportSource], str | bytes | Mapping[str, str | bytes]] = _load(name, "export_{}")
    return exporter


def load_joint_exporter(name: str) -> Callable[[Sequence[ExportSource]], str]:
    """Return the function that writes several documents as one text. Raises KeyError for a format that has none."""
    exporter: Callable[[Sequence[ExportSource]], str] = _load(name, "export_{}_together")
    return exporter


def load_index(name: str) -> Callable[[Sequence[tuple[str, ExportSource]]], str | bytes]:
    """Return the function that writes the page that lists documents, each with the path of its own export.

    Raises KeyError for a format that has none.
    """
    index: Callable[[Sequence[tuple[str, ExportSource]]], str | bytes] = _load(name, "index_{}")
    return index


def _load(name: str, function: str) -> Any:
    if name not in EXPORTERS:
        raise KeyError(name)
    module = name.replace("-", "_")
    return getattr(import_module(f"{__name__}.{module}"), function.format(module))


def missing_extra(extra: str) -> SotetraceError:
    """Return the error that says which optional dependencies a format needs."""
    return SotetraceError(f"this format needs the extra {extra}", f"Install it: pip install 'sotetrace[{extra}]'")
