"""A picture or PDF that hangs, eats memory, crashes its reader or lies costs one sentence; the next file is read."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from desktop import messages
from desktop.jobs import Cancelled
from desktop.outside import files, spare, worker
from domain.errors import RuleError, TroubleError
from exports.signed_pdf.stamp import Said
from tests.desktop.operations.test_evidence_pages import pdf
from tests.desktop.test_pictures import noisy

ROOM = QSize(400, 400)
REFUSED = ("evidence_picture_unreadable", "outside_too_heavy", "outside_timed_out", "outside_crashed")


def png(width: int, height: int) -> bytes:
    """A picture of one colour: of so many dots, and of few bytes."""
    line = zlib.compressobj(9)
    rows = b"".join(line.compress(b"\0" * (width + 1)) for _ in range(height)) + line.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def test_a_picture_comes_through_as_its_dots() -> None:
    image = files.picture("a.png", noisy(80, 40, "PNG"), ROOM)
    assert (image.width(), image.height()) == (80, 40)


def test_a_picture_of_a_billion_dots_is_refused_in_words() -> None:
    brief = spare.Limits(seconds=2)
    with pytest.raises((RuleError, TroubleError)) as caught:
        spare.ask(worker.LOOK, "picture", png(16_000, 16_000) + b"x", "bom.png", limits=brief, wide=16_000, high=16_000)
    assert caught.value.code in REFUSED
    assert "bom.png" in messages.of_error(caught.value)


def test_a_file_that_takes_too_long_ends_its_reader() -> None:
    with pytest.raises(TroubleError) as caught:
        spare.ask(
            worker.LOOK, "pdf_page", pdf((595, 842)), "a.pdf", limits=spare.Limits(seconds=0), no=0, wide=9, high=9
        )
    assert (caught.value.code, caught.value.again) == ("outside_timed_out", True)
    assert "a.pdf" in messages.of_error(caught.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds no memory of a single process")
def test_a_file_that_eats_memory_takes_nothing_else_with_it() -> None:
    heavy = spare.Limits(memory_bytes=160 << 20)
    with pytest.raises((RuleError, TroubleError)) as caught:
        spare.ask(worker.LOOK, "pdf_page", pdf((14_000, 14_000)), "a.pdf", limits=heavy, no=0, wide=14_000, high=14_000)
    assert caught.value.code in REFUSED


def test_a_reader_that_dies_is_told_and_the_next_file_is_read() -> None:
    with pytest.raises(TroubleError) as caught:
        spare.ask(worker.LOOK, "no such task", b"", "a.pdf")
    assert caught.value.code == "outside_crashed"
    seen = files.pdf_page("a.pdf", pdf((595, 842)), 0, 100, 200)
    assert seen is not None and seen.pages == 1


def test_whoever_waits_can_stop_it() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        files.pdf_page("a.pdf", pdf((595, 842)), 0, 4000, 4000, stop)


@pytest.fixture
def kept() -> Iterator[None]:
    spare.keep(True)
    yield
    spare.keep(False)


def test_a_spare_reader_waits_for_the_next_file_and_ends_with_the_program(kept: None) -> None:
    files.picture("a.png", noisy(8, 4, "PNG"), ROOM)
    (waiting,) = spare._waiting
    files.picture("b.png", noisy(8, 4, "PNG"), ROOM)
    assert waiting.returncode == 0, "it has read the second file and ended by itself"
    (left,) = spare._waiting
    spare.keep(False)
    assert left.returncode is not None and spare._waiting == []


def test_a_spare_reader_that_somebody_ended_is_replaced(kept: None) -> None:
    files.picture("a.png", noisy(8, 4, "PNG"), ROOM)
    spare._waiting[0].kill()
    spare._waiting[0].wait()
    assert not files.picture("b.png", noisy(8, 4, "PNG"), ROOM).isNull()


@pytest.mark.parametrize(
    "told",
    [
        b"", b"\n", b"nonsense\n", b"[]\n", b"{}\n", b'{"refused": "disk_full", "facts": {}}\n',
        b'{"refused": "passphrase_wrong", "facts": {}}\n', b'{"refused": "pdf_unsigned"}\n', b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_answer_counts_as_none(told: bytes) -> None:
    with pytest.raises(TroubleError) as caught:
        spare._understood(told)
    assert caught.value.code == "outside_crashed"


LIES: dict[str, object] = {
    "more dots than there are": [1000, 1000, 3000, 1, 1.0, 1.0],
    "lines shorter than they are": [100, 1, 8, 1, 1.0, 1.0],
    "less than nothing": [-4, -4, 12, 1, 1.0, 1.0],
    "no numbers": ["8", 1, 24, 1, 1.0, 1.0],
    "too few": [8, 1, 24],
    "nothing": {},
}


@pytest.mark.parametrize("values", LIES.values(), ids=LIES.keys())
def test_a_reader_that_lies_about_a_picture_is_not_believed(values: object) -> None:
    with pytest.raises(TroubleError):
        files._picture("a.pdf", json.loads(json.dumps(values)), b"\0" * 300)


def prepared(values: dict[str, object], added: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a reader had answered this to the question for a gap."""
    monkeypatch.setattr(spare, "ask", lambda *_given, **_facts: (values, added))
    files.pdf_prepared("a.pdf", b"%PDF", Said("An", "A"), b"", 100, page=None, now=datetime.now(UTC))


GAP = b" /ByteRange [0 40 44 2]".ljust(36) + b"<00>  "
PLACE = {"page": 0, "left": 1, "bottom": 1, "right": 2, "top": 2, "caption": ""}


def test_what_a_gap_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared({"start": 40, "end": 44, "before": 0, "place": PLACE}, GAP, monkeypatch)


@pytest.mark.parametrize(
    "lie",
    [
        {"start": 39}, {"end": 1 << 60}, {"start": "40"}, {"before": True}, {"before": None}, {"place": None},
        {"place": {}}, {"place": PLACE | {"page": "0"}}, {"place": PLACE | {"caption": 7}},
    ],
    ids=str,
)  # fmt: skip
def test_a_reader_that_lies_about_a_gap_is_not_believed(
    lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TroubleError) as caught:
        prepared({"start": 40, "end": 44, "before": 0, "place": PLACE} | lie, GAP, monkeypatch)
    assert caught.value.code == "outside_crashed"


def strange() -> list[Path]:
    folder = os.environ.get("SANGKIEN_REAL")
    return [] if not folder else sorted(
        path for path in Path(folder).rglob("*")
        if path.suffix.lower() in (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".svg")
    )  # fmt: skip


@pytest.mark.real
@pytest.mark.skipif(not os.environ.get("SANGKIEN_REAL"), reason="SANGKIEN_REAL names no folder of real files")
def test_files_made_by_others_give_dots_or_a_clear_sentence() -> None:
    spare.keep(True)
    seen = dict[str, int]()
    try:
        for path in strange():
            content = path.read_bytes()
            look: Callable[[], object] = (
                (lambda: files.pdf_page(path.name, content, 0, 300, 400))  # noqa: B023 - called at once
                if path.suffix.lower() == ".pdf"
                else (lambda: files.picture(path.name, content, ROOM))  # noqa: B023
            )
            try:
                word = "drawn" if look() is not None else "unreadable"
            except (RuleError, TroubleError) as error:
                assert error.code in REFUSED and path.name in messages.of_error(error)
                word = error.code
            seen[word] = seen.get(word, 0) + 1
    finally:
        spare.keep(False)
    assert seen.get("drawn", 0) > 10, seen
    print(seen)
