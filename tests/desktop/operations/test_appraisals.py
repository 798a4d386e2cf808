from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db import appraisals as stored_sheets
from desktop.desk import APPRAISER, OFFICER, Desk, open_desk
from desktop.operations import (
    appraisals,
    councils,
    initiatives,
    programme_files,
    programmes,
    sessions,
    users,
)
from desktop.operations.appraisals import Line
from domain.appraisal import ScoreSheet, Vote
from domain.council import Council, CouncilMember, Role
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.operations import unions
from tests.desktop.operations.unions import OFFICER as HAN
from tests.desktop.operations.unions import PAPER, SECOND, THIRD
from tests.domain.pack.packs import gated

POINTS = {"novelty": 25.0, "applicability": 26.5, "effect": 33.0}
LOW = {"novelty": 5.0, "applicability": 5.0, "effect": 5.0}
MEMBERS = ((HAN, Role.CHAIRMAN), (SECOND, Role.SECRETARY), (THIRD, Role.UNION_REPRESENTATIVE))


def seat(opened: Desk, *members: tuple[str, Role]) -> None:
    seated = tuple(CouncilMember(name, role) for name, role in members or MEMBERS)
    appraisals.set_council(opened, Council("Hội đồng sáng kiến", seated))


def under_appraisal(opened: Desk, how_many: int = 1) -> list[str]:
    """Public ids of what a seated council now marks."""
    seat(opened)
    rows = unions.enter(opened, how_many)
    assert initiatives.move(opened, rows, State.UNDER_APPRAISAL).refused == {}
    return [initiatives.get(opened, row).initiative.id for row in rows]


def sheet(public_id: str, appraiser: str, points: Any = None, vote: str = "approve") -> dict[str, Any]:
    return {"initiative": public_id, "appraiser": appraiser, "points": points or POINTS, "vote": vote, "note": "được"}


def file(opened: Desk, *sheets: dict[str, Any]) -> list[str]:
    """The codes of what was refused."""
    return [problem.code for _n, found in appraisals.file_sheets(opened, sheets).refused for problem in found]


def row_of(opened: Desk, public_id: str) -> int:
    return initiatives.find(opened, public_id).row_id


def state_of(opened: Desk, public_id: str) -> State:
    return initiatives.find(opened, public_id).initiative.state


def line(opened: Desk, public_id: str) -> Line:
    return next(line for line in appraisals.results(opened) if line.stored.initiative.id == public_id)


def events(opened: Desk) -> list[dict[str, Any]]:
    return opened.store.rows("SELECT * FROM score_event ORDER BY rowid")


def test_others_are_hidden_until_ones_own_sheet_is_filed(unit: Desk) -> None:
    users.add(unit, SECOND, [APPRAISER], "")
    x, y = under_appraisal(unit, 2)
    assert file(unit, sheet(x, HAN), sheet(x, THIRD, LOW, "decline"), sheet(y, THIRD)) == []
    second = unions.as_user(unit, SECOND)
    seen = appraisals.view(second, x)
    assert (seen.own, seen.others, seen.filed, seen.members) == (None, (), 2, 3)
    for public_id in (x, y):
        told = line(second, public_id).result
        assert (told.mean, told.criterion_means, told.approvals, told.outcome, told.reasons, told.sheets) == (
            None, {}, 0, None, (), ())  # fmt: skip
    assert line(second, x).result.filed == 2
    appraisals.save_draft(second, x, {"points": {"novelty": "2"}})
    assert appraisals.view(second, x).others == ()
    appraisals.file_own(second, x, POINTS, "approve")
    assert {s.appraiser for s in appraisals.view(second, x).others} == {HAN, THIRD}
    assert (line(second, x).result.approvals, line(second, y).result.approvals) == (2, 0)
    second.close()


def test_gates_too_are_hidden_until_ones_own_sheet_is_filed(unit: Desk, tmp_path: Path) -> None:
    pack = tmp_path / "gated.toml"
    pack.write_text(gated().replace('id = "1m-2022"', 'id = "gated-2022"', 1), encoding="utf-8")
    programme_files.install(unit, pack, unsigned=True)
    programmes.use(unit, "gated-2022")
    users.add(unit, SECOND, [APPRAISER], "")
    x = under_appraisal(unit)[0]
    failed = {"initiative": x, "appraiser": HAN, "gates": {"new": True, "lawful": False}, "vote": "decline"}
    assert file(unit, failed) == []
    assert line(unit, x).result.gates == {"new": (1, 0), "lawful": (0, 1)}
    second = unions.as_user(unit, SECOND)
    assert line(second, x).result.gates == {}
    appraisals.file_own(second, x, {}, "decline", gates={"new": False})
    assert line(second, x).result.gates == {"new": (1, 1), "lawful": (0, 1)}
    second.close()


