"""Keys and trust, driven through both pages as two officers do it."""

from __future__ import annotations

from desktop.operations import trust
from tests.typing_vi import vtype
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, settle, vouch

WRONG = "12345 " * 6


def test_the_whole_round_of_trust(pair: Pair, open_page: Opener) -> None:
    unit, upper = open_page(pair.unit), open_page(pair.upper)
    below, above = unit.trust.below, upper.trust.above
    assert below.make.state == "now" and not below.code.isVisibleTo(below)
    below.make_button.click()
    settle(pair.unit)
    assert below.make.state == "done" and len(below.code.code()) == 35
    below.request(pair.folder)
    settle(pair.unit)
    request = pair.folder / "27001-yeu-cau-cap-khoa.asice"
    assert request.is_file() and below.ask.state == "done" and "27001-yeu-cau" in below.ask.problem.text()

    above.make_root()
    settle(pair.upper)
    assert above.root.state == "done"
    above.open_request(request)
    settle(pair.upper)
    assert "May Hoa Sim" in above.form.who.text() and not above.form.confirm_button.isEnabled()
    vtype(above.form.heard, below.code.code().replace(" ", ""))
    above.form.confirm_button.click()
    settle(pair.upper)
    assert above.vouch.state == "done" and not above.form.isVisibleTo(above)
    assert above.export.state == "now"
    above.write_trust(pair.folder)
    settle(pair.upper)
    assert above.export.state == "done"

    package = pair.folder / "27000_0001-danh-ba-khoa.asice"
    below.open_trust(package)
    vtype(below.heard, above.code.code())
    below.install_button.click()
    settle(pair.unit)
    assert below.ask.problem.text() == ""  # the request was answered: nothing is left to send
    assert below.take.state == "done" and "được tin" in below.overall.text()
    assert trust.standing(pair.unit.screen).issued


def test_a_wrong_code_is_refused_in_words_on_both_sides(pair: Pair, open_page: Opener) -> None:
    unit, upper = open_page(pair.unit), open_page(pair.upper)
    below, above = unit.trust.below, upper.trust.above
    below.make_key()
    settle(pair.unit)
    below.request(pair.folder)
    above.make_root()
    settle(pair.unit, pair.upper)
    above.open_request(pair.folder / "27001-yeu-cau-cap-khoa.asice")
    settle(pair.upper)
    vtype(above.form.heard, WRONG)
    above.form.confirm_button.click()
    settle(pair.upper)
    assert "không khớp" in above.form.field.problem()
    assert trust.standing(pair.upper.screen).vouched == ()
    above.write_trust(pair.folder)
    settle(pair.upper)
    below.open_trust(pair.folder / "27000_0001-danh-ba-khoa.asice")
    vtype(below.heard, WRONG)
    below.install_button.click()
    settle(pair.unit)
    assert "không khớp" in below.heard_field.problem()
    assert trust.standing(pair.unit.screen).upper_name == ""


def test_a_key_is_withdrawn_and_the_new_list_goes_down_without_a_code(pair: Pair, open_page: Opener) -> None:
    vouch(pair)
    unit, upper = open_page(pair.unit), open_page(pair.upper)
    above = upper.trust.above
    assert above.export.state == "done" and above.revoke_button.isEnabled()
    above.revoke(trust.standing(pair.upper.screen).vouched[0])
    settle(pair.upper)
    assert above.export.state == "now" and not above.revoke_button.isEnabled()
    above.write_trust(pair.folder)
    settle(pair.upper)
    unit.trust.below.open_trust(pair.folder / "27000_0002-danh-ba-khoa.asice")
    settle(pair.unit)
    assert trust.standing(pair.unit.screen).upper_version == 2
    assert not unit.trust.below.form.isVisibleTo(unit.trust.below)


def test_the_root_goes_out_as_a_file_for_outsiders(pair: Pair, open_page: Opener) -> None:
    above = open_page(pair.upper).trust.above
    above.make_root()
    settle(pair.upper)
    above.write_root(pair.folder / "root.pem")
    settle(pair.upper)
    assert (pair.folder / "root.pem").read_text().startswith("-----BEGIN CERTIFICATE-----")


def test_each_level_sees_its_own_part(pair: Pair, open_page: Opener) -> None:
    unit, upper = open_page(pair.unit).trust, open_page(pair.upper).trust
    assert unit.below.isVisibleTo(unit) and not unit.above.isVisibleTo(unit)
    assert upper.above.isVisibleTo(upper) and not upper.below.isVisibleTo(upper)


def test_the_keyboard_goes_on_to_the_next_step(pair: Pair, open_page: Opener) -> None:
    page = open_page(pair.unit)
    page.open("trust")
    page.activateWindow()
    below = page.trust.below
    below.make_button.setFocus()
    below.make_button.click()
    settle(pair.unit)
    assert below.ask_button.hasFocus()
