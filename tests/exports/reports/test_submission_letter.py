from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from domain.dossier import Letter
from domain.errors import RuleError
from tests.domain.dossier_samples import INITIATIVE, LETTER, PROGRAMME
from tests.exports.pdf_reading import facts, fonts, pages, places, rules, squeezed, texts
from tests.papers_read import SubmissionLetter, submission_letter

MM = 72 / 25.4
COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập – Tự do – Hạnh phúc"
LONG = dataclasses.replace(
    LETTER,
    unit_name="Công đoàn cơ sở Công ty TNHH Một thành viên Chế biến Xuất khẩu Thủy hải sản Sa Giang Xanh",
    upper_name="Công đoàn các Khu công nghiệp và Khu kinh tế cửa khẩu tỉnh Sa Giang Thượng",
)


def content(letter: Letter | None = LETTER) -> SubmissionLetter:
    return submission_letter([INITIATIVE], PROGRAMME, letter)


def written(paper: SubmissionLetter, target: Path) -> Path:
    return paper.write(target, step=lambda done, total: None).path


def test_the_paper_says_what_the_content_says(tmp_path: Path) -> None:
    letter = content()
    text = squeezed("".join(pages(written(letter, tmp_path / "a.pdf"))))
    for part in (
        *(letter.head.upper, letter.head.unit, COUNTRY, MOTTO, letter.head.number_line, letter.head.place_and_day),
        *(letter.name.text, letter.name.about, "Kính gửi: " + letter.recipients[0], *letter.grounds, *letter.body),
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", LETTER.signer_name),
    ):
        assert squeezed(part) in text


@pytest.mark.parametrize("letter", [LETTER, LONG, None], ids=["usual", "long names", "blank"])
def test_the_country_stands_on_one_line_and_its_motto_over_a_drawn_rule(tmp_path: Path, letter: Letter | None) -> None:
    file = written(content(letter), tmp_path / "a.pdf")
    country, motto = places(file, COUNTRY), places(file, MOTTO)
    assert max(box[1] for box in country) - min(box[1] for box in country) < 1
    assert country[0][0] > 30 * MM + 65 * MM - 1
    assert country[-1][2] < 210 * MM - 15 * MM + 1
    assert (country[0][0] + country[-1][2]) / 2 == pytest.approx((motto[0][0] + motto[-1][2]) / 2, abs=1)
    under = [
        rule
        for rule in rules(file)
        if rule[0] == pytest.approx(motto[0][0], abs=3) and rule[2] == pytest.approx(motto[-1][2], abs=3)
    ]
    assert len(under) == 1
    assert 0 < motto[0][1] - under[0][3] + 4 < 8


@pytest.mark.parametrize("letter", [LETTER, LONG], ids=["usual", "long names"])
def test_names_stay_in_their_column_over_a_rule_and_the_number_below(tmp_path: Path, letter: Letter) -> None:
    paper = content(letter)
    file = written(paper, tmp_path / "a.pdf")
    unit, number = places(file, paper.head.unit.split()[-1]), places(file, "Số: 57")
    left, right = 30 * MM, (30 + 65) * MM
    assert all(left <= box[0] and box[2] <= right for box in unit)
    below_unit = [r for r in rules(file) if r[2] < right + 1 and number[0][3] - 3 < r[1] < unit[0][1] + 4]
    assert len(below_unit) == 1
    day = places(file, "ngày 05 tháng 4")
    assert number[0][1] == pytest.approx(day[0][1], abs=1)


def test_the_name_of_the_paper_is_centred(tmp_path: Path) -> None:
    file = written(content(), tmp_path / "a.pdf")
    name = places(file, "TỜ TRÌNH")
    assert (name[0][0] + name[-1][2]) / 2 == pytest.approx((30 + 195) / 2 * MM, abs=1)


@pytest.mark.parametrize("extra", range(0, 60, 3))
def test_the_signature_is_never_parted_nor_alone(tmp_path: Path, extra: int) -> None:
    grounds = tuple(f"Văn bản số {n}" for n in range(extra))
    result = content(dataclasses.replace(LONG, grounds=grounds)).write(
        tmp_path / "a.pdf", step=lambda done, total: None
    )
    last = squeezed(pages(result.path)[-1])
    for part in (
        "xem xét, quyết định./.",
        "TM. BAN THƯỜNG VỤ",
        "CHỦ TỊCH",
        LETTER.signer_name,
        "Nơi nhận:",
        "Lưu: VT.",
    ):
        assert squeezed(part) in last
    for page_no in range(result.pages):
        for left, bottom, right, top in texts(result.path, page_no)[1 if page_no else 0 :]:
            assert left > 30 * MM - 1
            assert right < 195 * MM + 1.5
            assert bottom > 20 * MM - 3
            assert top < 277 * MM + 2


def test_only_later_pages_are_numbered(tmp_path: Path) -> None:
    paper = content(dataclasses.replace(LETTER, grounds=tuple(f"Văn bản số {n}" for n in range(70))))
    read = pages(written(paper, tmp_path / "a.pdf"))
    assert len(read) >= 3
    assert read[0].startswith(paper.head.upper.split()[0])
    assert [text.split()[0] for text in read[1:]] == [str(no) for no in range(2, len(read) + 1)]


def test_several_recipients_are_a_list(tmp_path: Path) -> None:
    paper = content(dataclasses.replace(LETTER, recipients=("Liên đoàn Lao động tỉnh", "Ban Chính sách – Pháp luật")))
    text = pages(written(paper, tmp_path / "a.pdf"))[0]
    assert "Kính gửi:\n- Liên đoàn Lao động tỉnh;\n- Ban Chính sách – Pháp luật." in text


def test_justified_lines_end_at_the_margin(tmp_path: Path) -> None:
    file = written(content(), tmp_path / "a.pdf")
    widest = max(box[2] for box in texts(file))
    assert widest == pytest.approx(195 * MM, abs=1.5)


def test_fonts_and_facts(tmp_path: Path) -> None:
    file = written(content(), tmp_path / "a.pdf")
    assert set(fonts(file)) == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert all(fonts(file).values())
    assert facts(file)["Lang"] == "vi-VN"
    assert facts(file)["Title"].startswith("TỜ TRÌNH V/v")


def test_the_same_letter_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = written(content(), tmp_path / "a.pdf"), written(content(), tmp_path / "b.pdf")
    assert first.read_bytes() == second.read_bytes()


def test_the_letter_is_a_pdf_or_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        content().write(tmp_path / "a.xlsx", step=lambda done, total: None)
    assert caught.value.code == "report_format_unknown"
    assert list(tmp_path.iterdir()) == []
