from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.table.pasted import pasted

EXCEL = """<html><head><style><!-- .xl65 {mso-style-parent:style0; font-family:".VnTime", serif;} .xl66 {color:red} -->
</style></head><body><table><!--StartFragment--><col width=64>
<tr><td class=xl65>Tªn s¸ng
  kiÕn</td><td class=xl66>Tác giả</td></tr>
<tr><td rowspan=2>Đồ gá<br>may túi</td><td>An</td></tr><tr><td>Bình &amp; Lê</td></tr>
<!--EndFragment--></table></body></html>"""
WORD = """<table><tr><td><p class=MsoNormal><span style='font-family:"VNI-Times"'>Keä</span><span
style="font-family:Arial"> để khuôn</span></p><p>dòng hai</p></td><td colspan="2"><font face=".VnTime">Sè</font></td>
<td><table><tr><td>bảng con</td></tr></table></td></tr></table>"""


def test_a_table_of_excel() -> None:
    found = pasted(EXCEL, "bỏ qua\t1")
    assert found.rows == [["Tªn s¸ng kiÕn", "Tác giả"], ["Đồ gá\nmay túi", "An"], [None, "Bình & Lê"]]
    assert found.merged == [(1, 0, 2, 0)]
    assert found.fonts == {(0, 0): ((0, "tcvn3"),)}


def test_a_table_of_word_in_several_fonts() -> None:
    found = pasted(WORD, "")
    assert found.rows == [["Keä để khuôn\ndòng hai", "Sè", None, "bảng con"]]
    assert found.fonts == {(0, 0): ((0, "vni"), (3, "")), (0, 1): ((0, "tcvn3"),)}


def test_text_between_tabs() -> None:
    assert pasted("", 'Tên\tTác giả\r\n"Đồ gá\nmay túi"\tAn\r\n').rows == [["Tên", "Tác giả"], ["Đồ gá\nmay túi", "An"]]
    assert pasted("", 'Ống 3"\tAn\nKệ\t').rows == [['Ống 3"', "An"], ["Kệ", None]]


def test_what_is_no_table_gives_no_rows() -> None:
    assert pasted("", "một câu").rows == pasted("<p>một câu</p>", "một câu").rows == []
    assert pasted("<table></table>", "a\tb").rows == [["a", "b"]]


@given(st.text(alphabet="<>/tablerdh ='\"\t\n&;.1", max_size=200))
def test_any_clipboard_can_be_read(words: str) -> None:
    for found in (pasted("<table>" + words, ""), pasted("", words)):
        assert all(cell is None or isinstance(cell, str) for row in found.rows for cell in row)


def test_a_table_that_says_it_is_endless_stays_small() -> None:
    found = pasted('<table><tr><td rowspan="999999" colspan="999999">a</td></tr></table>', "")
    assert found.rows == [["a"]]
