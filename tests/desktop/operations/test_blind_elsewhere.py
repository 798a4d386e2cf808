"""Marking blind on another PC: nothing that leaves tells whose initiative it is."""

from __future__ import annotations

from pathlib import Path

from desktop.desk import Desk
from desktop.operations import appraisal_requests, blinding, initiatives, marking_stores, sheet_intake
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import Elsewhere, ask, under_appraisal


def test_blind_requests_say_neither_author_nor_unit(unit: Desk, usb: Path, tmp_path: Path) -> None:
    (public_id,) = under_appraisal(unit, 1)
    author = initiatives.find(unit, public_id).initiative.authors[0].full_name
    pc = Elsewhere(ask(unit, usb, blind=True).path, tmp_path / "pc")
    opened = pc.open()
    held = initiatives.find(opened, public_id).initiative
    assert (held.authors, held.unit_name) == ((), "")
    told = [row for rows in unions.everything_written(opened).values() for row in rows]
    assert author not in str(told)
    assert blinding.is_blind(opened)
    opened.close()
    pc.mark(public_id)
    assert sheet_intake.take_in(unit, pc.send(usb))[0].taken


def test_a_council_that_marks_blind_asks_nobody_otherwise_and_words_tell_no_names(
    unit: Desk, usb: Path, tmp_path: Path
) -> None:
    (public_id,) = under_appraisal(unit, 1)
    stored = initiatives.find(unit, public_id)
    name = stored.initiative.authors[0].full_name
    initiatives.move(unit, [stored.row_id], State.ELIGIBLE, Decision(reason="sửa tóm tắt"))
    initiatives.enter(unit, {"id": public_id, "summary": f"Ý tưởng của {name} ở {unit.unit.name}."})
    initiatives.move(unit, [stored.row_id], State.UNDER_APPRAISAL)
    blinding.set_blind(unit, True)
    made = ask(unit, usb)
    offer = marking_stores.look(made.path)
    assert offer.request.blind
    opened = Elsewhere(made.path, tmp_path / "pc").open()
    held = initiatives.find(opened, public_id).initiative
    assert held.summary.startswith("Ý tưởng của […]") and name not in held.summary
    opened.close()
    assert appraisal_requests.standings(unit)[0].changed == {}
