"""Requests and sheets as a hostile program would seal them: refused whole, in a sentence, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import sheet_clashes
from desktop import clock, messages
from desktop.desk import Desk
from desktop.operations import (
    appraisal_requests,
    appraisal_results,
    appraisals,
    initiatives,
    keys,
    marking_stores,
    sheet_intake,
)
from domain import sheet_merge
from domain.errors import RuleError
from exports.package import build
from exports.package import keys as package_keys
from exports.package.keys import Signer
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import BINH, POINTS, SECRET, Elsewhere, ask, under_appraisal
from tests.desktop.operations.unions import OFFICER as HAN

IDENTITY = "CCCD 079085001234"
Lines = list[dict[str, Any]]


class Answering:
    """Bình's PC in the hands of a program that writes what it likes over the two sheets filed there."""

    def __init__(self, unit: Desk, usb: Path, folder: Path) -> None:
        self.unit, self.usb, self.folder = unit, usb, folder
        self.ids = under_appraisal(unit)
        self.pc = Elsewhere(ask(unit, usb).path, folder / "pc")
        self.opened = self.pc.open()  # a passphrase takes its time: once is enough
        for public_id in self.ids:
            appraisals.file_own(self.opened, public_id, POINTS, "approve", "được")

    def forged(self, change: Callable[[Lines], Lines | None]) -> Path:
        held = marking_stores.held(self.opened)
        assert held is not None
        key, certificate = keys.load(self.opened, keys.UNIT)
        header = appraisal_results._header(self.opened, held, 9, "", package_keys.spki_sha256(certificate))
        sheets = [sheet_merge.values(one) for one in sheet_clashes.sheets_of(self.opened.store, BINH)]
        lines: Lines = [{"id": one["id"], "revision": 1, "line": "sheet", "sheet": one} for one in sheets]
        changed = change(lines)
        made = self.folder / "forged.asice"
        build.seal(made, header, lines if changed is None else changed, {}, Signer(key, certificate), now=clock.now())
        return made

    def refused(self, change: Callable[[Lines], Lines | None], code: str) -> None:
        path, before = self.forged(change), unions.everything_written(self.unit)
        found = sheet_intake.look(self.unit, path)
        assert (found.taken, found.code) == (False, code)
        assert found.message != code
        assert sheet_intake.take_in(self.unit, path)[0].code == code
        assert unions.everything_written(self.unit) == before


@pytest.fixture
def answering(unit: Desk, usb: Path, tmp_path: Path) -> Iterator[Answering]:
    made = Answering(unit, usb, tmp_path)
    yield made
    made.opened.close()


def wish(**told: Any) -> Callable[[Lines], Lines]:
    asked = {"id": "recusal-x", "revision": 1, "line": "recusal", "initiative": "x", "reason": "bận"}
    return lambda _lines: [asked | told]


def test_a_sheet_told_twice_would_have_been_lost(answering: Answering) -> None:
    """Both were taken for one that is held already, and neither was kept."""
    answering.refused(lambda lines: [*lines, lines[0] | {"id": "zz"}], "result_malformed")
    other = {"note": "khác"}
    answering.refused(
        lambda lines: [*lines, lines[0] | {"id": "zz", "sheet": lines[0]["sheet"] | other}], "result_malformed"
    )
    answering.refused(lambda lines: lines[0].update(id="0"), "result_malformed")


def test_nothing_to_say_is_no_answer_and_binds_no_key(answering: Answering) -> None:
    answering.refused(lambda _lines: [], "result_malformed")
    answering.refused(lambda _lines: [{"id": "x", "revision": 1, "line": "nothing"}], "result_malformed")
    answering.refused(wish(id="other"), "result_malformed")
    answering.refused(wish(reason=""), "result_malformed")
    answering.refused(wish(reason="x" * 30_000), "result_malformed")
    answering.refused(wish(reason=["bận"]), "result_malformed")
    assert appraisal_requests.standings(answering.unit)[0].request.signer_spki == ""


def test_a_wish_for_what_was_never_asked(answering: Answering) -> None:
    answering.refused(wish(), "result_not_asked")


