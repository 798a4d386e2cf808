from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dossier import GAP, Letter
from domain.initiative import BenefitState, Initiative
from tests.domain.dossier_samples import BINH, CHI, INITIATIVE, LETTER, PROGRAMME
from tests.papers_read import submission_letter, summary_table


def changed(**fields: Any) -> Initiative:
    return dataclasses.replace(INITIATIVE, **fields)


def row(initiative: Initiative) -> tuple[int | str, ...]:
    return summary_table([initiative], PROGRAMME, LETTER).rows[0]


def test_the_table_has_the_words_of_the_official_form() -> None:
    table = summary_table([], PROGRAMME, None)
    assert table.title == "TỔNG HỢP TÓM TẮT SÁNG KIẾN"
    assert table.sub_title == "(Kèm theo Tờ trình số.....ngày.... tháng ...năm 2021 của Ban Thường vụ.....)"
    assert table.headings == (
        "TT",
        "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ",
        "Tên sáng kiến",
        "Thời gian áp dụng",
        "Tóm tắt nội dung sáng kiến",
        "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
        "Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm (2018 – 2020)",
    )
    assert (table.signature.authority, table.signature.position) == ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")


def test_years_follow_the_programme() -> None:
    table = summary_table([], dataclasses.replace(PROGRAMME, year=2026), None)
    assert "năm 2026 của" in table.sub_title
    assert table.headings[-1].endswith("(2023 – 2025)")


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (LETTER, "số 57/TTr-CĐCS ngày 05 tháng 4 năm 2021 của Ban Thường vụ Công đoàn cơ sở Công ty May Bến Tre Xanh)"),
        (Letter(number="9/TTr-LĐLĐ"), "số 9/TTr-LĐLĐ ngày.... tháng ...năm 2021 của Ban Thường vụ.....)"),
        (Letter(signed_on=date(2021, 1, 31)), "số.....ngày 31 tháng 01 năm 2021 của Ban Thường vụ.....)"),
    ],
)
def test_what_is_known_of_the_letter_replaces_the_dots(letter: Letter, expected: str) -> None:
    assert summary_table([], PROGRAMME, letter).sub_title == f"(Kèm theo Tờ trình {expected}"


def test_a_row_tells_everything_in_the_order_of_the_headings() -> None:
    assert row(INITIATIVE) == (
        1,
        "Phạm Văn Bình, 1985, Tổ trưởng, Xưởng May 2, 0912 345 678",
        "Cải tiến đồ gá may túi",
        "Từ 01/03/2021 đến 09/05/2021",
        "Đồ gá giữ mép túi, bỏ một lần ủi.",
        "Giảm 12 giây mỗi sản phẩm.\nGiá trị làm lợi: 48.500.000 đồng (đã xác minh)\nPhạm vi ứng dụng: Toàn công ty",
        "Lao động tiên tiến 2018, 2019",
    )


def test_several_authors_are_numbered_and_awards_say_whose() -> None:
    cells = row(changed(authors=(BINH, CHI)))
    assert cells[1] == (
        "1. Phạm Văn Bình, 1985, Tổ trưởng, Xưởng May 2, 0912 345 678\n2. Lê Thị Chi, 1990, Xưởng May 2"
    )
    assert cells[6] == "Phạm Văn Bình: Lao động tiên tiến 2018, 2019"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"applied_to_on": None}, "Từ 01/03/2021 đến nay"),
        ({"applied_to_on": None, "trial": True}, "Từ 01/03/2021 đến nay (áp dụng thử)"),
        ({"applied_from_on": None}, "Đến 09/05/2021"),
        ({"applied_from_on": None, "applied_to_on": None}, ""),
        ({"applied_from_on": None, "applied_to_on": None, "trial": True}, "(áp dụng thử)"),
    ],
)
def test_time_of_application(fields: dict[str, object], expected: str) -> None:
    assert row(changed(**fields))[3] == expected


@pytest.mark.parametrize(
    ("state", "vnd", "expected"),
    [
        (BenefitState.CLAIMED, 10**13, "Giá trị làm lợi: 10.000.000.000.000 đồng (tự khai)"),
        (BenefitState.NOT_COMPUTABLE, None, "Giá trị làm lợi: không tính được bằng tiền"),
        (BenefitState.NONE, 5, "Giá trị làm lợi: 5 đồng (chưa rõ đã xác minh hay tự khai)"),
        (BenefitState.NONE, None, ""),
        (BenefitState.CLAIMED, None, ""),
    ],
)
def test_a_benefit_always_says_how_it_is_known(state: BenefitState, vnd: int | None, expected: str) -> None:
    assert row(changed(effect="", reach="", benefit_state=state, benefit_vnd=vnd))[5] == expected


