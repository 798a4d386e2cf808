"""council, council check, recusal, appraise and verdicts from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import desk
from desktop.operations import initiatives
from domain.initiative import State
from tests.desktop.cli.commands import Shell, sample
from tests.domain.pack.packs import approvals_alone, gated

MEMBERS = [
    {"name": "An", "role": "chairman", "attendance": "present"},
    {"name": "Bình", "role": "secretary", "attendance": "present"},
    {"name": "Chi", "role": "union_representative", "attendance": "by_sheet"},
    {"name": "Dung", "role": "expert", "attendance": "absent"},
]
SESSION = {"name": "HĐ", "members": MEMBERS, "held_on": "2023-07-14", "held_time": "14h30", "place": "Phòng 2",
           "state_funded": False, "head": "Ông Trưởng"}  # fmt: skip
POINTS = {"novelty": 25, "applicability": 26.5, "effect": 33}


def written(folder: Path, values: Any, name: str = "given.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return path


def entered(shell: Shell, *, under: bool = True) -> dict[str, Any]:
    opened = desk.open_desk(shell.home, None)
    row = initiatives.enter(opened, sample()[0]).stored.row_id
    if under:
        assert initiatives.move(opened, [row], State.UNDER_APPRAISAL).refused == {}
    found = initiatives.get(opened, row).initiative
    opened.close()
    return {"id": found.id, "author": found.authors[0].full_name}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")


def test_a_relative_stands_aside_from_the_check_to_the_verdict(shell: Shell, tmp_path: Path) -> None:
    shell.ok("council", written(tmp_path, SESSION))
    held = entered(shell)
    related = SESSION | {"relations": [{"member": "Dung", "author": held["author"], "relation": "spouse"}]}
    checked = shell.ok("council", "check", written(tmp_path, related))
    (conflict,) = checked["conflicts"]
    assert (conflict["id"], conflict["recused"][0]["name"]) == (held["id"], "Dung")
    assert shell.ok("recusal", "list")["relations"] == []
    shell.ok("council", written(tmp_path, related))
    assert shell.ok("council", "check")["conflicts"][0]["id"] == held["id"]
    sheets = [
        {"initiative": held["id"], "appraiser": one["name"], "points": POINTS, "vote": "approve"} for one in MEMBERS
    ]
    code, filed = shell.call("appraise", written(tmp_path, sheets))
    assert (code, filed["filed"], [one["code"] for one in filed["problems"]]) == (1, 3, ["appraiser_is_relative"])
    answer = shell.ok("verdicts", "--close")
    (result,) = answer["results"]
    assert (result["outcome"], result["members"], result["needed"], result["approvals"]) == ("recognised", 3, 2, 3)
    assert (result["place"], result["tied"], answer["limits"]) == (1, False, [])
    assert result["spread"] == {"points": 0.0, "outliers": [], "second_reading": False}
    (aside,) = result["recused"]
    assert (aside["name"], aside["reason"], aside["relation"]) == ("Dung", "relative", "spouse")
    assert aside["words"].endswith(f"vì là vợ hoặc chồng của tác giả {held['author']}.")
    assert answer["session"] == {"held_on": "2023-07-14", "held_time": "14:30", "place": "Phòng 2", "members": 4,
                                 "attending": 3, "needed": 3, "quorate": True}  # fmt: skip
    assert shell.ok("verdicts")["results"][0]["recused"] == result["recused"]


def test_a_head_who_is_an_author_is_refused_with_the_article(shell: Shell, tmp_path: Path) -> None:
    shell.ok("council", written(tmp_path, SESSION))
    held = entered(shell)
    members = [*MEMBERS, {"name": held["author"], "role": "expert", "attendance": "present"}]
    wrong = SESSION | {"members": members, "state_funded": True, "head": held["author"]}
    for arguments in (("council",), ("council", "check")):
        code, answer = shell.call(*arguments, written(tmp_path, wrong))
        assert (code, answer["error"]) == (1, "council_incomplete")
        assert [one["code"] for one in answer["problems"]] == ["council_head_is_author"]
        assert "TT 18/2013/TT-BKHCN, Điều 8" in answer["problems"][0]["message"]


def test_a_session_below_two_thirds_is_refused_with_the_article(shell: Shell, tmp_path: Path) -> None:
    few = SESSION | {"members": [member | {"attendance": "absent"} for member in MEMBERS[:2]] + MEMBERS[2:]}
    shell.ok("council", written(tmp_path, few))
    held = entered(shell)
    sheets = [
        {"initiative": held["id"], "appraiser": one["name"], "points": POINTS, "vote": "approve"} for one in MEMBERS
    ]
    shell.ok("appraise", written(tmp_path, sheets))
    code, answer = shell.call("verdicts", "--close")
    assert (code, answer["error"]) == (1, "session_below_quorum")
    assert "1/4" in answer["message"] and "TT 18/2013/TT-BKHCN, Điều 8" in answer["message"]


def test_relations_and_requests_are_written_and_taken_back(shell: Shell, tmp_path: Path) -> None:
    shell.ok("council", written(tmp_path, SESSION))
    held = entered(shell)
    (relation,) = shell.ok("recusal", "declare", "Dung", "Lê Tác", "in_law")["relations"]
    assert relation == {"no": 1, "member": "Dung", "author": "Lê Tác", "relation": "in_law"}
    assert shell.ok("recusal", "withdraw", "1")["relations"] == []
    asked = shell.ok("recusal", "request", held["id"], "An", "--reason", "thầy của tác giả")["requests"]
    assert asked == [{"initiative": held["id"], "member": "An", "reason": "thầy của tác giả"}]
    assert shell.ok("recusal", "take-back", held["id"], "An")["requests"] == []
    for arguments, code in ((("declare", "Dung"), "recusal_names_wrong"), (("withdraw", "x"), "relation_not_found"),
                            (("declare", "A", "B", "bạn"), "relation_incomplete"),
                            (("request", held["id"], "Lạ", "--reason", "x"), "not_a_council_member")):  # fmt: skip
        assert (shell.call("recusal", *arguments)[0], shell.call("recusal", *arguments)[1]["error"]) == (1, code)


def install(shell: Shell, tmp_path: Path, text: str, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(text.replace('id = "1m-2022"', f'id = "{name}"', 1), encoding="utf-8")
    shell.ok("programme", "install", path, "--unsigned")
    shell.ok("programme", "use", name)


def test_a_failed_gate_declines_and_gates_are_in_the_answer(shell: Shell, tmp_path: Path) -> None:
    install(shell, tmp_path, gated(), "gated-2022")
    shell.ok("council", written(tmp_path, SESSION))
    held = entered(shell)
    yes = {"new": True, "lawful": True}
    sheets = [
        {"initiative": held["id"], "appraiser": name, "points": POINTS, "gates": yes, "vote": "approve"}
        for name in ("An", "Bình", "Chi")
    ]
    shell.ok("appraise", written(tmp_path, sheets))
    assert shell.ok("verdicts")["results"][0]["outcome"] == "recognised"
    refused = {
        "initiative": held["id"],
        "appraiser": "Dung",
        "points": POINTS,
        "gates": {"new": False},
        "vote": "decline",
    }
    code, answer = shell.call("appraise", written(tmp_path, [refused]))
    assert (code, {one["code"] for one in answer["problems"]}) == (1, {"criterion_skipped"})
    shell.ok("appraise", written(tmp_path, [refused | {"points": {}}]))
    (result,) = shell.ok("verdicts")["results"]
    assert (result["outcome"], result["reasons"]) == ("declined", ["gate_failed:new"])
    assert result["gates"] == {"new": {"yes": 3, "no": 1}, "lawful": {"yes": 3, "no": 0}}


def test_members_who_agree_decide_alone_where_the_pack_gives_no_points(shell: Shell, tmp_path: Path) -> None:
    install(shell, tmp_path, approvals_alone(), "votes-2022")
    shell.ok("council", written(tmp_path, SESSION | {"members": MEMBERS[:3]}))
    held = entered(shell)
    sheets = [
        {"initiative": held["id"], "appraiser": name, "vote": vote}
        for name, vote in (("An", "approve"), ("Bình", "approve"), ("Chi", "decline"))
    ]
    shell.ok("appraise", written(tmp_path, sheets))
    (result,) = shell.ok("verdicts")["results"]
    assert (result["outcome"], result["mean"], result["approvals"], result["needed"]) == ("recognised", None, 2, 2)


def test_what_was_completed_is_marked_again_and_every_round_is_kept(shell: Shell, tmp_path: Path) -> None:
    shell.ok("council", written(tmp_path, SESSION))
    held = entered(shell)
    sheets = [
        {"initiative": held["id"], "appraiser": name, "points": POINTS, "vote": "after_completion"}
        for name in ("An", "Bình", "Chi")
    ]
    shell.ok("appraise", written(tmp_path, sheets))
    shell.ok("verdicts", "--close")
    paper = ("--decision-no", "27/QĐ", "--decision-on", "20/7/2023", "--signer", "Bà X")
    shell.ok("move", held["id"], "recognised_after_completion", "--reason", "bổ sung bảng số liệu", *paper)
    (waiting,) = shell.ok("completion", "list")["waiting"]
    assert (waiting["id"], waiting["to_complete"]) == (held["id"], "bổ sung bảng số liệu")
    code, refused = shell.call("completion", "again", held["id"])
    assert (code, refused["error"], refused["moved"]) == (1, "reason_missing", 0)
    assert shell.ok("completion", "again", held["id"], "--reason", "đã bổ sung")["moved"] == 1
    shell.ok("appraise", written(tmp_path, [sheet | {"vote": "approve"} for sheet in sheets]))
    shell.ok("verdicts", "--close")
    first, second = shell.ok("verdicts", "--rounds", held["id"])["rounds"]
    assert (first["round"], first["outcome"], len(first["sheets"])) == (1, "recognised_after_completion", 3)
    assert (second["round"], second["outcome"], len(second["sheets"])) == (2, "recognised", 3)
