"""Marking on another PC: the request, the store it is opened into, the sheets that come back, and what contradicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db import journal, sheet_clashes
from desktop import desk
from desktop.desk import APPRAISER, Desk
from desktop.operations import (
    appraisal_requests,
    appraisal_results,
    appraisals,
    blinding,
    initiatives,
    keys,
    marking_stores,
    programmes,
    recusals,
    second_readings,
    sheet_conflicts,
    sheet_intake,
    users,
)
from domain import sheet_merge
from domain.errors import RuleError, TroubleError
from domain.initiative import State
from domain.moves import Decision
from exports.package import verify
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import BINH, CHI, HAN, LOW, POINTS, SECRET, Elsewhere, ask, under_appraisal


def file(opened: Desk, public_id: str, name: str, points: dict[str, float] = POINTS, vote: str = "approve") -> None:
    given = {"initiative": public_id, "appraiser": name, "points": points, "vote": vote}
    assert appraisals.file_sheets(opened, [given]).refused == ()


def take(opened: Desk, path: Path) -> sheet_intake.Incoming:
    return sheet_intake.take_in(opened, path)[0]


def test_a_request_opens_without_a_register_and_its_sheet_comes_back(unit: Desk, usb: Path, tmp_path: Path) -> None:
    first, second = under_appraisal(unit)
    made = ask(unit, usb)
    pc = Elsewhere(made.path, tmp_path / "pc")
    opened = pc.open()
    assert (opened.user.name, opened.user.roles, opened.unit.code) == (BINH, {APPRAISER}, "27001")
    assert not opened.plain and (tmp_path / "pc" / "register.db").read_bytes()[:6] != b"SQLite"
    assert [line.public_id for line in appraisals.waiting(opened)] == [first, second]
    held = initiatives.find(opened, first).initiative
    assert held.authors[0].full_name and not any(author.phone or author.birth_year for author in held.authors)
    assert programmes.of_record(opened, held) == programmes.of_record(unit, initiatives.find(unit, first).initiative)
    with pytest.raises(RuleError, match="result_empty"):
        appraisal_results.seal(opened, usb)
    opened.close()
    pc.mark(first)
    sent = pc.send(usb)
    before = unions.everything_written(unit)
    looked = sheet_intake.look(unit, sent)
    assert unions.everything_written(unit) == before
    assert (looked.taken, looked.first, looked.new_key, looked.counts) == (
        True,
        True,
        False,
        {"new": 1, "conflicts": 0},
    )
    assert take(unit, sent).counts == looked.counts
    (sheet,) = sheet_clashes.sheets_of(unit.store, BINH)
    assert (sheet.initiative_id, sheet.appraiser, dict(sheet.points)) == (first, BINH, POINTS)
    (line,) = [line for line in journal.lines(unit.store) if line["operation"] == "sheets_received"]
    assert json.loads(line["detail"])["key"] == looked.signer_code
    standing = appraisal_requests.standings(unit)[0]
    assert (standing.filed, standing.initiatives, standing.changed, standing.ended) == (1, 2, {}, 0)


def test_partly_or_whole_in_any_order_and_as_often_as_one_likes(unit: Desk, usb: Path, tmp_path: Path) -> None:
    first, second = under_appraisal(unit)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(first)
    one = pc.send(usb)
    pc.mark(first, LOW, "decline", "đổi ý")
    pc.mark(second)
    two, only = pc.send(usb), pc.send(usb, second)
    assert take(unit, only).counts == {"new": 1, "conflicts": 0}
    assert take(unit, two).counts == {"new": 2, "identical": 1, "conflicts": 0}
    assert take(unit, one).counts == {"identical": 1, "conflicts": 0}, "older, later: nothing goes back"
    written = unions.everything_written(unit)
    for again in (one, two, only, usb / two.name):
        assert take(unit, again).code == "package_already_received"
    assert unions.everything_written(unit) == written
    in_force = sheet_merge.by_slot(sheet_clashes.sheets_of(unit.store, BINH))
    assert [sheet.vote for sheet in in_force[first, 1, BINH]] == ["decline"]
    opened = pc.open()
    progress = appraisal_results.progress(opened)
    assert (progress.filed, progress.initiatives, progress.unsent, len(progress.sent)) == (2, 2, 0, 3)
    opened.close()


def test_sheets_of_two_pcs_contradict_until_somebody_names_both(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    path = ask(unit, usb).path
    pc = Elsewhere(path, tmp_path / "pc")
    pc.mark(public_id)
    file(unit, public_id, BINH, LOW, "decline")
    assert sheet_intake.look(unit, pc.send(usb)).counts == {"new": 1, "conflicts": 1}
    take(unit, pc.send(usb))
    (conflict,) = sheet_conflicts.waiting(unit)
    assert (conflict.hidden, conflict.versions, conflict.count) == (True, (), 2), "his own sheet is not filed yet"
    with pytest.raises(RuleError, match="conflict_hidden"):
        sheet_conflicts.settle(unit, public_id, BINH, "x")
    file(unit, public_id, HAN)
    file(unit, public_id, CHI)
    (line,) = appraisals.results(unit)
    assert (line.result.conflicts, line.result.outcome, line.result.filed) == ((BINH,), None, 2)
    with pytest.raises(RuleError, match="session_nothing_decided"):
        appraisals.close(unit)
    (conflict,) = sheet_conflicts.waiting(unit)
    assert {version.sheet.vote for version in conflict.versions} == {"approve", "decline"}
    with pytest.raises(RuleError, match="conflict_version_unknown"):
        sheet_conflicts.settle(unit, public_id, BINH, "")
    chosen = next(version for version in conflict.versions if version.sheet.vote == "approve")
    sheet_conflicts.settle(unit, public_id, BINH, chosen.key)
    assert sheet_conflicts.waiting(unit) == []
    with pytest.raises(RuleError, match="conflict_none"):
        sheet_conflicts.settle(unit, public_id, BINH, chosen.key)
    (line,) = appraisals.results(unit)
    (held,) = [sheet for sheet in line.result.sheets if sheet.appraiser == BINH]
    assert (held.points, held.settled_by, len(held.parents)) == (POINTS, HAN, 2)
    assert line.result.outcome is State.RECOGNISED
    assert len(unit.store.rows("SELECT * FROM score_event")) == 5, "every sheet is kept"


def test_the_appraiser_who_corrects_without_seeing_the_settling_contradicts_it(
    unit: Desk, usb: Path, tmp_path: Path
) -> None:
    (public_id,) = under_appraisal(unit, 1)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(public_id)
    file(unit, public_id, BINH, LOW, "decline")
    take(unit, pc.send(usb))
    file(unit, public_id, HAN)
    sheet_conflicts.settle(unit, public_id, BINH, sheet_conflicts.waiting(unit)[0].versions[0].key)
    pc.mark(public_id, LOW, "abstain", "xem lại")
    assert take(unit, pc.send(usb)).counts == {"new": 1, "identical": 1, "conflicts": 1}
    assert sheet_conflicts.waiting(unit)[0].count == 2
    pc.request = ask(unit, usb).path
    opened = pc.open()
    view = appraisals.view(opened, public_id)
    assert (view.own, view.filed) == (None, 1), "the new request brings both, and he is asked to name them"
    opened.close()
    pc.mark(public_id, POINTS, note="lần cuối")
    assert take(unit, pc.send(usb)).counts["conflicts"] == 0
    assert sheet_conflicts.waiting(unit) == []


def test_a_newer_request_keeps_drafts_and_sheets_and_puts_away_what_is_asked_no_more(
    unit: Desk, usb: Path, tmp_path: Path
) -> None:
    first, second = under_appraisal(unit)
    old = ask(unit, usb)
    pc = Elsewhere(old.path, tmp_path / "pc")
    pc.mark(first)
    opened = pc.open()
    appraisals.save_draft(opened, second, {"note": "đang viết"})
    opened.close()
    newer = appraisal_requests.plan(unit, BINH, [second])
    assert newer.replaces is not None and newer.replaces.id == old.request_id
    pc.request = ask(unit, usb, BINH, second).path
    opened = pc.open()
    assert [line.public_id for line in appraisals.waiting(opened)] == [second]
    assert appraisals.view(opened, second).draft == {"note": "đang viết"}
    with pytest.raises(RuleError, match="request_older"):
        marking_stores.take(opened, marking_stores.look(old.path))
    opened.close()
    assert take(unit, pc.send(usb)).counts == {"new": 1, "conflicts": 0}, "what the older one asked is not lost"


def test_a_record_changed_since_it_was_sent_is_told_by_field(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(public_id)
    stored = initiatives.find(unit, public_id)
    back = Decision(reason="sửa tên")
    assert initiatives.move(unit, [stored.row_id], State.ELIGIBLE, back).refused == {}
    initiatives.enter(unit, {"id": public_id, "title": "Tên khác hẳn"})
    assert initiatives.move(unit, [stored.row_id], State.UNDER_APPRAISAL).refused == {}
    assert appraisal_requests.standings(unit)[0].changed == {public_id: ("title",)}
    (arrival,) = take(unit, pc.send(usb)).arrivals
    assert (arrival.changed, arrival.difference) == (("title",), "new")


def test_who_asks_not_to_mark_stands_aside_when_it_comes_back(unit: Desk, usb: Path, tmp_path: Path) -> None:
    first, second = under_appraisal(unit)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    opened = pc.open()
    recusals.request(opened, first, BINH, "cùng tổ với tác giả")
    assert appraisal_results.progress(opened).declined == 1
    opened.close()
    found = take(unit, pc.send(usb))
    assert (found.wishes, found.arrivals) == ({first: "cùng tổ với tác giả"}, ())
    assert recusals.book(unit).requests == {first: {BINH: "cùng tổ với tác giả"}}
    assert [line.filed for line in appraisals.waiting(unit)] == [0, 0]
    assert second


def test_who_must_stand_aside_is_not_asked(unit: Desk, usb: Path) -> None:
    first, second = under_appraisal(unit)
    author = initiatives.find(unit, first).initiative.authors[0].full_name
    recusals.declare(unit, BINH, author, "sibling")
    planned = appraisal_requests.plan(unit, BINH)
    assert [item.shown.id for item in planned.items] == [second]
    assert [stored.initiative.id for stored, _why in planned.aside] == [first]
    with pytest.raises(RuleError, match="appraiser_is_relative"):
        appraisal_requests.plan(unit, BINH, [first])
    with pytest.raises(RuleError, match="not_a_council_member"):
        appraisal_requests.plan(unit, "Người lạ")


def test_a_second_round_is_asked_as_such(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    for name in (HAN, CHI):
        file(unit, public_id, name)
    pc.mark(public_id)
    late = pc.send(usb)
    appraisals.close(unit)
    assert sheet_intake.look(unit, late).code == "result_round_closed"
    row_id = initiatives.find(unit, public_id).row_id
    assert initiatives.move(unit, [row_id], State.UNDER_APPRAISAL, Decision(reason="chấm lại")).refused == {}
    assert sheet_intake.look(unit, late).code == "result_round_closed", (
        "a sheet of the first round is none of the second"
    )
    pc.request = ask(unit, usb).path
    opened = pc.open()
    assert [(line.filed, line.mine) for line in appraisals.waiting(opened)] == [(0, False)]
    opened.close()
    pc.mark(public_id, LOW, "decline")
    found = take(unit, pc.send(usb))
    assert found.counts == {"new": 1, "outdated": 1, "conflicts": 0}
    file(unit, public_id, HAN)
    assert [sheet.round_no for sheet in appraisals.results(unit)[0].result.sheets] == [2, 2]


@pytest.mark.parametrize("blind", [False, True])
def test_a_second_reading_reaches_who_marks_elsewhere(unit: Desk, usb: Path, tmp_path: Path, blind: bool) -> None:
    first, second = under_appraisal(unit)
    name = initiatives.find(unit, first).initiative.authors[0].full_name
    if blind:
        blinding.set_blind(unit, True)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(first)
    pc.mark(second)
    take(unit, pc.send(usb))
    second_readings.ask(unit, first, f"hai phiếu của {name} chênh nhiều")
    pc.request = ask(unit, usb).path
    opened = pc.open()
    again = {line.public_id: line.again for line in appraisals.waiting(opened)}
    assert again == {first: f"hai phiếu của {'[…]' if blind else name} chênh nhiều", second: ""}
    opened.close()
    pc.mark(first, LOW, "decline")
    assert take(unit, pc.send(usb)).counts == {"new": 1, "identical": 2, "conflicts": 0}
    assert second_readings.asked(unit)[first].open_for == frozenset()
    opened = pc.open()
    marking_stores.renew(opened, ask(unit, usb).path)
    assert not any(line.again for line in appraisals.waiting(opened)), "what was read is not asked for once more"
    opened.close()


def test_a_request_is_verified_once_when_it_is_opened(
    unit: Desk, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_appraisal(unit, 1)
    first, done = ask(unit, usb).path, list[Path]()
    honest = verify.open_verified

    def counted(path: Path, **how: Any) -> Any:
        done.append(path)
        return honest(path, **how)

    monkeypatch.setattr(verify, "open_verified", counted)
    opened = marking_stores.open_request(first, tmp_path / "pc", SECRET)
    assert done == [first]
    second = ask(unit, usb).path
    marking_stores.renew(opened, second)
    assert done == [first, second]
    opened.close()


def test_a_request_put_in_the_place_of_the_one_that_was_shown_is_not_opened(
    unit: Desk, usb: Path, tmp_path: Path
) -> None:
    under_appraisal(unit, 1)
    path = ask(unit, usb).path
    shown = marking_stores.look(path)
    path.write_bytes(ask(unit, usb).path.read_bytes())
    with pytest.raises(RuleError, match="package_swapped"):
        marking_stores.open_request(path, tmp_path / "pc", SECRET, shown)
    assert not (tmp_path / "pc").exists()


def test_the_store_of_a_request_opens_with_its_passphrase_only(unit: Desk, usb: Path, tmp_path: Path) -> None:
    under_appraisal(unit, 1)
    path = ask(unit, usb).path
    with pytest.raises(RuleError, match="passphrase_needed"):
        marking_stores.open_request(path, tmp_path / "pc", None)
    marking_stores.open_request(path, tmp_path / "pc", SECRET).close()
    with pytest.raises(RuleError, match="passphrase_wrong"):
        marking_stores.open_request(path, tmp_path / "pc", "sai mật khẩu")
    with pytest.raises(RuleError, match="request_other_store"):
        marking_stores.open_request(ask(unit, usb, CHI).path, tmp_path / "pc", SECRET)
    with pytest.raises(RuleError, match="request_other_store"):
        marking_stores.take(unit, marking_stores.look(path))
    opened = desk.open_desk(tmp_path / "pc", SECRET)
    with pytest.raises(RuleError):
        appraisal_requests.plan(opened, BINH)
    opened.close()
    with pytest.raises(RuleError, match="request_not_held"):
        appraisal_results.seal(unit, usb)


def test_a_changed_plan_or_a_missing_stick_seals_nothing(unit: Desk, usb: Path) -> None:
    first, _second = under_appraisal(unit)
    planned = appraisal_requests.plan(unit, BINH)
    with pytest.raises(TroubleError, match="folder_missing"):
        appraisal_requests.make(unit, planned, usb / "gone", step=unions.quiet)
    row_id = initiatives.find(unit, first).row_id
    initiatives.move(unit, [row_id], State.ELIGIBLE, Decision(reason="thiếu"))
    with pytest.raises(RuleError):
        appraisal_requests.make(unit, planned, usb, step=unions.quiet)
    assert (appraisal_requests.standings(unit), list(usb.iterdir())) == ([], [])


def test_receive_takes_sheets_too_and_sends_a_request_to_where_it_opens(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    made = ask(unit, usb)
    pc = Elsewhere(made.path, tmp_path / "pc")
    pc.mark(public_id)
    sent = pc.send(tmp_path)
    (found,) = unions.take(unit, made.path)
    assert (found.taken, found.code) == (False, "request_opens_alone")
    (found,) = unions.take(unit, sent)
    assert (found.taken, found.kind, found.counts) == (True, "appraisal_result", {"new": 1})


def test_the_secretary_asks_too_once_the_unit_has_a_key(unit: Desk, usb: Path, tmp_path: Path) -> None:
    under_appraisal(unit, 1)
    for name in (BINH, "Người ngoài hội đồng"):
        users.add(unit, name, [APPRAISER], "")
    unit.close()
    secretary = desk.open_desk(unit.home, None, BINH)
    with pytest.raises(RuleError, match="key_missing"):
        ask(secretary, usb, CHI)
    secretary.close()
    officer = desk.open_desk(unit.home, None)
    keys.new(officer)
    officer.close()
    secretary = desk.open_desk(unit.home, None, BINH)
    pc = Elsewhere(ask(secretary, usb, CHI).path, tmp_path / "pc")
    pc.mark(appraisals.waiting(secretary)[0].public_id)
    assert take(secretary, pc.send(usb)).taken
    secretary.close()
    outsider = desk.open_desk(unit.home, None, "Người ngoài hội đồng")
    for refused in (
        lambda: appraisal_requests.plan(outsider, CHI),
        lambda: sheet_intake.look(outsider, usb),
        lambda: sheet_conflicts.waiting(outsider),
    ):
        with pytest.raises(RuleError, match="council_keeper_needed"):
            refused()
    outsider.close()
