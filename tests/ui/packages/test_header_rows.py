"""What a carrier says in its header is told in words, and whatever is not as expected is left out."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.operations.package_viewing import FIRST, Chain
from desktop.operations.verification import Inside
from exports.package.verify import Verification
from ui.packages.header_rows import header_rows

PACKAGE = {"unit_code": "27001", "seq": 3}


@pytest.mark.parametrize(("carrier", "packages", "settled"), [
    ({"packages": [PACKAGE, PACKAGE]}, "27001, gói số 3\n27001, gói số 3", ""),
    ({"packages": [PACKAGE], "settlements": [{}, {}]}, "27001, gói số 3", "2"),
    ({"packages": 7, "settlements": 7}, "", ""), ({"packages": None, "settlements": "ab"}, "", ""), ([], "", ""),
])  # fmt: skip
def test_a_carrier_tells_its_packages_and_decisions(
    themed_app: QApplication, carrier: Any, packages: str, settled: str
) -> None:
    header = {"kind": "carrier", "carrier": carrier}
    seen = Verification("valid", "", {}, kind="carrier", header=header)
    told = dict(header_rows(Inside(seen), Chain(FIRST, kept=False)))
    assert (told["Gói bên trong"], told["Quyết định xung đột"]) == (packages, settled)
