"""Initiatives, a programme and a letter for tests of papers; all names are made up."""

from __future__ import annotations

from datetime import date

from domain.dossier import Letter
from domain.initiative import Author, BenefitState, Initiative
from domain.programme import Choice, Programme, Rubric

PROGRAMME = Programme(
    id="75k-2021",
    version="1",
    title="75 nghìn sáng kiến vượt khó, phát triển",
    short_title="75 nghìn sáng kiến",
    aliases=(),
    year=2021,
    guidance=("Kế hoạch số 88/KH-TLĐ ngày 03/02/2021", "Công văn số 1653/TLĐ ngày 25/02/2021"),
    phases=(),
    deadlines=(),
    kinds=(Choice("technical", "Giải pháp kỹ thuật"), Choice("covid", "Giải pháp phòng, chống dịch COVID-19")),
    blocks=(),
    groups=(),
    required=(),
    limits={},
    sources={},
    recognition_routes=(),
    rubric=Rubric("", "", 70, 2, 3, ()),
)

LETTER = Letter(
    number="57",
    signed_on=date(2021, 4, 5),
    unit_name="Công đoàn cơ sở Công ty May Bến Tre Xanh",
    upper_name="Công đoàn Khu công nghiệp Sa Giang",
    place="Sa Giang",
    signer_name="Đỗ Thị Ngọc Ưu",
)

BINH = Author(
    full_name="Phạm Văn Bình",
    birth_year=1985,
    position="Tổ trưởng",
    workplace="Xưởng May 2",
    phone="0912 345 678",
    share_pct=60,
    awards="Lao động tiên tiến 2018, 2019",
)
CHI = Author(full_name="Lê Thị Chi", birth_year=1990, workplace="Xưởng May 2", share_pct=40)

INITIATIVE = Initiative(
    id="1",
    title="Cải tiến đồ gá may túi",
    kind="technical",
    authors=(BINH,),
    applied_from_on=date(2021, 3, 1),
    applied_to_on=date(2021, 5, 9),
    summary="Đồ gá giữ mép túi, bỏ một lần ủi.",
    effect="Giảm 12 giây mỗi sản phẩm.",
    reach="Toàn công ty",
    benefit_state=BenefitState.VERIFIED,
    benefit_vnd=48_500_000,
)
