"""A signature stands in the paper's own area or on free paper, and covers nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.dossier import Signature
from domain.errors import RuleError
from exports.signed_pdf import place
from tests.exports import pdf_reading
from tests.exports.package.union import Union
from tests.exports.signed_pdf.pdfs import DUC, FULL, HAN, chairman, paper, plain, signed

SECRETARY = Signature("", "THƯ KÝ", DUC)


def covers(found: place.Place, box: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = box
    return left < found.right and right > found.left and bottom < found.top and top > found.bottom


def free_of_text(file: Path, found: place.Place) -> bool:
    drawn = pdf_reading.texts(file, found.page) + pdf_reading.rules(file, found.page)
    return not any(covers(found, box) for box in drawn)


def test_under_the_head_and_above_the_name(tmp_path: Path) -> None:
    file = paper(tmp_path / "p.pdf", chairman())
    found = place.choose(file.read_bytes(), HAN, may_add=True)
    assert found.caption == f"CHỦ TỊCH {HAN}"
    assert free_of_text(file, found)
    head, name = pdf_reading.places(file, "CHỦ TỊCH"), pdf_reading.places(file, HAN)
    assert max(box[3] for box in name) <= found.bottom + 3
    assert found.top <= min(box[1] for box in head) + 3
    middle = (head[0][0] + head[-1][2]) / 2
    assert abs((found.left + found.right) / 2 - middle) < 3


def test_each_signer_has_the_area_that_names_him(tmp_path: Path) -> None:
    file = paper(tmp_path / "p.pdf", SECRETARY, chairman())
    data = file.read_bytes()
    secretary, head = place.choose(data, "trần văn đức", may_add=True), place.choose(data, HAN, may_add=True)
    assert secretary.caption == f"THƯ KÝ {DUC}"
    assert head.caption == f"CHỦ TỊCH {HAN}"
    assert secretary.right < head.left
    assert place.choose(data, "Người Khác", may_add=True) == head


def test_where_one_has_signed_the_next_does_not(union: Union, tmp_path: Path) -> None:
    file = paper(tmp_path / "p.pdf", SECRETARY, chairman())
    first = signed(file, union.signers["27001"], "1.pdf")
    second = signed(first.path, union.signers["27002"], "2.pdf")
    third = signed(second.path, union.signers["27002"], "3.pdf")
    assert [one.place.caption for one in (first, second, third)] == [f"CHỦ TỊCH {HAN}", f"THƯ KÝ {DUC}", ""]
    boxes = [one.place for one in (first, second, third)]
    for number, one in enumerate(boxes):
        assert free_of_text(file, one)
        assert not any(covers(one, other.box) for other in boxes[number + 1 :] if other.page == one.page)


def test_a_name_that_is_still_missing_leaves_the_area(tmp_path: Path) -> None:
    file = paper(tmp_path / "p.pdf", chairman(""))
    found = place.choose(file.read_bytes(), HAN, may_add=True)
    assert found.caption == "CHỦ TỊCH"
    assert free_of_text(file, found)


def test_free_paper_where_there_is_no_area(tmp_path: Path) -> None:
    file = plain(tmp_path / "p.pdf", 2)
    found = place.choose(file.read_bytes(), HAN, may_add=False)
    assert (found.page, found.caption) == (1, "")
    assert free_of_text(file, found)
    assert place.choose(file.read_bytes(), HAN, page=0, may_add=False).page == 0


def test_a_page_is_added_where_nothing_is_free(tmp_path: Path) -> None:
    data = plain(tmp_path / "p.pdf", full=True).read_bytes()
    assert place.choose(data, HAN, may_add=True) == place.ADDED
    for more in ({"may_add": False}, {"may_add": True, "page": 0}):
        with pytest.raises(RuleError) as caught:
            place.choose(data, HAN, **more)  # type: ignore[arg-type]
        assert caught.value.code == "pdf_no_room"


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        place.choose(plain(tmp_path / "p.pdf").read_bytes(), HAN, page=1, may_add=True)
    assert (caught.value.code, caught.value.facts) == ("pdf_no_page", {"page": 2, "pages": 1})


def test_an_area_at_the_end_of_a_long_paper(tmp_path: Path) -> None:
    file = paper(tmp_path / "p.pdf", chairman(), words=FULL)
    found = place.choose(file.read_bytes(), HAN, may_add=True)
    assert found.page == len(pdf_reading.pages(file)) - 1 > 1
    assert found.caption == f"CHỦ TỊCH {HAN}"
    assert free_of_text(file, found)
