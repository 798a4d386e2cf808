"""«Đã gửi 1–3, đã nhận 1, 3»: both pages say how far the numbered packages have got."""

from __future__ import annotations

from desktop.operations import receiving
from desktop.operations.chains import ReceivedChain, SentChain
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, quiet, receive, recognise, seal, settle, vouch
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
