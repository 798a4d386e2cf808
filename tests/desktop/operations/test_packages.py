from __future__ import annotations

import dataclasses
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlcipher3 import dbapi2

from desktop.desk import Desk
from desktop.operations import initiatives, keys, packages, programmes, sending
from domain import record
from domain.errors import RuleError, TroubleError
from domain.initiative import Author, Initiative, State
from tests.desktop.operations import unions
from tests.desktop.operations.unions import PAPER, StoppedError, quiet


@pytest.fixture
def ready(unit: Desk) -> Desk:
    """A unit with a key and three recognised initiatives."""
    keys.new(unit)
    unions.recognised(unit, 3)
    return unit


def code_of(error: pytest.ExceptionInfo[RuleError] | pytest.ExceptionInfo[TroubleError]) -> str:
    return error.value.code


def outbox(opened: Desk) -> list[tuple[str, str]]:
    return [(row["state"], row["detail"]) for row in sending.rows(opened)]


def records(package: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(package) as opened:
        return [json.loads(line) for line in opened.read("data/records/00001.jsonl").splitlines()]


def files(home: Path) -> list[str]:
    return sorted(file.name for file in (home / "packages").rglob("*") if file.is_file())


def stop_at(number: int) -> Any:
    seen = []

    def step(_done: int, _total: int) -> None:
        seen.append(1)
        if len(seen) == number:
            raise StoppedError

    return step


@pytest.mark.parametrize("number", [1, 2, 3])
def test_stopped_while_sealing_there_is_no_package(ready: Desk, number: int) -> None:
    before = unions.everything_written(ready)
    with pytest.raises(StoppedError):
        packages.pack(ready, packages.plan(ready), None, step=stop_at(number))
    assert (unions.everything_written(ready), files(ready.home)) == (before, [])
    assert unions.send(ready, None).seq == 1


def test_killed_between_the_file_and_the_store_the_next_try_begins_anew(ready: Desk, usb: Path) -> None:
    before = unions.everything_written(ready)
    unions.fail_on(ready, "sealed")
    with pytest.raises(dbapi2.IntegrityError):
        unions.send(ready, usb)
    assert (unions.everything_written(ready), list(usb.iterdir())) == (before, [])
    unions.mend(ready, "sealed")
    packed = unions.send(ready, usb)
    assert (packed.seq, files(ready.home), outbox(ready)[0][0]) == (1, ["27001_0001.asice"], "delivered")
    assert packed.path.read_bytes() == packed.kept.read_bytes()


def test_a_copy_that_could_not_be_put_is_failed_and_sent_again(ready: Desk, usb: Path) -> None:
    with pytest.raises(TroubleError) as refused:
        unions.send(ready, usb / "none")
    assert (code_of(refused), outbox(ready)) == ("folder_missing", [("failed", "folder_missing")])
    assert initiatives.get(ready, 1).initiative.state is State.PACKAGED
    with pytest.raises(StoppedError):
        sending.to_folder(ready, "27001_0001.asice", usb, step=stop_at(1))
    assert (outbox(ready), list(usb.iterdir())) == ([("failed", "stopped")], [])
    done, _changes = sending.to_folder(ready, "27001_0001.asice", usb, step=quiet)
    assert (outbox(ready), sending.rows(ready)[0]["attempts"]) == ([("delivered", str(done.path))], 3)
    assert sending.to_folder(ready, str(done.path), usb, step=quiet)[0].already_there


def test_a_sealed_package_that_changed_is_not_sent(ready: Desk, usb: Path) -> None:
    packed = unions.send(ready, None)
    raw = bytearray(packed.kept.read_bytes())
    raw[-1] ^= 1
    packed.kept.write_bytes(raw)
    with pytest.raises(TroubleError) as refused:
        sending.to_folder(ready, packed.manifest_sha256, usb, step=quiet)
    assert (code_of(refused), outbox(ready), list(usb.iterdir())) == (
        "package_changed",
        [("failed", "package_changed")],
        [],
    )
    packed.kept.unlink()
    with pytest.raises(TroubleError) as refused:
        sending.to_folder(ready, packed.manifest_sha256, usb, step=quiet)
    assert code_of(refused) == "package_missing"


def test_an_answered_package_stays_answered_when_another_copy_fails(ready: Desk, usb: Path) -> None:
    packed = unions.send(ready, usb)
    with ready.store.atomic():
        ready.store.execute("UPDATE package SET acknowledged_at = 'now'")
        ready.store.execute("UPDATE outbox SET state = 'acknowledged'")
    with pytest.raises(TroubleError):
        sending.to_folder(ready, packed.manifest_sha256, usb / "none", step=quiet)
    assert outbox(ready)[0][0] == "acknowledged"
    sending.to_folder(ready, packed.manifest_sha256, usb, step=quiet)
    assert outbox(ready)[0][0] == "acknowledged"


def test_two_recipients_never_share_a_file(ready: Desk, usb: Path) -> None:
    first = packages.pack(ready, packages.plan(ready, "99000", "all"), usb, step=quiet)
    before = first.kept.read_bytes()
    second = packages.pack(ready, packages.plan(ready, only="all"), usb, step=quiet)
    assert (first.seq, second.seq) == (1, 1)
    assert first.kept != second.kept and first.kept.read_bytes() == before
    assert len(list(usb.iterdir())) == 2
    for packed in (first, second):
        assert sending.to_folder(ready, packed.manifest_sha256, usb, step=quiet)[0].already_there


def test_a_plan_that_grew_old_is_not_sealed(ready: Desk) -> None:
    planned = packages.plan(ready)
    one, other = (dataclasses.replace(planned, items=planned.items[at : at + 1]) for at in (0, 1))
    kept = packages.pack(ready, one, None, step=quiet).kept
    before = kept.read_bytes()
    with pytest.raises(RuleError) as refused:
        packages.pack(ready, other, None, step=quiet)
    assert (code_of(refused), kept.read_bytes()) == ("package_plan_old", before)
    planned = packages.plan(ready)
    initiatives.enter(ready, {"number": planned.items[0].stored.initiative.number, "effect": "khác"})
    with pytest.raises(RuleError) as refused:
        packages.pack(ready, planned, None, step=quiet)
    assert code_of(refused) == "package_plan_old"


@pytest.mark.parametrize("recipient", ["../../x", "con", "a b", "Ư1", "27000/", "x" * 40])
def test_a_recipient_that_is_no_unit_is_refused(ready: Desk, recipient: str) -> None:
    with pytest.raises(RuleError) as refused:
        packages.plan(ready, recipient)
    assert code_of(refused) == "recipient_malformed"


@pytest.mark.parametrize(
    ("only", "code"),
    [
        ("draft", "state_not_sent"),
        ("SK-2022-0009", "initiative_unknown"),
        (" , ", "filter_unknown"),
        (" ", "filter_unknown"),
        ("SK-2022-0004", "state_not_sent"),
    ],
)
def test_only_what_is_recognised_leaves(ready: Desk, only: str, code: str) -> None:
    initiatives.new(ready, {"title": "Nháp"})
    with pytest.raises(RuleError) as refused:
        packages.plan(ready, only=only)
    assert code_of(refused) == code
    assert len(packages.plan(ready).items) == len(packages.plan(ready, only="recognised").items) == 3


def test_what_was_emptied_after_recognition_does_not_leave(ready: Desk) -> None:
    initiatives.type_in(ready, 2, {"summary": ""})
    with pytest.raises(RuleError) as refused:
        unions.send(ready, None)
    assert (code_of(refused), [p.code for p in refused.value.problems]) == ("package_incomplete", ["summary_missing"])
    assert files(ready.home) == []
    assert packages.problem_lines(packages.plan(ready))[0][0] == "SK-2022-0002"


def test_without_a_key_nothing_is_sealed(unit: Desk) -> None:
    unions.recognised(unit)
    with pytest.raises(RuleError) as refused:
        unions.send(unit, None)
    assert (code_of(refused), sending.rows(unit)) == ("key_missing", [])


def test_a_package_knows_the_one_before_and_carries_only_what_changed(ready: Desk) -> None:
    first = unions.send(ready, None)
    with pytest.raises(RuleError) as refused:
        unions.send(ready, None)
    assert code_of(refused) == "package_empty"
    initiatives.enter(ready, {"number": "SK-2022-0002", "effect": "đo lại rồi"})
    planned = packages.plan(ready)
    assert (planned.seq, planned.prev_manifest_sha256, len(planned.items)) == (2, first.manifest_sha256, 1)
    second = packages.pack(ready, planned, None, step=quiet)
    assert [(r["number"], r["revision"]) for r in records(second.kept)] == [("SK-2022-0002", 2)]
    assert {r["revision"] for r in records(first.kept)} == {1}


def test_a_secret_is_in_no_file_of_the_package(unit: Desk) -> None:
    keys.new(unit)
    row = unions.enter(unit)[0]
    told = {"summary": "BÍQUYẾT-1", "area": "BÍQUYẾT-2", "reach": "BÍQUYẾT-3", "benefit_note": "BÍQUYẾT-4",
            "investor": "BÍQUYẾT-5", "technology_secret": True}  # fmt: skip
    initiatives.type_in(unit, row, told)
    assert initiatives.move(unit, [row], State.RECOGNISED, PAPER).moved == (row,)
    with unit.store.atomic():
        unit.store.execute("UPDATE initiative_text SET completion_note = 'BÍQUYẾT-6', declined_reason = 'BÍQUYẾT-7'")
    planned = packages.plan(unit)
    assert len(planned.items[0].withheld) == 7
    packed = packages.pack(unit, planned, None, step=quiet)
    with zipfile.ZipFile(packed.kept) as opened:
        for name in opened.namelist():
            assert "BÍQUYẾT".encode() not in opened.read(name), name
        opened.extract("data/summary.xlsx", unit.home)
    cells = [
        cell for row_ in openpyxl.load_workbook(unit.home / "data" / "summary.xlsx").active.values for cell in row_
    ]
    assert not [cell for cell in cells if isinstance(cell, str) and "BÍQUYẾT" in cell]
    assert initiatives.get(unit, row).initiative.summary == "BÍQUYẾT-1"


def test_what_a_package_says_of_its_state_and_of_unread_words_is_nothing(ready: Desk) -> None:
    for values in records(unions.send(ready, None).kept):
        assert values["state"] == "recognised"
        assert "unread" not in values


def test_a_package_of_somebody_else_is_not_ours_to_send(ready: Desk, usb: Path) -> None:
    for name in ("27002_0001.asice", "", "f" * 64):
        with pytest.raises(RuleError) as refused:
            sending.to_folder(ready, name, usb, step=quiet)
        assert code_of(refused) == "package_not_ours"


def test_other_programmes_stay_out(ready: Desk) -> None:
    programmes.use(ready, "75k-2021")
    with pytest.raises(RuleError) as refused:
        unions.send(ready, None)
    assert code_of(refused) == "package_empty"


def header(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as opened:
        told: dict[str, Any] = json.loads(opened.read("data/package.json"))
        return told


def test_only_what_says_something_later_asks_for_a_later_reader(ready: Desk) -> None:
    """A reader of the first form refuses fields it does not know, and a package that asks for more in words."""
    for stored in initiatives.everything(ready, initiatives.Filter()):
        bare = {name: getattr(Author(), name) for name in record._AUTHOR_LATER}
        authors = tuple(dataclasses.replace(one, **bare) for one in stored.initiative.authors)
        unsaid: dict[str, Any] = {name: getattr(Initiative(), name) for name in record._LATER}
        first = dataclasses.replace(stored.initiative, authors=authors, **unsaid)
        with ready.store.atomic():
            initiatives.rewrite(ready, stored, first)
    plain = unions.send(ready, None)
    later = {*record._LATER, *record._AUTHOR_LATER}
    told = records(plain.path)
    assert header(plain.path)["min_reader"] == 1
    assert not any(later & set(one) or any(later & set(author) for author in one["authors"]) for one in told)
    row = initiatives.everything(ready, initiatives.Filter())[0].row_id
    initiatives.type_in(ready, row, {"nature": "Kệ quay, không phải cúi."})
    again = unions.send(ready, None)
    assert (header(again.path)["min_reader"], again.records) == (2, 1)
    assert later & set(records(again.path)[0]) == {"nature"}


def test_what_is_to_be_kept_stays_of_a_record_that_is_no_secret(unit: Desk) -> None:
    keys.new(unit)
    row = unions.recognised(unit)[0]
    initiatives.type_in(unit, row, {"confidential": "Công thức hồ vải", "nature": "Kệ quay."})
    (item,) = packages.plan(unit).items
    assert (item.withheld, item.values["confidential"]) == (("confidential",), "")
    (told,) = records(unions.send(unit, None).path)
    assert "confidential" not in told and told["nature"] == "Kệ quay."
