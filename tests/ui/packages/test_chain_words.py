"""«Đã gửi 1–3, đã nhận 1, 3»: both pages say how far the numbered packages have got."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.operations import received_list, receiving
from desktop.operations.chains import ReceivedChain, SentChain
from tests.desktop.operations import unions
from tests.desktop.operations.test_carriers import Three, carry
from tests.desktop.operations.test_carriers import homes as homes
from tests.desktop.operations.test_carriers import three as three
from tests.desktop.operations.unions import take
from tests.ui.packages.conftest import Opener, Sessions
from tests.ui.packages.pair import Pair, do, quiet, receive, recognise, seal, settle, vouch
from ui.packages.outbox import OutboxPanel
from ui.packages.received import ReceivedPanel
from ui.packages.wording import received_words, sent_words


def test_both_pages_say_what_is_missing(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    rows = recognise(pair.unit, 3)
    unit, upper = open_page(pair.unit), open_page(pair.upper)
    assert "chưa gửi gói nào" in upper.received.gap_banner.text()
    first, _lost, third = (seal(pair.unit, pair.stick, [row]) for row in rows)
    assert "chờ biên nhận 1–3" in unit.outbox.chain.text()
    receive(pair.upper, first.path)
    found = do(pair.upper, lambda desk: receiving.receive(desk, [third.path], receipts_to=pair.stick, step=quiet))
    settle(pair.upper)
    assert "đã nhận gói 1, 3; thiếu 2" in upper.received.gap_banner.text()
    do(pair.unit, lambda desk: receiving.receive(desk, [found[0][0].receipt], step=quiet))
    assert "bên kia đã nhận 1, 3" in unit.outbox.chain.text() and "không tới nơi 2" in unit.outbox.chain.text()


def test_the_words_for_every_standing() -> None:
    assert sent_words(SentChain("27000", (1, 2), (), ()), "X").endswith("chưa có biên nhận nào, chờ biên nhận 1–2.")
    assert sent_words(SentChain("27000", (1, 2), (1, 2), (1, 2)), "X") == "Gửi X: đã gửi gói 1–2, bên kia đã nhận 1–2."
    assert received_words(ReceivedChain("1", "A", (1, 2), (), "")) == "đã nhận gói 1–2; không thiếu gói nào"


def test_carriers_are_told_on_both_sides_and_answered_from_the_page(
    qtbot: QtBot, three: Three, sessions: Sessions, tmp_path: Path
) -> None:
    unit, district, province = three
    first = carry(district, tmp_path)
    unions.send(unit, tmp_path / "usb", "all")
    assert take(district, tmp_path / "usb")[-1].taken
    second = carry(district, tmp_path)
    came = take(province, second.path)[0]
    below, above = sessions(district), sessions(province)
    outbox, panel = OutboxPanel(below), ReceivedPanel(above)
    for part in (outbox, panel):
        qtbot.addWidget(part)
        part.refresh()
    settle(below, above)
    assert "Chuyển tiếp lên LĐLĐ tỉnh: đã gửi gói 1–2, chưa có biên nhận nào" in outbox.chain.text()
    assert "LĐLĐ huyện: đã nhận gói chuyển tiếp 2; thiếu 1" in panel.gap_banner.text()
    listed = received_list.ReceivedRows(above.screen)
    rows = {row["kind"]: row for row in listed.rows(listed.ids(0, 9))}
    assert "Thiếu gói số 1" in panel._cell(rows["carrier"]).second
    for kind, answered in (("carrier", True), ("submission", False)):
        panel.table.select_row([*rows].index(kind))
        assert panel.receipt_button.isEnabled() is answered, kind
    panel.table.select_row([*rows].index("carrier"))
    row = panel.current()
    assert row is not None
    panel.write_receipt(row, tmp_path / "usb")
    settle(above)
    (receipt,) = (tmp_path / "usb").glob("27000_0002*bien-nhan.asice")
    do(below, lambda desk: receiving.receive(desk, [receipt], step=quiet))
    outbox.refresh()
    assert "bên kia đã nhận 2, không tới nơi 1" in outbox.chain.text()
    assert came.receipt is not None and first.seq == 1
