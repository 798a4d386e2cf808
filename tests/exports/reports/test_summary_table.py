from __future__ import annotations

import dataclasses
import tracemalloc
import unicodedata
from pathlib import Path

import pytest

from domain.errors import RuleError
from domain.initiative import Initiative
from exports.reports import registry
from exports.reports.report import Written
from tests.domain.dossier_samples import BINH, INITIATIVE, LETTER, PROGRAMME
from tests.exports.pdf_reading import facts, fonts, pages, places, rules, squeezed, texts
from tests.papers_read import Sheet, summary_table

BOTTOM_OF_PRINT, TOP_OF_PRINT = 56.6, 595.28 - 56.6


def quiet(done: int, total: int) -> None:
    pass


def table(*initiatives: Initiative) -> Sheet:
    return summary_table(initiatives, PROGRAMME, LETTER)


def numbered(count: int, length: int) -> Sheet:
    """Rows whose cells begin and end with marks of their own, so that a torn one would show."""
    words = "đồ gá giữ mép túi giúp công nhân thao tác nhanh hơn "
    middle = (words * (length // len(words) + 1))[: length - 10]
    return table(*(dataclasses.replace(INITIATIVE, summary=f"ĐẦU{n}: {middle} CUỐI{n}.") for n in range(1, count + 1)))


def written(content: Sheet, target: Path) -> Path:
    return content.write(target, step=quiet).path


def test_the_paper_says_what_the_content_says(tmp_path: Path) -> None:
    content = table(INITIATIVE, dataclasses.replace(INITIATIVE, summary="Ừ, ỷ, ẵ, Ệ, ữ, ợ, Đ: ₫ – “x²” ≥ 5 °C"))
    text = "".join(pages(written(content, tmp_path / "a.pdf")))
    wanted = [content.title, content.sub_title, *content.headings, *(str(cell) for row in content.rows for cell in row)]
    for part in [*wanted, "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", LETTER.signer_name]:
        assert squeezed(part) in squeezed(text)
    assert unicodedata.is_normalized("NFC", text)


def test_decomposed_text_is_composed_before_it_is_drawn(tmp_path: Path) -> None:
    loose = dataclasses.replace(INITIATIVE, title=unicodedata.normalize("NFD", "Hệ thống tưới nước tiết kiệm"))
    assert squeezed("Hệ thống tưới nước tiết kiệm") in squeezed(pages(written(table(loose), tmp_path / "a.pdf"))[0])


def test_three_hundred_long_rows_are_whole_and_under_headings(tmp_path: Path) -> None:
    content = numbered(300, 1000)
    result = content.write(tmp_path / "a.pdf", step=quiet)
    read = [squeezed(text) for text in pages(result.path)]
    assert (result.rows, result.pages) == (300, len(read))
    headings = squeezed("".join(content.headings))
    assert all(headings in text for text in read)
    assert all(text.startswith(str(no)) for no, text in enumerate(read[1:], start=2))
    homes = {n: [p for p, text in enumerate(read) if f"ĐẦU{n}:" in text] for n in range(1, 301)}
    for n, row in enumerate(content.rows[:-1], start=1):
        (home,) = homes[n]
        assert all(squeezed(str(cell)) in read[home] for cell in row)
    # The last row and the signature are higher than a page together: some of its lines go with the signature.
    assert "CUỐI300" in read[-1]
    assert "CHỦTỊCH" in read[-1]


def test_short_rows_bring_the_last_one_to_the_signature(tmp_path: Path) -> None:
    for count in range(2, 14):
        content = numbered(count, 150)
        read = [squeezed(text) for text in pages(written(content, tmp_path / "a.pdf"))]
        assert f"CUỐI{count}" in read[-1]
        assert f"ĐẦU{count}:" in read[-1]
        assert "CHỦTỊCH" in read[-1]
        assert all(f"ĐẦU{n}:" in text for n in range(1, count + 1) for text in read if f"CUỐI{n}." in text)


@pytest.mark.parametrize("length", [1, 400, 900, 1500, 4000, 9000])
def test_nothing_is_drawn_outside_the_margins(tmp_path: Path, length: int) -> None:
    several = dataclasses.replace(INITIATIVE, summary="chữ " * (length // 4), authors=(BINH,) * (length // 150 + 1))
    result = table(INITIATIVE, several).write(tmp_path / "a.pdf", step=quiet)
    for page_no in range(result.pages):
        boxes = texts(result.path, page_no)[1 if page_no else 0 :]
        for left, bottom, right, top in [*boxes, *rules(result.path, page_no)]:
            assert 84 < left <= right < 842 - 47
            assert bottom > BOTTOM_OF_PRINT - 2
            assert top < TOP_OF_PRINT + 2


def test_a_row_higher_than_a_page_goes_on_in_order(tmp_path: Path) -> None:
    words = " ".join(f"từ{n}" for n in range(1500))
    read = pages(written(table(dataclasses.replace(INITIATIVE, summary=words)), tmp_path / "a.pdf"))
    assert len(read) > 2
    order = [int(word[2:]) for text in read for word in text.split() if word.startswith("từ") and word[2:].isdigit()]
    assert order == list(range(1500))
    assert all("(tiếp)" in text for text in read[1:])


def test_title_and_signature_are_centred_where_they_belong(tmp_path: Path) -> None:
    file = written(table(INITIATIVE), tmp_path / "a.pdf")
    title, signer = places(file, "TỔNG HỢP TÓM TẮT SÁNG KIẾN"), places(file, "CHỦ TỊCH")
    assert (title[0][0] + title[-1][2]) / 2 == pytest.approx((85.04 + 841.89 - 48.19) / 2, abs=1)
    assert signer[0][0] > 841.89 / 2


def test_fonts_travel_with_the_file_and_facts_tell_no_more_than_needed(tmp_path: Path) -> None:
    file = written(table(INITIATIVE), tmp_path / "a.pdf")
    assert fonts(file) == {"Tinos-Regular": True, "Tinos-Bold": True, "Tinos-Italic": True}
    told = facts(file)
    assert told["Title"] == "TỔNG HỢP TÓM TẮT SÁNG KIẾN"
    assert told["Lang"] == "vi-VN"
    assert {told["Author"], told["Subject"], told["Keywords"]} == {""}
    assert told["Creator"] == told["Producer"] == "Sổ Sáng Kiến"
    assert b"/root" not in file.read_bytes()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    content = numbered(20, 300)
    assert written(content, tmp_path / "a.pdf").read_bytes() == written(content, tmp_path / "b.pdf").read_bytes()


def test_memory_grows_no_faster_than_the_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (100, 400):
        tracemalloc.start()
        written(numbered(count, 100), tmp_path / "a.pdf")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 4 * 1.5


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx"])
def test_stopping_leaves_nothing(tmp_path: Path, name: str) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert total == 50
        if done == 30:
            raise StopError

    with pytest.raises(StopError):
        numbered(50, 200).write(tmp_path / name, step=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.pdf", "A.XLSX"])
def test_progress_counts_every_row(tmp_path: Path, name: str) -> None:
    seen: list[tuple[int, int]] = []
    result = registry.write(
        "summary_table", [numbered(5, 50).content], tmp_path / name, step=lambda done, total: seen.append((done, total))
    )
    assert seen == [(n, 5) for n in range(1, 6)]
    assert result == Written(tmp_path / name, 5, result.pages)


def test_another_kind_of_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        table().write(tmp_path / "a.odt", step=quiet)
    assert caught.value.code == "report_format_unknown"
    assert list(tmp_path.iterdir()) == []
