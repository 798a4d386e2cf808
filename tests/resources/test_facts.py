"""What the documents say, figure by figure, against the shipped packs; docs/RULES.md names these tests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.programme import REQUIRABLE, Deadline, Programme, phase_of
from domain.text import fold
from tests.domain.kit import pack

FIRST, SECOND = "75k-2021", "1m-2022"


def due(programme: Programme, level: str, words: str) -> Deadline:
    """The one deadline of a level whose words say this."""
    found = [d for d in programme.deadlines if d.level == level and words in d.what]
    assert len(found) == 1, [d.what for d in found]
    return found[0]


def named(deadline: Deadline) -> str:
    return f"{deadline.issuer}: {deadline.document}"


def test_application_from_february_to_may_2021_whenever_it_was_thought_of() -> None:
    (phase,) = pack(FIRST).phases
    assert (phase.applied_from_on, phase.applied_to_on) == (date(2021, 2, 1), date(2021, 5, 31))
    assert phase_of(pack(FIRST), date(2021, 1, 31)) is None
    assert phase_of(pack(FIRST), date(2021, 6, 1)) is None


def test_the_portal_took_entries_in_dong_thap_until_10_april_2021() -> None:
    entered = due(pack(FIRST), "grassroots", "Cổng")
    assert (entered.opens_on, entered.last_on) == (date(2021, 3, 10), date(2021, 4, 10))
    assert named(entered) == "LĐLĐ tỉnh Đồng Tháp: Công văn số 57/LĐLĐ ngày 16/3/2021, mục 2a"


@pytest.mark.parametrize("level", ["grassroots", "upper"])
def test_dossiers_reached_the_province_before_15_april_2021(level: str) -> None:
    sent = due(pack(FIRST), level, "Gửi hồ sơ")
    assert (sent.on, sent.before, sent.last_on) == (date(2021, 4, 15), True, date(2021, 4, 14))
    assert named(sent) == "LĐLĐ tỉnh Đồng Tháp: Công văn số 57/LĐLĐ ngày 16/3/2021, mục 3"


def test_dossiers_reached_the_confederation_on_20_april_2021() -> None:
    sent = due(pack(FIRST), "province", "hồ sơ")
    assert (sent.last_on, sent.issuer) == (date(2021, 4, 20), "Tổng Liên đoàn Lao động Việt Nam")


def test_the_confederation_chose_from_22_april_2021() -> None:
    assert due(pack(FIRST), "confederation", "xét chọn").on == date(2021, 4, 22)


def test_awards_at_the_grassroots_were_given_in_may_2021() -> None:
    assert due(pack(FIRST), "grassroots", "khen thưởng").last_on == date(2021, 5, 31)


def test_documents_that_contradict_each_other_all_hold_at_their_level() -> None:
    """Three days for handing up the same dossiers, by three documents, for three levels."""
    days = {(d.level, d.last_on, d.document) for d in pack(FIRST).deadlines}
    assert {day for _, day, _ in days} >= {date(2021, 4, 10), date(2021, 4, 14), date(2021, 4, 20)}
    assert len({level for level, _, _ in days}) == 4


def test_the_first_programme_follows_plan_88_and_letter_1653() -> None:
    plan, letter = pack(FIRST).guidance
    assert "88/KH-TLĐ ngày 03/02/2021" in plan
    assert "1653/TLĐ ngày 25/02/2021" in letter


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_head_or_the_council_recognises(name: str) -> None:
    assert set(pack(name).recognition_routes) == {"council", "head"}


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        (FIRST, "75 nghìn sáng kiến, vượt khó, phát triển"),  # CV 57
        (FIRST, "75 nghìn sáng kiến vượt khó, phát triển"),
        (SECOND, "01 triệu sáng kiến – nỗ lực vượt khó, sáng tạo, quyết tâm chiến thắng đại dịch Covid-19"),
        (SECOND, "1 triệu sáng kiến - nỗ lực vượt khó sáng tạo, quyết tâm chiến thắng đại dịch COVID-19"),
        (SECOND, "1 triệu sáng kiến"),
    ],
)
def test_every_spelling_of_the_documents_is_a_name_of_the_programme(name: str, spelling: str) -> None:
    known = {fold(one) for one in (pack(name).title, pack(name).short_title, *pack(name).aliases)}
    assert fold(spelling) in known


def test_two_phases_of_one_million() -> None:
    spans = [(phase.applied_from_on, phase.applied_to_on) for phase in pack(SECOND).phases]
    assert spans == [(date(2021, 9, 1), date(2022, 5, 31)), (date(2022, 6, 1), date(2023, 9, 1))]


@pytest.mark.parametrize("level", ["grassroots", "upper"])
@pytest.mark.parametrize(("phase", "last"), [("1", date(2022, 5, 31)), ("2", date(2023, 9, 1))])
def test_the_portal_and_the_upper_union_close_with_each_phase(phase: str, last: date, level: str) -> None:
    (closing,) = [d for d in pack(SECOND).deadlines if (d.phase, d.level) == (phase, level)]
    assert (closing.last_on, closing.issuer) == (last, "LĐLĐ thành phố Hải Phòng")


def test_the_province_closes_phase_one_at_the_end_of_may_2022() -> None:
    (closing,) = [d for d in pack(SECOND).deadlines if (d.level, d.phase) == ("province", "1")]
    assert (closing.phase, closing.last_on, closing.issuer) == ("1", date(2022, 5, 31), "LĐLĐ tỉnh Thanh Hóa")


def test_a_topic_counts_from_its_application_in_september_2021() -> None:
    first = pack(SECOND).phases[0]
    assert "research" in {kind.code for kind in pack(SECOND).kinds}
    assert phase_of(pack(SECOND), date(2021, 9, 1)) == first
    assert phase_of(pack(SECOND), date(2021, 8, 31)) is None


def test_support_of_100_000_and_at_most_200_000() -> None:
    assert (pack(SECOND).support.upper_vnd, pack(SECOND).support.own_max_vnd) == (100_000, 200_000)
    assert (pack(FIRST).support.upper_vnd, pack(FIRST).support.own_max_vnd) == (0, 0)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_seven_kinds(name: str) -> None:
    assert [kind.title for kind in pack(name).kinds] == [
        "Giải pháp kỹ thuật",
        "Giải pháp quản lý",
        "Giải pháp tác nghiệp",
        "Giải pháp ứng dụng tiến bộ kỹ thuật",
        "Giải pháp hoạt động công đoàn",
        "Giải pháp phòng, chống dịch COVID-19",
        "Đề tài nghiên cứu khoa học (cấp tỉnh, bộ, ngành)",
    ]


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_two_blocks_and_the_three_groups_that_are_known(name: str) -> None:
    assert [block.title for block in pack(name).blocks] == ["Doanh nghiệp", "Khối cơ quan (hành chính sự nghiệp)"]
    assert [group.title for group in pack(name).groups] == [
        "Người lao động doanh nghiệp",
        "Cán bộ, viên chức, người lao động đơn vị sự nghiệp",
        "Cán bộ công đoàn",
    ]


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_no_programme_can_demand_an_amount(name: str) -> None:
    assert "benefit_vnd" not in REQUIRABLE
    assert "benefit_state" not in pack(name).required


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_portal_takes_a_thousand_letters_and_the_pack_says_so(name: str) -> None:
    assert pack(name).limits["summary"] == 1000
    assert pack(name).sources["summary"] == "CV 57/LĐLĐ Đồng Tháp 16/3/2021, mục 2a, bước 3 (4)"


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_points_of_30_30_and_40_with_70_to_pass_and_half_of_the_novelty(name: str) -> None:
    rubric = pack(name).rubric
    assert [(one.code, one.max_points) for one in rubric.criteria] == [
        ("novelty", 30),
        ("applicability", 30),
        ("effect", 40),
    ]
    assert (rubric.pass_mean, rubric.criteria[0].min_points) == (70, 15)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_every_deadline_of_a_pack_ends_with_its_day_in_vietnam(name: str) -> None:
    for one in pack(name).deadlines:
        assert one.last_on == one.on - timedelta(days=one.before)
        assert one.before == ("trước ngày" in one.what)
