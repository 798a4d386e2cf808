from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.legacy_text import TCVN3, VNI, convert, convert_runs, detect, encoding_of_font, may_be_garbled
from tests.domain.old_fonts import typed_tcvn3, typed_vni

SENTENCES = (
    "Nguyễn Thị Ưởng",
    "Trần Văn Khoẻ",
    "Cải tiến đồ gá may túi giúp giảm thao tác thừa ở chuyền ba",
    "Vận động 45 đoàn viên ủng hộ quỹ mái ấm công đoàn",
    "Đặng Thuỳ Trâm, Lê Quý Đôn, Huỳnh Thúc Kháng",
    "khuyến khích, nguyệt san, quyết toán, loằng ngoằng",
    "Phường Bình Trưng Đông, thành phố Thủ Đức",
)
UNICODE = (
    *SENTENCES,
    *(unicodedata.normalize("NFD", sentence) for sentence in SENTENCES),
    *("Microsoft Excel", "H’Hen Niê", "Y Blim Niê Kđăm", "naïve café résumé", "Sáng kiến số 12/QĐ-LĐLĐ", "Ơ", "ô tô"),
    *("Ðặng", "KPI tháng 8 – 12%", "«Cúc»", "25°C ± 2", "Hà Thanh Lâm", "Phí hà", "Nhân công", "Hòa bình", ""),
)
LETTERS = "".join(
    unicodedata.normalize("NFC", letter + tone)
    for letter in "aăâeêioôơuưy"
    for tone in ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_old_codes_are_detected_and_read(sentence: str) -> None:
    vni, tcvn3 = typed_vni(sentence), typed_tcvn3(sentence)
    assert (detect(vni), convert(vni, VNI)) == (VNI, sentence)
    # TCVN3 has no capitals with a tone: these words are read small, as they were typed.
    assert (detect(tcvn3), convert(tcvn3, TCVN3).lower()) == (TCVN3, sentence.lower())


@pytest.mark.parametrize("text", UNICODE)
def test_unicode_is_left_alone(text: str) -> None:
    assert detect(text) == ""


@given(st.text(alphabet=LETTERS + "đbcdghklmnpqrstvx ", max_size=40))
def test_every_letter_comes_back(text: str) -> None:
    assert convert(typed_tcvn3(text), TCVN3) == text
    assert convert(typed_vni(text), VNI) == text
    assert convert(typed_vni(text.upper()), VNI) == text.upper()


@given(st.text(), st.sampled_from([TCVN3, VNI, ""]))
def test_any_text_can_be_read_and_ascii_never_changes(text: str, encoding: str) -> None:
    assert detect(text) in (TCVN3, VNI, "")
    assert convert(text, encoding) == text or not text.isascii()
    assert not detect(text) or may_be_garbled(text)


@pytest.mark.parametrize("short", ["TV§T", "214+S§", "§M 10 A", "H§HTKD", "477/2004/Q§-NHNN"])
def test_an_abbreviation_with_a_bar_goes_with_its_neighbours(short: str) -> None:
    assert (detect(short), detect(short, VNI), detect(short, TCVN3)) == ("", "", TCVN3)
    assert convert(short, TCVN3) == short.replace("§", "Đ")


@pytest.mark.parametrize("told", ["§ 12 BGB", "§12", "A§§B", "Điều §A", "Ba§i"])
def test_a_sign_of_a_section_stays_one(told: str) -> None:
    assert detect(told, TCVN3) == ""


def test_neighbours_settle_a_word_that_reads_both_ways() -> None:
    assert (detect("sè"), detect("sè", TCVN3), convert("sè", TCVN3)) == ("", TCVN3, "số")
    assert detect("Hà", VNI) == ""


def test_a_word_in_capitals_stays_so() -> None:
    assert convert("PHÇN", TCVN3) == "PHẦN"
    assert convert("§µ N½ng", TCVN3) == "Đà Nẵng"
    assert convert("tæ chøc tÝn dông", TCVN3) == "tổ chức tín dụng"


def test_words_retyped_in_unicode_are_kept() -> None:
    assert convert("tại QuyÕt ®ịnh sè 477/Q§", TCVN3) == "tại Quyết định số 477/QĐ"
    assert convert("Sáng kiến của tổ hàn", TCVN3) == "Sáng kiến của tổ hàn"


def test_runs_of_several_fonts() -> None:
    assert convert_runs("Sè ñoàng thật", ((0, TCVN3), (3, VNI), (9, ""))) == "Số đồng thật"
    assert convert_runs("nguyên", ()) == "nguyên"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", TCVN3), (".VnTimeH", TCVN3), (" .vnArial Narrow", TCVN3), ("VNI-Times", VNI), ("Times New Roman", "")],
)
def test_fonts_tell_their_code(font: str, encoding: str) -> None:
    assert encoding_of_font(font) == encoding
