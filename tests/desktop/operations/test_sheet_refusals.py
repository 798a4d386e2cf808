"""Packages of sheets that are not what they claim: each is refused in a sentence of its own, and nothing is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import appraisals as stored_sheets
from db import settings, sheet_clashes
from desktop import clock, messages
from desktop.desk import Desk
from desktop.operations import (
    appraisal_results,
    appraisals,
    keys,
    marking_stores,
    receiving,
    sheet_intake,
)
from domain import sheet_merge
from exports.package import build, signing_certificate, verify
from exports.package import keys as package_keys
from exports.package.keys import Signer
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import BINH, CHI, HAN, Elsewhere, ask, under_appraisal


@dataclass
class Scene:
    """A register that has asked Bình to mark, his PC with two sheets filed, and the stick between them."""

    unit: Desk
    pc: Elsewhere
    usb: Path
    folder: Path
    ids: list[str]

    def forged(self, *, appraiser: str = BINH, key: str = "own", request: str = "", sheets_of: str = BINH) -> Path:
        """A package as some other program would write it, on Bình's PC with all that he holds."""
        opened = self.pc.open()
        try:
            held = marking_stores.held(opened)
            assert held is not None
            pair = keys.load(opened, keys.UNIT) if key == "own" else _key()
            asked = dataclasses.replace(held.request, appraiser=appraiser, id=request or held.request.id)
            if key == "stolen":
                asked = dataclasses.replace(asked, token="0" * 64)
            held = dataclasses.replace(held, request=asked)
            header = appraisal_results._header(opened, held, 9, "", package_keys.spki_sha256(pair[1]))
            sheets = [
                dataclasses.replace(one, appraiser=sheets_of) for one in sheet_clashes.sheets_of(opened.store, BINH)
            ]
            lines = [{"id": one.id, "revision": 1, "line": "sheet", "sheet": sheet_merge.values(one)} for one in sheets]
            made = self.folder / "forged.asice"
            build.seal(made, header, lines, {}, Signer(*pair), now=clock.now())
            return made
        finally:
            opened.close()


def _key() -> tuple[package_keys.SigningKey, str]:
    key = package_keys.new_key()
    return key, signing_certificate.self_signed(key, "27001", BINH, clock.now())


@pytest.fixture
def scene(unit: Desk, usb: Path, tmp_path: Path) -> Iterator[Scene]:
    ids = under_appraisal(unit)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    for public_id in ids:
        pc.mark(public_id)
    yield Scene(unit, pc, usb, tmp_path, ids)


