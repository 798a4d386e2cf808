"""Encryption in the window: the switch of the sending wizard, the card of the key, and what the lists say."""

from __future__ import annotations

from pathlib import Path

from desktop.desk import Desk
from desktop.operations import encryption, trust
from tests.typing_vi import vtype
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, do, recognise, seal, settle, vouch
from tests.ui.packages.test_send_wizard import walk, wizard_of
from ui.packages.page import PackagesPage
from ui.packages.verify_view import VerifyView
from ui.packages.wording import encrypted_words


def at_the_place(pair: Pair, page: PackagesPage, *, trusted: bool = True) -> PackagesPage:
    if trusted:
        vouch(pair)
    recognise(pair.unit, 2)
    walk(wizard_of(page, pair), pair, "where")
    return page


def test_it_is_on_by_itself_and_says_who_can_open_the_package(pair: Pair, open_page: Opener) -> None:
    wizard = at_the_place(pair, open_page(pair.unit)).task
    box = wizard.encryption
    assert box.box.isChecked() and "LĐLĐ" in box.said.text() and "đơn vị mình" in box.said.text()
    walk(wizard, pair, "run")
    assert "Chỉ mở được ở" in wizard.run.facts.text()
    (file,) = pair.stick.iterdir()
    assert file.name == "27001_0001.asice.age"


def test_switched_off_it_warns_and_leaves_open(pair: Pair, open_page: Opener) -> None:
    wizard = at_the_place(pair, open_page(pair.unit)).task
    wizard.encryption.box.click()
    assert "ai có tệp cũng đọc được" in wizard.encryption.said.text()
    walk(wizard, pair, "run")
    assert [file.name for file in pair.stick.iterdir()] == ["27001_0001.asice"]
    assert "Không mã hóa" in wizard.run.facts.text()


def test_without_a_key_of_the_recipient_it_says_what_to_do(pair: Pair, open_page: Opener) -> None:
    page = open_page(pair.unit)
    page.trust.below.make_key()
    settle(pair.unit)
    wizard = at_the_place(pair, page, trusted=False).task
    assert not wizard.encryption.box.isEnabled() and "Nhận danh bạ khóa mới" in wizard.encryption.said.text()
    walk(wizard, pair, "run")
    assert [file.name for file in pair.stick.iterdir()] == ["27001_0001.asice"]


def test_a_further_unit_without_a_key_keeps_the_package_back(pair: Pair, open_page: Opener) -> None:
    wizard = at_the_place(pair, open_page(pair.unit)).task
    wizard.where.set_folder(pair.stick)
    settle(pair.unit)
    assert wizard.frame.next_button.isEnabled()
    wizard.encryption.more.click()
    vtype(wizard.encryption.also, "27099")
    assert "27099" in wizard.encryption.field.problem() and not wizard.frame.next_button.isEnabled()
    wizard.encryption.also.clear()
    wizard.encryption.also.edited.emit("")
    assert wizard.encryption.field.problem() == "" and wizard.frame.next_button.isEnabled()


def test_the_card_shows_how_far_the_key_has_got(pair: Pair, open_page: Opener) -> None:
    page = open_page(pair.unit)
    card = page.trust.encryption
    assert card.renew_button.text() == "Tạo khóa mã hóa"
    vouch(pair)
    assert "đã có khóa này" in card.state.text() and not page.trust.below.ask_button.isVisibleTo(page.trust.below)
    card.renew()
    settle(pair.unit)
    assert "chưa báo là đã có khóa này" in card.state.text() and "Đã đổi" in card.problem.text()
    assert page.trust.below.ask_button.isVisibleTo(page.trust.below)
    assert "1" in card.facts.text()


def test_a_changed_signing_key_starts_the_round_of_trust_again(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    below = open_page(pair.unit).trust.below
    below.replace_key()
    settle(pair.unit)
    assert "bước 2" in below.make.problem.text() and below.ask.state == "now"
    assert below.ask_button.isVisibleTo(below) and len(below.code.code()) == 35


def test_a_package_that_asks_by_itself_is_settled_from_the_receiving_wizard(pair: Pair, open_page: Opener) -> None:
    upper = open_page(pair.upper)
    do(pair.upper, lambda desk: trust.init(desk))
    page = open_page(pair.unit)
    page.trust.below.make_key()
    settle(pair.unit)
    recognise(pair.unit, 1)
    early = seal(pair.unit).kept
    upper.trust.open_file(early, "submission")
    settle(pair.upper)
    form = upper.trust.above.form
    assert form.isVisibleTo(upper.trust.above) and "May Hoa Sim" in form.who.text()
    upper.trust.above.issue(early, page.trust.below.code.code())
    settle(pair.upper)
    assert trust.standing(pair.upper.screen).vouched[0]["unit_code"] == "27001"


def test_the_recipient_looks_into_it_and_others_hear_why_not(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    file: Path = seal(pair.unit).kept
    upper = open_page(pair.upper)
    upper.open(file)
    settle(pair.upper)
    assert isinstance(upper.task, VerifyView)
    assert "Mã hóa" in upper.task._facts.text() and upper.task.inside is not None
    assert len(upper.task.inside.records) == 2
    do(pair.upper, _without_keys)
    assert encryption.own(pair.upper.screen) is None
    upper.task.check(file)
    settle(pair.upper)
    assert upper.task.banner.text().startswith("Không đọc được") and "máy của đơn vị nhận" in upper.task.banner.text()


def _without_keys(desk: Desk) -> None:
    with desk.store.atomic():
        desk.store.execute("DELETE FROM encryption_key")


def test_a_kept_package_says_whether_it_is_encrypted() -> None:
    assert encrypted_words("x/27001_0001.asice") == ""
    assert encrypted_words("x/27001_0001.asice.age").startswith("Có")
