"""The fault matrix with small packages: every fault against every server that this machine has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import fault_matrix
from tests.servers import running
from tests.servers.private_ca import PrivateCa
from tests.servers.running import MissingError, Running

SIZE, CUT_EVERY = 1_500_000, 1_200_000


@pytest.fixture(scope="module", params=list(running.KINDS))
def server(request: pytest.FixtureRequest) -> Iterator[Running]:
    with ExitStack() as stack:
        try:
            made = stack.enter_context(running.running(request.param))
        except MissingError as error:
            pytest.skip(str(error))
        yield made


@pytest.fixture(scope="module")
def ca(tmp_path_factory: pytest.TempPathFactory) -> PrivateCa:
    return PrivateCa(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("unit") / "home"


@pytest.mark.parametrize("fault", list(fault_matrix.FAULTS))
def test_whatever_goes_wrong_the_package_ends_up_there_whole_and_once(
    server: Running, home: Path, ca: PrivateCa, fault: str
) -> None:
    assert fault_matrix.cell(fault, server, home, ca, size=SIZE, cut_every=CUT_EVERY) >= 1
