"""The moves an officer may make from each state, in his words, and what each one asks for."""

from __future__ import annotations

from dataclasses import dataclass

from domain.initiative import ACTORS, BACKWARDS, MOVES, Actor, State
from domain.labels import STATES
from domain.programme import Programme
from ui.words import tr

REASON, DECISION = "reason", "decision"

_STEP_ON = {
    State.DRAFT: State.ACCEPTED,
    State.NEEDS_MORE: State.ACCEPTED,
    State.ACCEPTED: State.UNDER_APPRAISAL,
    State.ELIGIBLE: State.UNDER_APPRAISAL,
    State.IN_COUNCIL: State.RECOGNISED,
    State.RECOGNISED_AFTER_COMPLETION: State.RECOGNISED,
    State.WITHDRAWN: State.DRAFT,
}
_RECOGNISED = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)


@dataclass(frozen=True)
class Move:
    """One move. `needs` are the parts it asks for: a reason, the decision."""

    to: State
    word: str
    icon: str = ""
    needs: tuple[str, ...] = ()


def accept() -> Move:
    return Move(State.ACCEPTED, tr("Tiếp nhận"), "mail_inbox")


def appraise() -> Move:
    return Move(State.UNDER_APPRAISAL, tr("Chuyển chấm điểm"), "clipboard_task")


def recognise() -> Move:
    return Move(State.RECOGNISED, tr("Công nhận…"), "certificate", (DECISION,))


def step_on(state: State) -> Move | None:
    """The usual next move of a record in this state; None where another page makes it."""
    to = _STEP_ON.get(state)
    if to is State.ACCEPTED:
        return accept()
    if to is State.UNDER_APPRAISAL:
        return appraise()
    if to is State.RECOGNISED:
        return recognise()
    return Move(State.DRAFT, tr("Nhận lại đơn"), "arrow_undo") if to else None


def step_back(state: State) -> Move | None:
    """The move one step back, where there is one."""
    if state is State.ARCHIVED:
        return None  # it goes back to where it came from: the menu offers each place by its name
    elsewhere = (State.DECLINED, State.NEEDS_MORE, State.RETURNED)
    back = [to for to in MOVES[state] if (state, to) in BACKWARDS and to not in elsewhere]
    return Move(back[0], tr("Chuyển lại bước trước…"), "arrow_undo", (REASON,)) if back else None


def others(state: State, programme: Programme) -> list[Move]:
    """Every other move a person may make, in the order of the states."""
    usual, back = step_on(state), step_back(state)
    found = [] if back is None else [back]
    taken = {move.to for move in (usual, back) if move is not None}
    for to in State:
        if to in taken or ACTORS.get((state, to)) is not Actor.OFFICER:
            continue
        if to is State.RECOGNISED and state is State.ELIGIBLE and "head" not in programme.recognition_routes:
            continue
        found.append(Move(to, _out_of_archive(to) if state is State.ARCHIVED else _word(to), "", _needs(state, to)))
    return found


def _out_of_archive(to: State) -> str:
    return tr("Lấy khỏi lưu trữ: {state}…", state=tr(STATES[to]))


def _needs(state: State, to: State) -> tuple[str, ...]:
    needs = (DECISION,) if to in _RECOGNISED else ()
    reasoned = (state, to) in BACKWARDS or to in (State.RECOGNISED_AFTER_COMPLETION, State.WITHDRAWN)
    return (*needs, REASON) if reasoned else needs


def _word(to: State) -> str:
    return {
        State.NEEDS_MORE: tr("Yêu cầu bổ sung…"),
        State.ELIGIBLE: tr("Xác nhận đủ điều kiện"),
        State.IN_COUNCIL: tr("Đưa ra hội đồng"),
        State.RECOGNISED: tr("Công nhận không qua hội đồng…"),
        State.RECOGNISED_AFTER_COMPLETION: tr("Công nhận, phải hoàn thiện…"),
        State.DECLINED: tr("Không công nhận…"),
        State.NOMINATED: tr("Giới thiệu, đề cử"),
        State.RETURNED: tr("Ghi cấp trên trả lại…"),
        State.CONSIDERED: tr("Ghi cấp trên xét tiếp"),
        State.AWARDED: tr("Ghi đã khen thưởng"),
        State.ARCHIVED: tr("Đưa vào lưu trữ"),
        State.WITHDRAWN: tr("Rút đơn…"),
        State.DRAFT: tr("Chuyển lại thành nháp…"),
    }[to]