def tampered(scene: Scene) -> Path:
    sent = scene.pc.send(scene.usb)
    raw = bytearray(sent.read_bytes())
    raw[len(raw) // 2] ^= 1
    sent.write_bytes(raw)
    return sent


def foreign(scene: Scene) -> Path:
    with scene.unit.store.atomic():
        settings.put(scene.unit.store, "register_id", "another register altogether")
    return scene.pc.send(scene.usb)


def never_asked(scene: Scene) -> Path:
    return scene.forged(request="f" * 32)


def of_another(scene: Scene) -> Path:
    return scene.forged(appraiser=CHI)


def sheets_of_another(scene: Scene) -> Path:
    return scene.forged(sheets_of=CHI)


def other_key(scene: Scene) -> Path:
    sheet_intake.take_in(scene.unit, scene.pc.send(scene.usb))
    return scene.forged(key="new")


def without_the_request(scene: Scene) -> Path:
    return scene.forged(key="stolen")


def superseded(scene: Scene) -> Path:
    sent = scene.pc.send(scene.usb)
    ask(scene.unit, scene.usb)
    return sent


def closed(scene: Scene) -> Path:
    sent = scene.pc.send(scene.usb)
    for public_id in scene.ids:
        for name in (HAN, CHI, BINH):
            given = {"initiative": public_id, "appraiser": name, "points": {"novelty": 25.0, "applicability": 26.5,
                     "effect": 33.0}, "vote": "approve"}  # fmt: skip
            assert appraisals.file_sheets(scene.unit, [given]).refused == ()
    appraisals.close(scene.unit)
    return sent


def of_other_kind(scene: Scene) -> Path:
    return scene.pc.request


def no_package(scene: Scene) -> Path:
    made = scene.folder / "thư.asice"
    made.write_text("xin chào", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("make", "code", "says"),
    [
        (tampered, None, ""),
        (foreign, "result_foreign", "sổ khác"),
        (never_asked, "result_foreign", "sổ khác"),
        (of_another, "result_of_another", CHI),
        (sheets_of_another, "result_of_another", CHI),
        (other_key, "result_key_changed", "khóa khác"),
        (without_the_request, "result_not_from_recipient", "tệp yêu cầu"),
        (superseded, "result_superseded", "số 1"),
        (closed, "result_round_closed", "tới muộn"),
        (of_other_kind, "not_a_result", "không phải gói phiếu"),
        (no_package, "not_a_package", ""),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_each_is_refused_with_its_own_sentence_and_nothing_is_written(
    scene: Scene, make: Callable[[Scene], Path], code: str | None, says: str
) -> None:
    path = make(scene)
    before = unions.everything_written(scene.unit)
    found = sheet_intake.look(scene.unit, path)
    assert not found.taken
    assert found.verdict != verify.VALID, "nothing that is refused is called genuine"
    assert found.code == code if code else found.verdict == verify.INVALID
    assert says in found.message
    assert found.message != found.code, "a sentence, not its code"
    assert sheet_intake.take_in(scene.unit, path)[0].code == found.code
    if found.code not in ("not_a_result", "not_a_package"):
        (received,) = receiving.receive(scene.unit, [path], step=unions.quiet)[0]
        assert (received.taken, received.code) == (False, found.code), "by the command receive too"
    assert unions.everything_written(scene.unit) == before


def test_the_sentences_are_all_different() -> None:
    codes = ("result_foreign", "result_of_another", "result_key_changed", "result_not_from_recipient",
             "result_superseded", "result_round_closed", "result_not_asked", "not_a_result",
             "result_malformed")  # fmt: skip
    for language in messages.LANGUAGES:
        assert len({messages.sentences(language)[code] for code in codes}) == len(codes)


def test_the_digits_heard_over_the_phone_must_be_the_keys(scene: Scene) -> None:
    sent = scene.pc.send(scene.usb)
    code = sheet_intake.look(scene.unit, sent).signer_code
    wrong = code.translate(str.maketrans("0123456789", "1234567890"))
    before = unions.everything_written(scene.unit)
    with pytest.raises(Exception, match="key_code_differs"):
        sheet_intake.take_in(scene.unit, sent, code_heard=wrong)
    assert unions.everything_written(scene.unit) == before
    assert sheet_intake.take_in(scene.unit, sent, code_heard=code)[0].taken


def test_a_new_pc_with_a_new_request_is_let_in_and_said(scene: Scene) -> None:
    sheet_intake.take_in(scene.unit, scene.pc.send(scene.usb))
    other = Elsewhere(ask(scene.unit, scene.usb).path, scene.folder / "new pc")
    other.mark(scene.ids[0], note="máy mới")
    found = sheet_intake.take_in(scene.unit, other.send(scene.usb))[0]
    assert (found.taken, found.first, found.new_key) == (True, True, True)


def test_a_sheet_that_says_it_was_settled_here_is_not_taken(scene: Scene) -> None:
    opened = scene.pc.open()
    (first, *_) = sheet_clashes.sheets_of(opened.store, BINH)
    with opened.store.atomic():
        stored_sheets.insert(opened.store, dataclasses.replace(first, id="forged", settled_by=HAN, parents=(first.id,)))
    opened.close()
    found = sheet_intake.take_in(scene.unit, scene.pc.send(scene.usb))[0]
    assert found.counts == {"new": 2, "refused": 1, "conflicts": 0}


@pytest.mark.parametrize("what", ["key", "malformed"])
def test_requests_that_are_not_genuine_do_not_open(scene: Scene, what: str) -> None:
    opened = scene.pc.open()
    offer = marking_stores.look(ask(scene.unit, scene.usb).path)
    bad = {
        "key": dataclasses.replace(offer, signer_spki="0" * 64),
        "malformed": dataclasses.replace(offer, request=dataclasses.replace(offer.request, register="x")),
    }[what]
    before = unions.everything_written(opened)
    with pytest.raises(Exception, match={"key": "request_key_changed", "malformed": "request_other_store"}[what]):
        marking_stores.take(opened, bad)
    assert unions.everything_written(opened) == before
    opened.close()
