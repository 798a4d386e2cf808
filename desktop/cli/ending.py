"""How a command ends that could not do its job: the error as values, sentences and an exit code."""

from __future__ import annotations

from desktop import messages
from desktop.cli.answer import REFUSED, TROUBLE, Answer
from domain.errors import RuleError, TroubleError


def ended(error: RuleError | TroubleError | KeyboardInterrupt | OverflowError) -> Answer:
    """The answer of the contract in docs/COMMANDS.md."""
    if isinstance(error, RuleError):
        return refused(error)
    if isinstance(error, OverflowError):
        # The store keeps whole numbers of 64 bits; only a person can have typed a longer one.
        return refused(RuleError("number_too_large"))
    if isinstance(error, TroubleError):
        values = {"error": error.code, "message": messages.of_error(error), "again": error.again}
        return Answer(values, (messages.of_error(error),), TROUBLE)
    text = messages.sentence("stopped")
    return Answer({"error": "stopped", "message": text, "again": True}, (text,), TROUBLE)


def refused(error: RuleError) -> Answer:
    problems = [messages.problem_values(problem) for problem in error.problems]
    if error.field and not problems:
        problems = [{"code": error.code, "message": messages.of_error(error), "field": error.field}]
    values = {"error": error.code, "message": messages.of_error(error), "problems": problems}
    lines = (messages.of_error(error), *(f"  - {line['message']}" for line in problems if error.problems))
    return Answer(values, lines, REFUSED)