def test_an_appraiser_files_only_his_own(unit: Desk) -> None:
    users.add(unit, THIRD, [APPRAISER], "")
    x = under_appraisal(unit)[0]
    third = unions.as_user(unit, THIRD)
    assert file(third, sheet(x, SECOND), sheet(x, HAN), sheet(x, THIRD.upper())) == [
        "sheet_of_another", "sheet_of_another", "not_a_council_member"]  # fmt: skip
    assert file(third, sheet(x, ""), sheet(x, THIRD)) == []
    assert {row["appraiser"] for row in events(third)} == {THIRD}
    third.close()


def test_nobody_is_marked_for_who_has_a_passphrase_of_his_own(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "unit", passphrase="bốn con trâu đen")
    users.add(opened, SECOND, [APPRAISER], "ba cây tre xanh")
    users.add(opened, THIRD, [OFFICER], "hai con gà đỏ đỏ")
    x = under_appraisal(opened)[0]
    assert file(opened, sheet(x, SECOND), sheet(x, THIRD)) == ["appraiser_marks_alone"] * 2
    assert file(opened, sheet(x, HAN)) == []
    opened.close()
    opened = open_desk(opened.home, "hai con gà đỏ đỏ")
    assert file(opened, sheet(x, THIRD), sheet(x, HAN)) == ["appraiser_marks_alone"]
    opened.close()


