"""Finding and opening a workspace: its documents, settings and waivers, with the positions of all."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import ModelNotFoundError, SotetraceError, UnparsableError, UnreadableError
from sotetrace.findings import Finding, Location, Place, Severity
from sotetrace.model.settings import Settings, Waiver, WaiverFile
from sotetrace.model.workspace import Workspace
from sotetrace.rules import slug_of
from sotetrace.store.documents import Raw, load_document, load_value
from sotetrace.store.edits import Edit, apply_edits
from sotetrace.store.positions import Positions
from sotetrace.store.readers import EMBEDDED_NAME, MAX_FILES, is_there, list_files, read_bytes, read_embedded, shown
from sotetrace.store.writer import write_text
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SETTINGS_NAME = "sotetrace.yaml"
DEFAULT_DOCUMENT = "data/vision.yaml"
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class OpenedWorkspace:
    """A workspace with everything that reading it said.

    `positions` are by document id and by file name; `findings` are those of reading, located; `left_out` are, by
    document id, the ids of elements that could not be read; `waivers_file` is the name of the file of waivers;
    `texts` are the paths of source texts, by source id.
    """

    workspace: Workspace
    positions: Mapping[str, Positions]
    findings: tuple[Finding, ...]
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    waivers_file: str = ""
    texts: Mapping[str, Path] = field(default_factory=dict)
    is_embedded: bool = False


def find_model(start: Path) -> Path | None:
    """Find `sotetrace.yaml` or `data/vision.yaml` in a folder or a parent, up to the root of the repository."""
    for folder in _upwards(start.resolve()):
        for name in (SETTINGS_NAME, DEFAULT_DOCUMENT):
            if is_there(folder / name):
                return folder / name
    return None


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if is_there(folder / ".git"):
            return


def open_workspace(model: Path | None, *, start: Path, may_embed: bool) -> OpenedWorkspace:
    """Open the workspace of a model: a document, a folder of files, or a settings file.

    Without `model`, one is looked for from `start` upwards; without any, the embedded vision is used where `may_embed`
    allows it. Raises ModelNotFoundError, UnreadableError, or UnparsableError when nothing can be parsed.
    """
    path = model if model is not None else find_model(start)
    if path is None:
        if not may_embed:
            raise ModelNotFoundError
        return _open([((EMBEDDED_NAME, read_embedded()),)], Settings(), [], {}, is_embedded=True)
    if any(entry.name == SETTINGS_NAME for entry in list_files(path) or ()):
        path /= SETTINGS_NAME
    if path.name == SETTINGS_NAME:
        return _open_with_settings(path)
    return _open([_read_document(path)], Settings(), [], {})


def _open_with_settings(path: Path) -> OpenedWorkspace:
    loaded = load_value(Settings, [(shown(path), read_bytes(path))])
    findings = list(loaded.findings)
    settings = loaded.value
    if settings is None:
        raise UnparsableError(f"{shown(path)}: cannot be parsed", findings)
    positions = {shown(path): loaded.positions}
    documents: list[tuple[Raw, ...]] = []
    for index, name in enumerate(settings.documents):
        try:
            documents.append(_read_document(path.parent / name))
        except UnreadableError as error:
            findings.append(_unreadable(shown(path), ("documents", index), loaded.positions, error))
    for name in settings.rules:
        if slug_of(name) is None:
            place = Place(shown(path), ("rules", name), is_key=True)
            at = loaded.positions.locate(place)
            findings.append(Finding.of("unknown-rule", place, location=at, rule=name))
    if not documents:
        raise UnparsableError(f"{shown(path)}: none of its documents can be read", findings)
    return _open(documents, settings, findings, positions, settings_path=path)


def _open(
    documents: list[tuple[Raw, ...]],
    settings: Settings,
    findings: list[Finding],
    positions: dict[str, Positions],
    *,
    is_embedded: bool = False,
    settings_path: Path | None = None,
) -> OpenedWorkspace:
    values, left_out = [], {}
    for files in documents:
        loaded = load_document(files)
        findings += loaded.findings
        if loaded.value is not None:
            identifier = loaded.value.document.id
            values.append(loaded.value)
            positions[identifier] = loaded.positions
            left_out[identifier] = loaded.left_out
    if not values:
        raise UnparsableError(f"{documents[0][0][0]}: nothing of it can be parsed", findings)
    waivers: tuple[Waiver, ...] = ()
    waivers_file = ""
    if settings.waivers is not None and settings_path is not None:
        waiver_path = settings_path.parent / settings.waivers
        waivers_file = shown(waiver_path)
        try:
            waiver_file = load_value(WaiverFile, [(waivers_file, read_bytes(waiver_path))])
        except UnreadableError as error:
            settings_file = shown(settings_path)
            findings.append(_unreadable(settings_file, ("waivers",), positions[settings_file], error))
        else:
            findings += waiver_file.findings
            positions[waivers_file] = waiver_file.positions
            waivers = waiver_file.value.waivers if waiver_file.value is not None else ()
    return OpenedWorkspace(
        workspace=Workspace(tuple(values), settings, waivers),
        positions=positions,
        findings=tuple(findings),
        left_out=left_out,
        waivers_file=waivers_file,
        texts={key: settings_path.parent / name for key, name in settings.texts.items()} if settings_path else {},
        is_embedded=is_embedded,
    )


def _read_document(path: Path) -> tuple[Raw, ...]:
    """Read the file of a document, or every YAML file of a folder in the order of their names."""
    entries = list_files(path)
    if entries is None:
        return ((shown(path), read_bytes(path)),)
    files = [entry for entry in entries if entry.suffix in _SUFFIXES and entry.name != SETTINGS_NAME]
    if not files:
        raise UnreadableError(f"{shown(path)}: holds no .yaml files", "Name a document or a folder of them.")
    if len(files) > MAX_FILES:
        raise UnreadableError(f"{shown(path)}: holds more than {MAX_FILES} .yaml files", "Join some of them.")
    return tuple((shown(file), read_bytes(file)) for file in files)


def _unreadable(file: str, path: tuple[str | int, ...], positions: Positions, error: UnreadableError) -> Finding:
    place = Place(file, path)
    at: Location = positions.locate(place)
    name, _, problem = error.message.partition(": ")
    return Finding.of("unreadable-file", place, location=at, file=name, problem=problem)


def write_edits(opened: OpenedWorkspace, edits: Sequence[tuple[str, Edit]]) -> None:
    """Write edits, each with the id of its document, into the files they belong to.

    All are made and proved before the first file is written. Raises SotetraceError when a document has errors, because
    a path could then mean another place, or when an edit cannot be made.
    """
    texts: dict[str, str] = {}
    by_file: dict[str, list[Edit]] = {}
    for identifier, edit in edits:
        positions = opened.positions[identifier]
        names = [name for name, _ in positions.files]
        if any(finding.severity >= Severity.ERROR for finding in opened.findings):
            raise SotetraceError("the model has errors", "Mend what sotetrace check reports first.")
        for name in names:
            texts.setdefault(name, read_bytes(Path(name)).decode("utf-8"))
        name, own = _home_of(edit, [(name, texts[name]) for name in names])
        by_file.setdefault(name, []).append(own)
    written = {name: apply_edits(texts[name], own) for name, own in by_file.items()}
    targets = {name: Path(name).resolve() for name in written}  # a link stays, and what it leads to is written
    modes = {name: stat.S_IMODE(target.stat().st_mode) for name, target in targets.items()}
    for name, mode in modes.items():
        if not mode & 0o222 or not os.access(targets[name], os.W_OK):
            raise SotetraceError(f"{name}: is read-only", "Nothing was written.")
    for name, text in written.items():
        write_text(targets[name], text, may_replace=True)
        targets[name].chmod(modes[name])


def _home_of(edit: Edit, files: Sequence[tuple[str, str]]) -> tuple[str, Edit]:
    """Return the file that the place of an edit stands in, and the edit with its path in that file."""
    section, index, *rest = edit.path
    for name, text in files:
        entries = parse_yaml(text.encode("utf-8")).data.get(section) or []
        if isinstance(index, int) and index < len(entries):
            return name, replace(edit, path=(section, index, *rest))
        index = int(index) - len(entries)
    raise SotetraceError(f"{edit.path}: stands in no file", "Nothing was written.")
