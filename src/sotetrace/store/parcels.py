"""Parts of a zipped document, unpacked within limits, and their XML without declarations of types or entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers import expat

from sotetrace.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PARTS = 10_000
MAX_PART = 100_000_000
MAX_WHOLE = 200_000_000
"""How many bytes a part, and all that are read, may have once unpacked."""
MAX_RATIO = 250
_SMALL = 1_000_000
"""A part of this size may be packed as tightly as it likes."""


class Parcel:
    """A zipped document whose parts are read one by one."""

    def __init__(self, name: str, raw: bytes) -> None:
        """Open the bytes of a file. Raises UnreadableError when they are no sound archive."""
        self._name = name
        self._read = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
            self._parts = {part.filename: part for part in self._archive.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
            raise self._refusal(str(error)) from None
        if len(self._parts) > MAX_PARTS:
            raise self._refusal(f"more than {MAX_PARTS} parts")

    @property
    def names(self) -> frozenset[str]:
        """The names of its parts."""
        return frozenset(self._parts)

    def read(self, part: str) -> bytes:
        """Return a part unpacked, nothing when it is not there. Raises UnreadableError when it is too large."""
        info = self._parts.get(part)
        if info is None:
            return b""
        packed = max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > _SMALL and info.file_size / packed > MAX_RATIO):
            raise self._refusal(f"{part} would unpack to {info.file_size} bytes")
        self._read += info.file_size
        if self._read > MAX_WHOLE:
            raise self._refusal(f"would unpack to more than {MAX_WHOLE} bytes")
        try:
            with self._archive.open(info) as stream:
                raw = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise self._refusal(f"{part}: {error}") from None
        if len(raw) != info.file_size:
            raise self._refusal(f"{part} is not as large as it says")
        return raw

    def iter_elements(self, part: str, *tags: str) -> Iterator[ET.Element]:
        """Yield the elements of some local names as they end, and forget each afterwards.

        Raises UnreadableError for XML that is broken, or that declares types or entities.
        """
        raw = self.read(part)
        if not raw:
            return
        _refuse_declarations(self._name, part, raw)
        open_elements: list[ET.Element] = []
        try:
            for event, element in ET.iterparse(io.BytesIO(raw), ("start", "end")):
                if event == "start":
                    open_elements.append(element)
                    continue
                open_elements.pop()
                if local_name(element) in tags:
                    yield element
                    element.clear()
                    if open_elements:
                        open_elements[-1].remove(element)
        except (ET.ParseError, ValueError, LookupError) as error:
            raise self._refusal(f"{part}: {error}") from None

    def _refusal(self, problem: str) -> UnreadableError:
        return UnreadableError(f"{self._name}: cannot be read: {problem}", "Save it anew from the spreadsheet program.")


def _refuse_declarations(name: str, part: str, raw: bytes) -> None:
    """Refuse XML with a document type: no spreadsheet has one, and entities can grow without end."""

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{name}: cannot be read: {part} declares a document type", "Do not trust this file.")

    class RootError(Exception):
        """The root has begun; nothing can be declared behind it."""

    def stop(*_: object) -> None:
        raise RootError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(raw, True)
    except RootError:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableError(f"{name}: cannot be read: {part}: {error}", "Save it anew.") from None


def local_name(element: ET.Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