def test_who_may_not_mark(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    assert file(unit, sheet(x, "Người Lạ")) == ["not_a_council_member"]
    assert file(unit, sheet("f" * 32, HAN)) == ["initiative_unknown"]
    initiatives.move(unit, [row_of(unit, x)], State.ELIGIBLE, PAPER)
    assert file(unit, sheet(x, HAN)) == ["not_under_appraisal"]


@pytest.mark.parametrize("name", ["Lê Văn Bình", "LÊ VĂN BÌNH"])
def test_an_author_never_marks_his_own_however_the_list_writes_him(unit: Desk, name: str) -> None:
    x = under_appraisal(unit)[0]
    assert file(unit, sheet(x, SECOND), sheet(x, HAN), sheet(x, THIRD)) == []
    initiatives.move(unit, [row_of(unit, x)], State.ELIGIBLE, PAPER)
    initiatives.enter(unit, {"id": x, "authors": [{"full_name": name}]})
    initiatives.move(unit, [row_of(unit, x)], State.UNDER_APPRAISAL)
    assert file(unit, sheet(x, SECOND), sheet(x, HAN)) == ["appraiser_is_author"]
    assert {s.appraiser for s in line(unit, x).result.sheets} == {HAN}


@pytest.mark.parametrize(
    ("points", "vote", "code"),
    [
        (POINTS | {"novelty": 10**400}, "approve", "points_out_of_range"),
        (POINTS | {"novelty": float("nan")}, "approve", "points_out_of_range"),
        (POINTS | {"novelty": "25"}, "approve", "points_missing"),
        (POINTS | {"novelty": True}, "approve", "points_missing"),
        (POINTS | {"x": 1}, "approve", "criterion_unknown"),
        ([1, 2], "approve", "points_missing"),
        (POINTS, "yes", "vote_missing"),
        (POINTS, None, "vote_missing"),
    ],
)
def test_a_sheet_that_cannot_be_is_named_and_stops_no_other(unit: Desk, points: Any, vote: Any, code: str) -> None:
    x = under_appraisal(unit)[0]
    done = appraisals.file_sheets(unit, [sheet(x, SECOND, points, vote), sheet(x, THIRD)])
    assert (done.filed, [number for number, _ in done.refused]) == (1, [1])
    assert code in {problem.code for problem in done.refused[0][1]}
    assert [row["appraiser"] for row in events(unit)] == [THIRD]


def test_a_sheet_filed_again_keeps_the_one_before(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    file(unit, sheet(x, HAN, LOW, "decline"))
    appraisals.file_own(unit, x, POINTS, "approve", "nghĩ lại")
    first, second = events(unit)
    assert (first["vote"], second["vote"], second["parents"]) == ("decline", "approve", f'["{first["id"]}"]')
    view = appraisals.view(unit, x)
    assert view.own is not None and (view.own.vote, view.own.note, view.filed) == (Vote.APPROVE, "nghĩ lại", 1)


def test_two_sheets_of_one_person_from_two_pcs_are_out_until_he_settles_them(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    file(unit, sheet(x, HAN), sheet(x, THIRD))
    elsewhere = ScoreSheet("e" * 32, x, 1, HAN, LOW, Vote.DECLINE, filed_at="1999-01-01T00:00:00Z")
    with unit.store.atomic():
        stored_sheets.append(unit.store, elsewhere)
    told = line(unit, x).result
    assert (told.conflicts, told.outcome, appraisals.view(unit, x).own) == ((HAN,), None, None)
    with pytest.raises(RuleError) as refused:
        appraisals.close(unit)
    assert refused.value.code == "session_nothing_decided"
    appraisals.file_own(unit, x, POINTS, "approve")
    told = line(unit, x).result
    assert (told.conflicts, told.outcome, len(events(unit))) == ((), State.RECOGNISED, 4)


def test_an_incomplete_own_sheet_is_refused_and_the_draft_stays(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    appraisals.save_draft(unit, x, {"points": {"novelty": "2,"}, "note": "đang nghĩ"})
    with pytest.raises(RuleError) as refused:
        appraisals.file_own(unit, x, {"novelty": 2.0}, "approve")
    assert {problem.field for problem in refused.value.problems} == {"applicability", "effect"}
    assert appraisals.view(unit, x).draft == {"points": {"novelty": "2,"}, "note": "đang nghĩ"}
    unions.fail_on(unit, "sheet_filed")
    with pytest.raises(dbapi2.IntegrityError):
        appraisals.file_own(unit, x, POINTS, "approve")
    assert (appraisals.view(unit, x).draft["note"], events(unit)) == ("đang nghĩ", [])


def test_a_session_closes_over_what_is_decided_and_stays_open_for_the_rest(unit: Desk) -> None:
    x, y, z = under_appraisal(unit, 3)
    file(unit, *(sheet(x, name) for name in (HAN, SECOND, THIRD)), sheet(y, HAN))
    file(unit, *(sheet(z, name, LOW, "decline") for name in (HAN, SECOND)))
    ready, _changes = appraisals.close(unit)
    assert {line.stored.initiative.id: line.result.outcome for line in ready} == {x: "recognised", z: "declined"}
    assert [state_of(unit, each) for each in (x, y, z)] == ["in_council", "under_appraisal", "in_council"]
    seated = appraisals.current_council(unit)
    assert seated is not None and not seated.closed
    assert [line.stored.initiative.id for line in appraisals.decided(unit)] == [x, z]
    assert file(unit, sheet(x, HAN), sheet(y, SECOND)) == ["not_under_appraisal"]
    appraisals.close(unit)
    seated = appraisals.current_council(unit)
    assert seated is not None and seated.closed


def test_a_session_that_dies_while_closing_has_closed_nothing(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    file(unit, *(sheet(x, name) for name in (HAN, SECOND, THIRD)))
    before = unions.everything_written(unit)
    unions.fail_on(unit, "session_closed")
    with pytest.raises(dbapi2.IntegrityError):
        appraisals.close(unit)
    assert unions.everything_written(unit) == before
    unions.mend(unit, "session_closed")
    assert len(appraisals.close(unit)[0]) == 1


def closed(unit: Desk, points: Any = None, vote: str = "approve") -> str:
    x = under_appraisal(unit)[0]
    file(unit, *(sheet(x, name, points, vote) for name in (HAN, SECOND, THIRD)))
    appraisals.close(unit)
    return x


def test_marking_again_is_a_new_round_and_keeps_every_sheet(unit: Desk) -> None:
    x = closed(unit)
    assert initiatives.move(unit, [row_of(unit, x)], State.UNDER_APPRAISAL).refused[1][0].code == "reason_missing"
    assert councils.mark_again(unit, [row_of(unit, x)], "vì thiếu số liệu").moved == (1,)
    view = appraisals.view(unit, x)
    assert (view.own, view.filed, line(unit, x).result.filed) == (None, 0, 0)
    file(unit, *(sheet(x, name, LOW, "decline") for name in (HAN, SECOND, THIRD)))
    assert [row["round_no"] for row in events(unit)] == [1, 1, 1, 2, 2, 2]
    assert line(unit, x).result.outcome is State.DECLINED
    appraisals.close(unit)
    assert [row["outcome"] for row in unit.store.rows("SELECT * FROM verdict")] == ["recognised", "declined"]
    assert [s.vote for s in appraisals.decided(unit)[0].result.sheets] == [Vote.DECLINE] * 3


def test_sheets_of_a_text_that_was_sent_back_count_no_more(unit: Desk) -> None:
    [public_id] = under_appraisal(unit)
    assert file(unit, sheet(public_id, SECOND), sheet(public_id, THIRD)) == []
    row_id = row_of(unit, public_id)
    back = Decision(reason="Bổ sung cách tính")
    assert initiatives.move(unit, [row_id], State.ELIGIBLE, back).refused == {}
    initiatives.type_in(unit, row_id, {"effect": "Đã đo lại trên hai chuyền."})
    assert initiatives.move(unit, [row_id], State.UNDER_APPRAISAL).refused == {}
    assert (line(unit, public_id).result.filed, line(unit, public_id).result.outcome) == (0, None)
    assert len(stored_sheets.closed_sheets(unit.store, public_id)) == 2


def test_the_verdict_of_the_round_before_recognises_nothing(unit: Desk) -> None:
    x = closed(unit)
    row = row_of(unit, x)
    councils.mark_again(unit, [row], "vì thiếu số liệu")
    for state in (State.IN_COUNCIL, State.RECOGNISED):
        refused = initiatives.move(unit, [row], state, PAPER).refused
        assert [problem.code for problem in refused[row]] == ["verdict_not_closed"], state
    assert state_of(unit, x) is State.UNDER_APPRAISAL


def test_a_decision_says_what_the_session_said(unit: Desk) -> None:
    x = closed(unit, vote="after_completion")
    row = row_of(unit, x)
    for state in (State.RECOGNISED, State.DECLINED):
        assert [p.code for p in initiatives.move(unit, [row], state, PAPER).refused[row]] == ["verdict_differs"]
    nothing_said = dataclasses.replace(PAPER, reason=" ")
    refused = initiatives.move(unit, [row], State.RECOGNISED_AFTER_COMPLETION, nothing_said).refused
    assert [problem.code for problem in refused[row]] == ["completion_missing"]
    assert initiatives.move(unit, [row], State.RECOGNISED_AFTER_COMPLETION, PAPER).moved == (row,)
    assert initiatives.get(unit, row).initiative.completion_note == PAPER.reason


def test_a_council_against_the_rules_does_not_sit(unit: Desk) -> None:
    for members in (
        MEMBERS[1:],
        (*MEMBERS, (" " + SECOND.upper() + "  ", Role.EXPERT)),
        (*MEMBERS, ("\u200b", Role.EXPERT)),
    ):
        with pytest.raises(RuleError) as refused:
            seat(unit, *members)
        assert refused.value.code == "council_incomplete"
    assert appraisals.current_council(unit) is None
    for values in (
        {},
        {"name": "x", "members": [{"name": "An"}]},
        {"name": "x", "members": 5},
        {"name": "x", "members": [{"name": "An", "role": "king"}]},
    ):  # shapes
        with pytest.raises(RuleError) as refused:
            sessions.council_from(values)
        assert refused.value.code == "council_malformed"


def test_without_a_council_nothing_is_marked_or_closed(unit: Desk) -> None:
    rows = unions.enter(unit)
    initiatives.move(unit, rows, State.UNDER_APPRAISAL)
    x = initiatives.get(unit, rows[0]).initiative.id
    assert file(unit, sheet(x, HAN)) == ["not_a_council_member"]
    assert line(unit, x).result.outcome is None
    with pytest.raises(RuleError) as refused:
        appraisals.close(unit)
    assert refused.value.code == "session_nothing_decided"


def test_every_reason_a_result_can_have_is_a_sentence() -> None:
    from desktop import messages

    for code in ("mean_below", "minimum_below:novelty", "approvals_below"):
        for language in messages.LANGUAGES:
            assert messages.sentence(code, {}, language) not in (code, code.partition(":")[0])
