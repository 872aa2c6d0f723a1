"""What travels between the kernel and the screen of an exercise.

The key never does. A result does, which tells it, from when the student asks for it until they hide it.
"""

from __future__ import annotations

from typing import Literal

from cjm_widgets.exercise.kinds import Answer, Result, Task
from cjm_widgets.widgets.messages import Message


class ExerciseAsk(Message, frozen=True, tag="exercise_ask"):
    """What a screen asks for, with the answer as it has it. ``seq`` counts the messages of this client."""

    client: str
    seq: int
    ask: Literal["state", "answer", "check", "reveal", "hide", "hand_in"]
    answer: Answer | None = None


class ExerciseState(Message, frozen=True, tag="exercise_state"):
    """All that a screen shows. ``client`` and ``seq`` name the last message that changed the answer.

    ``locked`` says that the key is with the teacher, ``checks`` that a whole answer can be checked all the
    same, and ``correct`` what came of that; ``note`` says what went wrong with what was asked,
    ``log`` the file of the attempts.
    """

    task: Task
    answer: Answer
    result: Result | None = None
    left: int = 0
    client: str = ""
    seq: int = 0
    locked: bool = False
    checks: bool = False
    correct: bool | None = None
    note: str = ""
    log: str = ""
    handed_in: bool = False