@pytest.mark.parametrize("at", ["hôm qua", "", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"])
def test_a_time_that_no_calendar_has(answering: Answering, at: str) -> None:
    """The last of these made the page of contradictions fall: it is another year in Vietnam."""
    answering.refused(lambda lines: lines[0]["sheet"].update(filed_at=at), "result_malformed")


def test_who_abstains_answers_no_gate(answering: Answering) -> None:
    path = answering.forged(lambda lines: lines[0]["sheet"].update(vote="abstain", points={}, gates={"novel": False}))
    found = sheet_intake.take_in(answering.unit, path)[0]
    assert found.counts == {"refused": 1, "new": 1, "conflicts": 0}
    assert [problem.code for one in found.arrivals for problem in one.problems] == ["abstained_with_points"]
    assert len(sheet_clashes.sheets_of(answering.unit.store, BINH)) == 1


@pytest.mark.parametrize("change", [{"note": IDENTITY}, {"settled_by": HAN, "note": "x"}, {"points": {"lạ": 5.0}}])
def test_what_contradicts_a_sheet_is_kept_only_if_it_could_be_one(answering: Answering, change: dict[str, Any]) -> None:
    sheet_intake.take_in(answering.unit, appraisal_results.seal(answering.opened, answering.usb).path)
    path = answering.forged(lambda lines: lines[0]["sheet"].update(change))
    found = sheet_intake.take_in(answering.unit, path)[0]
    assert found.counts == {"refused": 1, "identical": 1, "conflicts": 0}
    assert sheet_clashes.everything(answering.unit.store) == []


def request(unit: Desk, folder: Path, change: Callable[[Lines, dict[str, Any]], Lines | None]) -> Path:
    """A request to Bình, changed before it is sealed with the register's own key."""
    planned = appraisal_requests.plan(unit, BINH)
    key, certificate = keys.load(unit, keys.UNIT)
    packs = appraisal_requests._packs(unit, planned)
    asked = appraisal_requests._request(unit, planned)
    header = appraisal_requests._header(unit, asked, 7, [told for _entry, told, _text in packs], False)
    lines = list(appraisal_requests._lines(unit, planned, unions.quiet))
    changed = change(lines, header["appraisal_request"])
    made = folder / "forged.asice"
    build.seal(made, header, lines if changed is None else changed, {entry: text for entry, _told, text in packs},
               Signer(key, certificate, ()), now=clock.now())  # fmt: skip
    return made


def header(**told: Any) -> Callable[[Lines, dict[str, Any]], None]:
    return lambda _lines, asked: asked.update(told)


def line(**told: Any) -> Callable[[Lines, dict[str, Any]], None]:
    return lambda lines, _asked: lines[0].update(told)


def in_record(**told: Any) -> Callable[[Lines, dict[str, Any]], None]:
    return lambda lines, _asked: lines[0]["record"].update(told)


def sheet(**told: Any) -> Callable[[Lines, dict[str, Any]], Lines]:
    values = {"id": "a", "appraiser": BINH, "note": "", "filed_at": "2023-01-01T00:00:00Z", "round_no": 1,
              "vote": "approve", "parents": [], "points": {}, "gates": {}}  # fmt: skip
    return lambda lines, _asked: [
        *lines,
        {"id": "a", "revision": 1, "line": "sheet", "sheet": values | {"initiative_id": lines[0]["id"]} | told},
    ]


REFUSED: dict[str, Callable[[Lines, dict[str, Any]], Lines | None]] = {
    "no rules": header(packs=[]),
    "rules that are none": header(packs=[5]),
    "rules under a number": header(packs=[{"id": "a", "version": "1", "sha256": "", "file": 5}]),
    "the header as rules": header(packs=[{"id": "a", "version": "1", "sha256": "", "file": "data/package.json"}]),
    "other bytes": lambda _lines, asked: asked["packs"][0].update(sha256="0" * 64),
    "another version": lambda _lines, asked: asked["packs"][0].update(version="9"),
    "records under other rules": in_record(pack_version="99"),
    "nothing asked": lambda _lines, _asked: [],
    "name on two lines": header(appraiser="Lê Văn\nBình"),
    "endless name": header(appraiser="A" * 9_000),
    "no name": header(appraiser="  "),
    "hidden letters": header(council="Hội đồng\u202e"),
    "record of another id": in_record(id="other"),
    "record of no kind": in_record(title=5),
    "round of no number": line(round_no=True),
    "no words why to read again": line(again=5),
    "hidden letters in why to read again": line(again="chênh\u202e"),
    "unknown line": line(line="verdict"),
    "sheet of another": sheet(appraiser=HAN),
    "sheet under another id": sheet(id="b"),
    "sheet out of time": sheet(filed_at="9999-12-31T23:59:59Z"),
}


def test_forged_requests_leave_no_store_behind(unit: Desk, usb: Path, tmp_path: Path) -> None:
    under_appraisal(unit)
    ask(unit, usb)
    home = tmp_path / "pc"
    for what, change in REFUSED.items():
        path = request(unit, tmp_path, change)
        with pytest.raises(RuleError, match=r"request_malformed|record_malformed") as refused:
            marking_stores.open_request(path, home, SECRET)
        assert messages.of_error(refused.value) != refused.value.code, what
        assert not home.exists(), what


def test_forged_requests_change_nothing_in_the_store_of_an_honest_one(unit: Desk, usb: Path, tmp_path: Path) -> None:
    under_appraisal(unit)
    opened = Elsewhere(ask(unit, usb).path, tmp_path / "pc").open()
    before = unions.everything_written(opened)
    for what in ("no rules", "record of no kind", "sheet out of time"):
        with pytest.raises(RuleError, match=r"request_malformed|record_malformed"):
            marking_stores.renew(opened, request(unit, tmp_path, REFUSED[what]))
        assert unions.everything_written(opened) == before, what
    opened.close()


def test_words_of_a_request_are_kept_as_they_are_typed(unit: Desk, usb: Path, tmp_path: Path) -> None:
    """A letter that no paper can bear would stop every export of the appraiser's."""
    under_appraisal(unit)
    ask(unit, usb)
    path = request(unit, tmp_path, in_record(title="Đồ\0 gá\u202e", summary=IDENTITY))
    opened = marking_stores.open_request(path, tmp_path / "pc", SECRET)
    told = [initiatives.find(opened, line.public_id).initiative for line in appraisals.waiting(opened)]
    assert "Đồ gá" in {one.title for one in told}
    assert "079085001234" not in str(told)
    opened.close()
