"""The two kinds of error a user meets; everything else that is raised is our own bug."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True)
class Problem:
    """One thing a rule objects to.

    `code` names a sentence in resources/messages; `facts` fill its gaps. `field` is a field of the
    record and `row` a row of an imported sheet counted from 1 as the office program shows it, or a line of a text file.
    `blocks` is False for a warning: the record may go on, the person should look.
    """

    code: str
    field: str = ""
    row: int | None = None
    facts: dict[str, object] = dataclasses.field(default_factory=dict)
    blocks: bool = True
    source: str = ""


class RuleError(Exception):
    """A rule says no, and the user can put it right. Exit code 1."""

    def __init__(self, code: str, /, *, field: str = "", problems: Sequence[Problem] = (), **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts = facts
        self.problems = tuple(problems)


class TroubleError(Exception):
    """The world is in the way: disk, key, network, a damaged file. Exit code 3.

    `again` says whether the same call may succeed later without anything being changed in the program.
    """

    def __init__(self, code: str, /, *, again: bool = False, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.again = again
        self.facts = facts
