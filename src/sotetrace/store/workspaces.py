"""Finding and opening a workspace: its documents, settings and waivers, with the positions of all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import ModelNotFoundError, SotetraceError, UnparsableError, UnreadableError
from sotetrace.findings import Finding, Location, Place, Severity
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.model.workspace import Workspace
from sotetrace.rules import slug_of
from sotetrace.store.documents import Raw, load_document, load_value
from sotetrace.store.edits import Edit, apply_edits
from sotetrace.store.entries import append_entry, append_key
from sotetrace.store.positions import Positions
from sotetrace.store.readers import DISK, EMBEDDED_NAME, MAX_FILES, Files, is_there, read_bytes, read_embedded
from sotetrace.store.writer import write_texts
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.model.mapping import Crosswalk
    from sotetrace.store.entries import Entry

SETTINGS_NAME = "sotetrace.yaml"
DEFAULT_DOCUMENT = "data/vision.yaml"
_WAIVERS_NAME = "waivers.yaml"
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class OpenedWorkspace:
    """A workspace with everything that reading it said.

    `positions` are by document id and by file name; `findings` are those of reading, located; `left_out` are, by
    document id, the ids of elements that could not be read; `settings_file` and `waivers_file` are the names of those;
    `texts` are the paths of source texts, by source id, in `files`, which all of it was read from.
    """

    workspace: Workspace
    positions: Mapping[str, Positions]
    findings: tuple[Finding, ...]
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    settings_file: str = ""
    waivers_file: str = ""
    texts: Mapping[str, Path] = field(default_factory=dict)
    is_embedded: bool = False
    files: Files = DISK


def find_model(start: Path, files: Files = DISK) -> Path | None:
    """Find `sotetrace.yaml` or `data/vision.yaml` in a folder or a parent, up to the root of the repository."""
    for folder in _upwards(start.resolve() if files is DISK else start, files):
        for name in (SETTINGS_NAME, DEFAULT_DOCUMENT):
            if files.is_there(folder / name):
                return folder / name
    return None


def _upwards(start: Path, files: Files) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if files.is_there(folder / ".git"):
            return


def open_workspace(model: Path | None, *, start: Path, may_embed: bool, files: Files = DISK) -> OpenedWorkspace:
    """Open the workspace of a model: a document, a folder of files, or a settings file.

    Without `model`, one is looked for from `start` upwards; without any, the embedded vision is used where `may_embed`
    allows it. Raises ModelNotFoundError, UnreadableError, or UnparsableError when nothing can be parsed.
    """
    path = model if model is not None else find_model(start, files)
    if path is None:
        if not may_embed:
            raise ModelNotFoundError
        return _open([((EMBEDDED_NAME, read_embedded()),)], Settings(), [], {}, is_embedded=True)
    if any(entry.name == SETTINGS_NAME for entry in files.list_files(path) or ()):
        path /= SETTINGS_NAME
    if path.name == SETTINGS_NAME:
        return _open_with_settings(path, files)
    return _open([_read_document(path, files)], Settings(), [], {}, files=files)


def _open_with_settings(path: Path, files: Files) -> OpenedWorkspace:
    shown = files.shown
    loaded = load_value(Settings, [(shown(path), files.read_bytes(path))])
    findings = list(loaded.findings)
    settings = loaded.value
    if settings is None:
        raise UnparsableError(f"{shown(path)}: cannot be parsed", findings)
    positions = {shown(path): loaded.positions}
    documents: list[tuple[Raw, ...]] = []
    for index, name in enumerate(settings.documents):
        try:
            documents.append(_read_document(path.parent / name, files))
        except UnreadableError as error:
            findings.append(_unreadable(shown(path), ("documents", index), loaded.positions, error))
    findings += _faults_of_settings(settings, shown(path), loaded.positions)
    if not documents:
        raise UnparsableError(f"{shown(path)}: none of its documents can be read", findings)
    return _open(documents, settings, findings, positions, settings_path=path, files=files)


def _faults_of_settings(settings: Settings, name: str, positions: Positions) -> Iterator[Finding]:
    """Find what a settings file says that no class of the model can refuse."""
    if not settings.documents:
        place = Place(name, ("documents",))
        slots = {"value": "@nothing", "expected": "@documents"}
        yield Finding.from_slots("wrong-value", place, slots, location=positions.locate(place))
    for rule in settings.rules:
        if slug_of(rule) is None:
            place = Place(name, ("rules", rule), is_key=True)
            yield Finding.of("unknown-rule", place, location=positions.locate(place), rule=rule)
    first: dict[str, Place] = {}
    for index, expectation in enumerate(settings.expectations):
        place = Place(name, ("expectations", index, "id"))
        earlier = first.setdefault(expectation.id, place)
        if earlier is not place:
            at, related = positions.locate(place), (earlier,)
            yield Finding.of("duplicate-id", place, location=at, element=expectation.id, related=related)


def _open(
    documents: list[tuple[Raw, ...]],
    settings: Settings,
    findings: list[Finding],
    positions: dict[str, Positions],
    *,
    is_embedded: bool = False,
    settings_path: Path | None = None,
    files: Files = DISK,
) -> OpenedWorkspace:
    values, left_out = [], {}
    for parts in documents:
        loaded = load_document(parts)
        findings += loaded.findings
        if loaded.value is not None:
            identifier = loaded.value.document.id
            values.append(loaded.value)
            positions[identifier] = loaded.positions
            left_out[identifier] = loaded.left_out
    if not values:
        raise UnparsableError(f"{documents[0][0][0]}: nothing of it can be parsed", findings)
    accepted = WaiverFile()
    waivers_file = ""
    if settings.waivers is not None and settings_path is not None:
        waiver_path = settings_path.parent / settings.waivers
        waivers_file = files.shown(waiver_path)
        try:
            waiver_file = load_value(WaiverFile, [(waivers_file, files.read_bytes(waiver_path))])
        except UnreadableError as error:
            settings_file = files.shown(settings_path)
            findings.append(_unreadable(settings_file, ("waivers",), positions[settings_file], error))
        else:
            findings += waiver_file.findings
            positions[waivers_file] = waiver_file.positions
            accepted = waiver_file.value or accepted
    crosswalks: tuple[Crosswalk, ...] = ()
    if settings.crosswalks and settings_path is not None:
        crosswalks = _read_crosswalks(settings, settings_path, findings, positions, files)
    return OpenedWorkspace(
        workspace=Workspace(tuple(values), settings, accepted.waivers, accepted.changes, crosswalks),
        positions=positions,
        findings=tuple(findings),
        left_out=left_out,
        settings_file=files.shown(settings_path) if settings_path is not None else "",
        waivers_file=waivers_file,
        texts={key: settings_path.parent / name for key, name in settings.texts.items()} if settings_path else {},
        is_embedded=is_embedded,
        files=files,
    )


def _read_crosswalks(
    settings: Settings, settings_path: Path, findings: list[Finding], positions: dict[str, Positions], files: Files
) -> tuple[Crosswalk, ...]:
    """Read the crosswalks that settings name; what is wrong with them goes into the findings."""
    from sotetrace.model.mapping import Crosswalk  # few workspaces have any, and its classes cost time at a start
    from sotetrace.store.sssom import load_crosswalk

    settings_file = files.shown(settings_path)
    crosswalks = []
    for index, name in enumerate(settings.crosswalks):
        path = settings_path.parent / name
        try:
            loaded = load_crosswalk(files.shown(path), files.read_bytes(path))
        except UnreadableError as error:
            findings.append(_unreadable(settings_file, ("crosswalks", index), positions[settings_file], error))
            continue
        findings += loaded.findings
        positions[files.shown(path)] = loaded.positions
        if loaded.value is not None:
            crosswalks.append(Crosswalk(files.shown(path), loaded.value))
    return tuple(crosswalks)


def _read_document(path: Path, files: Files) -> tuple[Raw, ...]:
    """Read the file of a document, or every YAML file of a folder in the order of their names."""
    shown, entries = files.shown, files.list_files(path)
    if entries is None:
        return ((shown(path), files.read_bytes(path)),)
    parts = [entry for entry in entries if entry.suffix in _SUFFIXES and entry.name != SETTINGS_NAME]
    if not parts:
        raise UnreadableError(f"{shown(path)}: holds no .yaml files", "Name a document or a folder of them.")
    if len(parts) > MAX_FILES:
        raise UnreadableError(f"{shown(path)}: holds more than {MAX_FILES} .yaml files", "Join some of them.")
    return tuple((shown(part), files.read_bytes(part)) for part in parts)


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
    if opened.files is not DISK:
        raise SotetraceError("the model is not read from files on disk", "Nothing was written.")
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
    write_texts(written)


def write_acceptances(opened: OpenedWorkspace, entries: Sequence[tuple[str, Entry]]) -> str:
    """Append what is accepted, each with its section, to the file of waivers and return the file's name.

    Settings that name no such file get one. Raises SotetraceError when the workspace has no settings file, or a file
    has errors or cannot be written.
    """
    if opened.files is not DISK:
        raise SotetraceError("the model is not read from files on disk", "Nothing was written.")
    if not opened.settings_file:
        raise SotetraceError(
            "there is no sotetrace.yaml to name a file of waivers",
            "Make one above the data folder, with the lines: format: 1 and documents: [data/vision.yaml]",
        )
    written: dict[str, str] = {}
    name, text = opened.waivers_file, "format: 1\n"
    if name:
        text = read_bytes(Path(name)).decode("utf-8")
    else:
        name = DISK.shown(Path(opened.settings_file).parent / _WAIVERS_NAME)
        if is_there(Path(name)):
            hint = f"Add to {opened.settings_file}: waivers: {_WAIVERS_NAME}"
            raise SotetraceError(f"{name}: is there, and {opened.settings_file} does not name it", hint)
        settings = read_bytes(Path(opened.settings_file)).decode("utf-8")
        written[opened.settings_file] = append_key(settings, "waivers", _WAIVERS_NAME)
    for section, entry in entries:
        text = append_entry(text, section, entry)
    write_texts({**written, name: text})
    return name


def _home_of(edit: Edit, files: Sequence[tuple[str, str]]) -> tuple[str, Edit]:
    """Return the file that the place of an edit stands in, and the edit with its path in that file."""
    section, index, *rest = edit.path
    for name, text in files:
        entries = parse_yaml(text.encode("utf-8")).data.get(section) or []
        if isinstance(index, int) and index < len(entries):
            return name, replace(edit, path=(section, index, *rest))
        index = int(index) - len(entries)
    raise SotetraceError(f"{edit.path}: stands in no file", "Nothing was written.")