def test_a_technology_secret_never_leaves_even_if_the_caller_forgot() -> None:
    cells = row(changed(technology_secret=True, summary="công thức nhuộm", reach="xưởng nhuộm"))
    assert cells[4] == "Bí mật công nghệ – không nêu nội dung"
    assert "nhuộm" not in " ".join(map(str, cells))
    assert "Giảm 12 giây" in str(cells[5])


def test_the_letter_has_every_line_of_a_union_paper() -> None:
    letter = submission_letter([INITIATIVE], PROGRAMME, LETTER)
    assert letter.head.unit == "CÔNG ĐOÀN CƠ SỞ CÔNG TY MAY BẾN TRE XANH"
    assert letter.head.upper == "CÔNG ĐOÀN KHU CÔNG NGHIỆP SA GIANG"
    assert letter.head.number_line == "Số: 57/TTr-CĐCS"
    assert letter.head.place_and_day == "Sa Giang, ngày 05 tháng 4 năm 2021"
    assert letter.name.text == "TỜ TRÌNH"
    assert letter.name.about.startswith("V/v đề nghị xét chọn sáng kiến")
    assert letter.recipients == ("Công đoàn Khu công nghiệp Sa Giang",)
    assert letter.grounds == (
        "Căn cứ Kế hoạch số 88/KH-TLĐ ngày 03/02/2021;",
        "Căn cứ Công văn số 1653/TLĐ ngày 25/02/2021.",
    )
    assert letter.closing.copies == ("Như trên", "Lưu: VT")
    assert letter.body[-1].endswith("./.")


def test_a_unit_may_name_its_own_grounds() -> None:
    own = dataclasses.replace(LETTER, grounds=("Căn cứ Công văn số 57/LĐLĐ ngày 16/3/2021.",))
    assert submission_letter([], PROGRAMME, own).grounds == ("Căn cứ Công văn số 57/LĐLĐ ngày 16/3/2021.",)


def test_the_number_has_the_form_of_the_programme() -> None:
    programme = dataclasses.replace(PROGRAMME, number_forms={"submission_letter": "{no}-TTr/CĐN"})
    assert submission_letter([], programme, LETTER).head.number_line == "Số: 57-TTr/CĐN"
    assert submission_letter([], programme, None).head.number_line == "Số: ........-TTr/CĐN"
    assert "số 57-TTr/CĐN ngày" in summary_table([], programme, LETTER).sub_title


def test_an_unnumbered_letter_leaves_room_to_write() -> None:
    letter = submission_letter([], PROGRAMME, None)
    assert letter.head.number_line == "Số: ......../TTr-CĐCS"
    assert letter.head.place_and_day == "........., ngày ..... tháng ..... năm 2021"
    assert letter.head.unit == GAP


def test_counts_tell_persons_from_entries_and_keep_the_spelling_of_kinds() -> None:
    second = changed(id="2", kind="covid", authors=(BINH, CHI))
    body = "\n".join(submission_letter([INITIATIVE, second, changed(kind="")], PROGRAMME, LETTER).body)
    assert "03 sáng kiến của 02 tác giả, đồng tác giả (04 lượt tham gia)" in body
    assert "giải pháp kỹ thuật: 01; giải pháp phòng, chống dịch COVID-19: 01; chưa phân loại: 01." in body


@given(
    st.lists(
        st.tuples(st.sampled_from(BenefitState), st.none() | st.integers(min_value=0, max_value=10**13)), max_size=9
    )
)
def test_amounts_of_different_states_are_never_added(benefits: list[tuple[BenefitState, int | None]]) -> None:
    initiatives = [changed(benefit_state=state, benefit_vnd=vnd) for state, vnd in benefits]
    lines = [line for line in submission_letter(initiatives, PROGRAMME, LETTER).body if line.startswith("- ")]
    for state, label in ((BenefitState.VERIFIED, "Đã xác minh"), (BenefitState.CLAIMED, "Tự khai")):
        amounts = [vnd for its_state, vnd in benefits if its_state is state and vnd is not None]
        told = [line for line in lines if line.startswith(f"- {label}")]
        assert [int(line.split(":")[1].split(" đồng")[0].replace(".", "")) for line in told] == (
            [sum(amounts)] if amounts else []
        )
    assert sum(int(line.rstrip(";.)").split("(")[-1].split(":")[-1].split()[0]) for line in lines) == len(benefits)
    assert all(line.endswith(";") for line in lines[:-1])
    assert lines[-1].endswith(".")
