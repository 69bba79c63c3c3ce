"""Parts of a zipped document are unpacked within limits, and their XML declares nothing."""

from __future__ import annotations

import io
import zipfile

import pytest

from sotetrace.errors import UnreadableError
from sotetrace.store import parcels
from sotetrace.store.parcels import Parcel, local_name


def parcel(**parts: str) -> Parcel:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return Parcel("book.xlsx", stream.getvalue())


def test_elements_come_in_order_whatever_their_namespace() -> None:
    found = parcel(a='<x:r xmlns:x="urn:x"><x:c n="1">one</x:c><d/><x:c n="2"><e>two</e></x:c></x:r>')
    seen = [(local_name(one), one.get("n"), "".join(one.itertext())) for one in found.iter_elements("a", "c")]
    assert seen == [("c", "1", "one"), ("c", "2", "two")]
    assert found.names == {"a"}


def test_part_that_is_not_there_is_empty() -> None:
    assert parcel(a="<a/>").read("b") == b""
    assert list(parcel(a="<a/>").iter_elements("b", "c")) == []


def test_limits_hold_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "MAX_PART", 1_000)
    with pytest.raises(UnreadableError, match="would unpack to 2000 bytes"):
        parcel(a="x" * 2_000).read("a")
    monkeypatch.setattr(parcels, "MAX_WHOLE", 1_500)
    both = parcel(a="x" * 900, b="x" * 900)
    both.read("a")
    with pytest.raises(UnreadableError, match="more than 1500 bytes"):
        both.read("b")
    monkeypatch.setattr(parcels, "MAX_PARTS", 1)
    with pytest.raises(UnreadableError, match="more than 1 parts"):
        parcel(a="", b="")


def test_part_that_is_packed_too_tightly_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "_SMALL", 1_000)
    with pytest.raises(UnreadableError, match="would unpack"):
        parcel(a="x" * 900_000).read("a")


@pytest.mark.parametrize("text", ["<!DOCTYPE a><a/>", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])
def test_declarations_are_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="declares a document type"):
        list(parcel(a=text).iter_elements("a", "a"))


@pytest.mark.parametrize("text", ["<a>", "no xml", "<a>&x;</a>", "<a></b>"])
def test_broken_xml_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        list(parcel(a=text).iter_elements("a", "a"))
