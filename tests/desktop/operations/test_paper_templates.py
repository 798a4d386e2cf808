"""The union's own wordings and picture: used by every paper, compared with what ships, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from PySide6.QtGui import QColor, QImage

from db import paper_templates as stored
from desktop.desk import Desk
from desktop.operations import paper_parts, paper_templates, reports, users
from domain.errors import RuleError, TroubleError
from domain.paper import wording
from domain.paper.wording import Change
from exports.reports.report import Report
from tests.desktop.operations import unions
from tests.exports.pdf_reading import pages

PAPER = "blank_form"


def worded(unit: Desk, what: str, words: str) -> dict[str, Any]:
    """The wording in use with its first piece of a kind said otherwise."""
    held = paper_templates.look(unit, PAPER)
    piece = next(one for one in held.pieces if one.what == what)
    return wording.reworded(held.wording, {piece.at: words})


def printed(unit: Desk, to: Path) -> str:
    return "\n".join(pages(reports.write(unit, PAPER, to / "a.pdf", step=unions.quiet).path))


def test_papers_are_made_by_the_wording_of_the_union_until_it_is_taken_back(unit: Desk, tmp_path: Path) -> None:
    assert paper_templates.change(unit, PAPER, worded(unit, "title", "PHIẾU RIÊNG")).touches("templates")
    held = paper_templates.look(unit, PAPER)
    assert (held.own, held.changed_by, held.news) == (True, unit.user.name, ())
    assert held.differences == (Change("title", "PHIẾU ĐĂNG KÝ SÁNG KIẾN", "PHIẾU RIÊNG"),)
    assert "PHIẾU RIÊNG" in printed(unit, tmp_path)
    paper_templates.reset(unit, PAPER)
    assert not paper_templates.look(unit, PAPER).own
    assert "PHIẾU ĐĂNG KÝ SÁNG KIẾN" in printed(unit, tmp_path)
    paper_templates.restore(unit, PAPER)
    assert "PHIẾU RIÊNG" in printed(unit, tmp_path)
    lines = unit.store.rows("SELECT operation, subject FROM journal WHERE operation LIKE 'template%' ORDER BY id")
    assert [line["operation"] for line in lines] == ["template_changed", "template_reset", "template_changed"]
    assert {line["subject"] for line in lines} == {PAPER}


def test_a_wording_that_lacks_what_the_paper_needs_is_refused_and_nothing_is_kept(unit: Desk) -> None:
    broken = worded(unit, "title", "PHIẾU {nobody}")
    with pytest.raises(RuleError) as refused:
        paper_templates.change(unit, PAPER, broken)
    assert refused.value.code == "template_refused"
    assert [problem.code for problem in refused.value.problems] == ["template_gap_unknown"]
    coded = {**broken, "block": [block for block in paper_parts.shipped(PAPER)["block"] if block["kind"] != "code"]}
    with pytest.raises(RuleError) as refused:
        paper_templates.change(unit, PAPER, coded)
    assert [(one.code, one.facts["name"]) for one in refused.value.problems] == [("template_needs", "form_code")]
    with pytest.raises(RuleError) as refused:
        paper_templates.change(unit, PAPER, worded(unit, "title", "PHIẾU CCCD 079085001234"))
    assert refused.value.code == "identity_number"
    assert stored.everything(unit.store) == {}


def test_saying_what_ships_is_no_wording_of_the_union(unit: Desk) -> None:
    paper_templates.change(unit, PAPER, worded(unit, "title", "KHÁC"))
    paper_templates.change(unit, PAPER, paper_parts.shipped(PAPER))
    assert not paper_templates.look(unit, PAPER).own


def test_what_ships_otherwise_since_is_told_until_somebody_has_seen_it(unit: Desk) -> None:
    ships = paper_parts.shipped(PAPER)
    older = wording.reworded(ships, {"block.1.text": "PHIẾU CŨ"})
    own = wording.reworded(older, {"block.2.caption": "Nộp tại phòng công đoàn."})
    with unit.store.atomic():
        stored.put(unit.store, PAPER, own, older, "An", "2026-01-01T00:00:00.000Z")
    held = paper_templates.look(unit, PAPER)
    assert held.news == (Change("title", "PHIẾU CŨ", "PHIẾU ĐĂNG KÝ SÁNG KIẾN"),)
    paper_templates.keep(unit, PAPER)
    held = paper_templates.look(unit, PAPER)
    assert (held.own, held.news) == (True, ())
    assert Change("title", "PHIẾU ĐĂNG KÝ SÁNG KIẾN", "PHIẾU CŨ") in held.differences


def test_there_is_nothing_to_take_back_or_keep_without_a_wording_of_the_union(unit: Desk) -> None:
    for doing, code in ((paper_templates.restore, "template_none_before"), (paper_templates.keep, "template_not_own")):
        with pytest.raises(RuleError) as refused:
            doing(unit, PAPER)
        assert refused.value.code == code
    paper_templates.reset(unit, PAPER)
    with pytest.raises(RuleError):
        paper_templates.look(unit, "sổ đỏ")


def test_numbers_follow_the_form_of_the_union(unit: Desk, tmp_path: Path) -> None:
    held = paper_templates.look(unit, "statistics_report")
    made = wording.reworded(held.wording, {"number_form": "{no}/BC-CĐMay"})
    paper_templates.change(unit, "statistics_report", made)
    words = reports.LetterWords("9")
    done = reports.write(unit, "statistics_report", tmp_path / "a.pdf", words, step=unions.quiet)
    assert "Số: 9/BC-CĐMay" in pages(done.path)[0]


def test_a_wording_can_be_looked_at_before_it_is_used(unit: Desk) -> None:
    shown = reports.first_page(unit, PAPER)
    tried = reports.first_page(unit, PAPER, trial=worded(unit, "title", "XEM THỬ"))
    assert tried.dots != shown.dots
    assert reports.first_page(unit, PAPER).dots == shown.dots
    with pytest.raises(RuleError) as refused:
        reports.first_page(unit, PAPER, trial=worded(unit, "title", "XEM {nobody}"))
    assert refused.value.code == "template_refused"


@pytest.mark.parametrize("report", reports.reports(), ids=lambda report: report.id)
def test_a_wording_can_be_looked_at_before_there_is_anything_to_make_it_of(unit: Desk, report: Report) -> None:
    assert reports.first_page(unit, report.id, trial=paper_parts.shipped(report.id)).pages >= 1


def test_the_picture_of_the_union_stands_on_papers_that_have_a_place_for_it(unit: Desk, tmp_path: Path) -> None:
    image = QImage(3000, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    image.save(str(tmp_path / "huy hiệu.jpg"))
    paper_templates.set_logo(unit, tmp_path / "huy hiệu.jpg")
    found = paper_templates.logo(unit)
    assert found and found[0] == "huy hiệu.jpg" and found[1].startswith(b"\x89PNG")
    assert _pictures(reports.write(unit, PAPER, tmp_path / "a.pdf", step=unions.quiet).path) == 0
    paper_templates.change(unit, PAPER, wording.reworded(paper_parts.shipped(PAPER), {"logo": "1"}))
    assert _pictures(reports.write(unit, PAPER, tmp_path / "a.pdf", step=unions.quiet).path) == 1
    reports.write(unit, PAPER, tmp_path / "a.docx", step=unions.quiet)
    assert len(docx.Document(str(tmp_path / "a.docx")).inline_shapes) == 2  # with the code
    paper_templates.remove_logo(unit)
    assert paper_templates.logo(unit) is None
    assert _pictures(reports.write(unit, PAPER, tmp_path / "a.pdf", step=unions.quiet).path) == 0


def test_a_drawing_that_would_never_be_finished_is_refused_unread(unit: Desk, tmp_path: Path) -> None:
    """Six lines, a million million strokes."""
    strokes = "".join(f'<g id="a{n + 1}">' + f'<use xlink:href="#a{n}"/>' * 10 + "</g>" for n in range(11))
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        f'<defs><g id="a0"><rect width="1" height="1"/></g>{strokes}</defs><use xlink:href="#a11"/></svg>'
    )
    (tmp_path / "a.png").write_bytes((tmp_path / "a.svg").read_bytes())
    for name in ("a.svg", "a.png"):
        with pytest.raises(RuleError, match="logo_unreadable"):
            paper_templates.set_logo(unit, tmp_path / name)
    assert paper_templates.logo(unit) is None


@pytest.mark.parametrize("words", ["{signer.__class__}", "{signer[0]}", "{0}", "{}", "{phone}"])
def test_gaps_reach_into_nothing(unit: Desk, words: str) -> None:
    wanted = wording.reworded(paper_parts.shipped(PAPER), {})
    wanted["block"][0] = {"kind": "text", "text": words}
    before = unions.everything_written(unit)
    with pytest.raises(RuleError, match="template_refused"):
        paper_templates.change(unit, PAPER, wanted)
    assert unions.everything_written(unit) == before


def test_a_file_that_is_no_picture_is_refused(unit: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("chữ")
    for name, code in (("a.png", "logo_unreadable"), ("không có.png", "template_file_unreadable")):
        with pytest.raises((RuleError, TroubleError)) as refused:
            paper_templates.set_logo(unit, tmp_path / name)
        assert refused.value.code == code
    (tmp_path / "b.png").write_bytes(b"x" * (paper_templates.LOGO_MOST_BYTES + 1))
    with pytest.raises(RuleError) as refused:
        paper_templates.set_logo(unit, tmp_path / "b.png")
    assert refused.value.code == "logo_too_large"


def test_a_file_of_a_wording_says_the_same_when_it_is_read_again(unit: Desk, tmp_path: Path) -> None:
    for report in reports.reports():
        ships = paper_parts.shipped(report.id)
        (tmp_path / "a.toml").write_text(paper_templates.written(ships), encoding="utf-8")
        paper_templates.change(unit, report.id, paper_templates.read(tmp_path / "a.toml"))
        assert not paper_templates.look(unit, report.id).own
    (tmp_path / "a.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        paper_templates.read(tmp_path / "a.toml")
    assert refused.value.code == "template_malformed"


def test_words_typed_and_not_used_yet_are_kept_without_numbers_of_identity_cards(unit: Desk) -> None:
    paper_templates.keep_draft(unit, PAPER, {"block.1.text": "PHIẾU CCCD 079085001234"})
    assert paper_templates.draft(unit, PAPER) == {"block.1.text": "PHIẾU"}
    paper_templates.change(unit, PAPER, worded(unit, "title", "KHÁC"))
    assert paper_templates.draft(unit, PAPER) == {}


def test_the_journal_has_the_words_that_were_used(unit: Desk) -> None:
    paper_templates.change(unit, PAPER, worded(unit, "title", "GHI LẠI"))
    line = unit.store.row("SELECT detail FROM journal WHERE operation = 'template_changed'")
    assert line and "GHI LẠI" in json.dumps(json.loads(line["detail"]), ensure_ascii=False)


def test_an_appraiser_changes_no_wording(tmp_path: Path) -> None:
    unions.new(tmp_path / "home").close()
    from desktop import desk

    opened = desk.open_desk(tmp_path / "home", None)
    users.add(opened, "Người chấm", ["appraiser"], None)
    opened.close()
    appraiser = desk.open_desk(tmp_path / "home", None, "Người chấm")
    for doing in (lambda: paper_templates.reset(appraiser, PAPER), lambda: paper_templates.remove_logo(appraiser)):
        with pytest.raises(RuleError) as refused:
            doing()
        assert refused.value.code == "clerk_needed"
    appraiser.close()


def _pictures(file: Path) -> int:
    document = pypdfium2.PdfDocument(file)
    try:
        return sum(found.type == 3 for found in document[0].get_objects())
    finally:
        document.close()
