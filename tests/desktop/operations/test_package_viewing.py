"""Any package can be looked into, its files saved, and a sheet printed about it; nothing of the register changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import evidence_in_packages, initiatives, package_viewing, trust, verification
from desktop.operations.package_viewing import FIRST, HELD, UNKNOWN
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.test_evidence import PDF
from tests.desktop.operations.test_evidence_in_packages import proved
from tests.exports.pdf_reading import pages


@pytest.fixture
def sent(vouched_pair: tuple[Desk, Desk], usb: Path) -> Path:
    unit = vouched_pair[0]
    _row, (chosen, _other) = proved(unit)
    evidence_in_packages.choose(unit, chosen, True)
    return unions.send(unit, usb).path


def test_everything_it_holds_is_told_and_nothing_is_written(
    vouched_pair: tuple[Desk, Desk], sent: Path, tmp_path: Path
) -> None:
    upper = vouched_pair[1]
    before = unions.everything_written(upper)
    inside = verification.look_inside(upper, sent)
    assert inside.seen.verdict == "valid"
    assert len(inside.records) == 4
    evidence = next(held for held in inside.files if held.record)
    assert (evidence.name, evidence.media_type) == ("Biên bản 0.pdf", "application/pdf")
    assert evidence.record in {record["id"] for record in inside.records}
    saved = package_viewing.save(upper, sent, inside, evidence.entry, tmp_path / "b.pdf")
    assert saved.read_bytes() == PDF + b"\0"
    for entry, target, code in (
        ("data/package.json", tmp_path / "c", "package_file_unknown"),
        (evidence.entry, saved, "package_file_exists"),
    ):
        with pytest.raises(RuleError, match=code):
            package_viewing.save(upper, sent, inside, entry, target)
    assert unions.everything_written(upper) == before


def test_a_file_put_in_its_place_gives_nothing(vouched_pair: tuple[Desk, Desk], sent: Path, tmp_path: Path) -> None:
    unit, upper = vouched_pair
    inside = verification.look_inside(upper, sent)
    unions.recognised(unit)
    sent.write_bytes(unions.send(unit, None).path.read_bytes())
    with pytest.raises(RuleError, match="package_swapped"):
        package_viewing.save(upper, sent, inside, inside.files[0].entry, tmp_path / "b.pdf")


def test_its_place_among_the_others(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, upper = vouched_pair
    numbers = [row["number"] for row in initiatives.rows(unit, [1, 2, 3])]
    first, second, third = (unions.send(unit, usb, only=number).path for number in numbers)

    def place(desk: Desk, path: Path) -> tuple[str, bool, tuple[int, ...]]:
        found = package_viewing.chain(desk, verification.look_inside(desk, path).seen)
        return found.before, found.kept, found.missing

    assert [place(unit, path) for path in (first, second)] == [(FIRST, True, ()), (HELD, True, ())]
    assert place(upper, second) == (UNKNOWN, False, ())
    assert unions.take(upper, first)[0].taken
    assert place(upper, first) == (FIRST, True, ())
    assert place(upper, second) == (HELD, False, ())
    assert place(upper, third) == (UNKNOWN, False, (2,))


def test_a_sheet_with_the_verdict_on_top(vouched_pair: tuple[Desk, Desk], sent: Path, tmp_path: Path) -> None:
    upper = vouched_pair[1]
    told = package_viewing.sheet(upper, sent, verification.look_inside(upper, sent), tmp_path / "s.pdf")
    words = " ".join(" ".join(pages(told)).split())
    assert words.index("Đúng: gói còn nguyên vẹn và do chính đơn vị «CĐCS May Hoa Sim»") < words.index(
        "CĐCS May Hoa Sim (27001)"
    )
    for wanted in ("Gói số: 1", "Kệ có minh chứng", "Biên bản 0.pdf", unions.OFFICER):
        assert wanted in words
    trust.revoke(upper, "27001")
    revoked = package_viewing.sheet(upper, sent, verification.look_inside(upper, sent), tmp_path / "r.txt")
    assert "TỰ NHẬN" in revoked.read_text(encoding="utf-8-sig")
    (tmp_path / "x.asice").write_bytes(b"no package")
    nothing = verification.look_inside(upper, tmp_path / "x.asice")
    text = package_viewing.sheet(upper, tmp_path / "x.asice", nothing, tmp_path / "n.txt").read_text("utf-8-sig")
    assert "Không đọc được." in text
    with pytest.raises(RuleError, match="person_file_format"):
        package_viewing.sheet(upper, sent, nothing, tmp_path / "s.docx")
