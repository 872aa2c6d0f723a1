"""The exercise on screen and in Python: one answer, its result once asked for, and the file of attempts."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import msgspec
import traitlets

from cjm_widgets.document.check import decoded
from cjm_widgets.document.errors import CjmError
from cjm_widgets.exercise import attempts
from cjm_widgets.exercise.answer_check import AnswerCheck, is_right, make_check
from cjm_widgets.exercise.kinds import KINDS, Answer, Key, Result, Task, kind_named, make_task, name_of
from cjm_widgets.exercise.teachers_file import (
    KEY_SUFFIX,
    SUFFIX,
    new_salt,
    read_key,
    read_task,
    seal_of,
    write_key,
    write_task,
)
from cjm_widgets.journey.copying import stays_one
from cjm_widgets.journey.journey import Journey
from cjm_widgets.widgets import assets
from cjm_widgets.widgets.exercise_messages import ExerciseAsk, ExerciseState

if TYPE_CHECKING:
    import pandas as pd

_UNCHECKED = "This exercise has no digest of its answer, so that only its key can tell what is right"
_LOCKED = "The key is with the teacher; hand in the answer, or put the key beside the exercise"


def _now(_: object, exercise: Exercise) -> dict[str, Any]:
    return exercise._plain_state()


class Exercise(anywidget.AnyWidget):
    """An exercise: what is to be done, what a student did, and, once they ask for it, what is right.

    What is right stays in the kernel, or in the teacher's file: neither the page nor the notebook has it
    before ``reveal``. Every attempt is a line of the student's own file, with its time.

    Parameters
    ----------
    kind : str
        ``"guess-the-curve"``: draw the emotion of each stage, then see the joined survey;
        ``"order-the-touchpoints"``: put the cards of a lane in the order of the journey;
        ``"sort-cards"``: put them into their stages; ``"find-the-faults"``: mark what the rules for maps
        find; ``"fill-a-lane"``: write cards from interview excerpts; ``"two-coders"``: put quotes into stages
        twice, then see how far both agree.
    journey : Journey
        What the exercise is about. Later edits of it do not change the exercise.
    log : str, path or False
        The file of the attempts; by default ``<kind>.attempts.jsonl`` beside the notebook. False keeps none.
    **options
        Of the kind. All take ``title`` and ``words``, the task in a sentence. A curve takes ``source`` (the
        name of the survey), ``stages`` (names, or how many) and ``by`` (a column whose segments may be tried
        next); ordering and sorting ``lane``, whose cards they are about; faults ``select`` and ``ignore``,
        the rules that count; filling ``lane`` and ``excerpts``, dictionaries of ``text``, ``who`` and
        ``stage``, one or several; coders ``quotes``.

    Raises
    ------
    UnknownNameError
        There is no such kind; names the nearest.
    CjmError
        The journey has not what the exercise needs, or an option is none of its kind.

    Examples
    --------
    >>> import pandas as pd, cjm_widgets as cjm
    >>> journey = cjm.Journey(["Arrive", "Wait"])
    >>> rows = pd.DataFrame({"Q1": [4, 5] * 20, "Q2": [1, 2] * 20})
    >>> _ = journey.join(rows, columns={"Q1": "Arrive", "Q2": "Wait"}, scale=(1, 5))
    >>> exercise = cjm.Exercise("guess-the-curve", journey, log=False)
    >>> exercise.answer = {"scores": [1.5, 1]}
    >>> result = exercise.reveal()
    >>> result.points, result.of
    (10, 20)

    As a class has it: a file for students, one for the teacher, and each student's own file of attempts.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> journey = cjm.Journey(["Arrive", "Wait"], lanes=["Actions"])
    >>> journey.frame["Actions"] = ["Parks", "Reads"]
    >>> exercise = cjm.Exercise("sort-cards", journey, lane="Actions", log=False)
    >>> exercise.save(folder / "sort.cjm-exercise.json", key=folder / "sort.cjm-key.json")
    >>> handed_out = cjm.Exercise.read(folder / "sort.cjm-exercise.json", log=folder / "ada.jsonl")
    >>> first, second = (item.id for item in handed_out.task.items)
    >>> handed_out.answer = {"stages": {first: "Arrive", second: "Wait"}}
    >>> handed_out.hand_in()
    >>> _ = handed_out.reveal()
    >>> handed_out.result.points, len(handed_out.attempts)
    (2.0, 2)
    >>> handed_out.hide()
    >>> handed_out.result is None
    True
    """

    _esm = assets.start("exercise.js")
    _css = assets.start("exercise.css")

    _state = traitlets.Any(None, allow_none=True).tag(sync=True, to_json=_now)
    """Computed whenever a front end asks for state."""

    def __init__(
        self,
        kind: str,
        journey: Journey | None = None,
        *,
        log: str | os.PathLike[str] | bool = True,
        comm: Any = None,
        **options: Any,
    ) -> None:
        made = kind_named(kind)
        if journey is not None and not isinstance(journey, Journey):
            raise CjmError(f"an exercise is about a cjm.Journey, not {type(journey).__name__}")
        if journey is None:
            raise CjmError(f"{made.title} is about a journey: cjm.Exercise({kind!r}, journey)")
        with journey._core.in_sync():
            task, key = make_task(made, journey, options)
        salt = new_salt()
        self._begin(task, key, salt, seal_of(key, salt), log, comm=comm)

    def _begin(
        self,
        task: Task,
        key: Key | None,
        salt: str,
        seal: str,
        log: str | os.PathLike[str] | bool,
        key_path: Path | None = None,
        check: AnswerCheck | None = None,
        comm: Any = None,
    ) -> None:
        self._kind = KINDS[name_of(task)]
        self._task, self._salt, self._seal = task, salt, seal
        self._key = self._kind.open_key if key is None else key
        self._key_path = key_path
        self._check = check
        self._correct: bool | None = None
        self._lock = threading.RLock()
        self._answer: Answer = self._kind.blank(task)
        self._result: Result | None = None
        self._seen = 0
        self._handed_in = False
        self._last = ("", 0)
        self._order: dict[str, int] = {}
        name = f"{name_of(task)}{attempts.SUFFIX}" if log is True else log
        self._log = None if name is False else Path(os.fspath(name)).absolute()
        super().__init__(**({} if comm is None else {"comm": comm}))
        self.on_msg(lambda _, content, __: self._receive(content))

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        key: str | os.PathLike[str] | None = None,
        log: str | os.PathLike[str] | bool = True,
    ) -> Exercise:
        """The exercise in a file that ``save`` wrote.

        Parameters
        ----------
        path
            The file for students.
        key
            The teacher's file. Without it, the one of the same name beside it is looked for when the student
            asks for what is right, so that it can be handed out later.
        log
            As of the class.

        Raises
        ------
        FileFormatError
            There is no such file, or it is no exercise, or the key is of another.
        """
        file = read_task(path)
        secret = None if key is None else read_key(key, file.seal)
        exercise = cls.__new__(cls)
        exercise._begin(
            file.task,
            secret.key if secret else None,
            secret.salt if secret else "",
            file.seal,
            log,
            Path(os.fspath(path)).absolute(),
            file.check,
        )
        return exercise

    def save(self, path: str | os.PathLike[str], *, key: str | os.PathLike[str] | None = None) -> None:
        """Write the exercise for students, and what is right into a file of its own.

        Parameters
        ----------
        path
            The students' file, ``.cjm-exercise.json``, which opens in a tab of JupyterLab too. It has nothing
            of the key but its digest, and, where very many answers are possible, a slow digest of the right
            one, for `check`.
        key
            The teacher's file; by default of the same name with ``.cjm-key.json``.

        Raises
        ------
        CjmError
            The exercise was read without its key, or a file cannot be written.
        """
        if self._key is None:
            raise CjmError("this exercise was read without its key, which its teacher has; copy its file")
        check = self._check or make_check(self._task, self._key, new_salt())
        target = write_task(path, self._task, self._seal, check)
        if self._kind.open_key is None:
            write_key(_key_beside(target) if key is None else key, self._key, self._salt)

    # --- what a student does

    @property
    def task(self) -> Task:
        """What is to be done."""
        return self._task

    @property
    def answer(self) -> Answer:
        """What was done so far; set it to an answer, or to a dictionary of its fields."""
        return self._answer

    @answer.setter
    def answer(self, answer: Answer | Mapping[str, Any]) -> None:
        with self._lock:
            self._put(answer)
            self._last = ("", 0)
        self._tell()

    @property
    def result(self) -> Result | None:
        """What the answer got; None before ``reveal`` and after ``hide``."""
        return self._result

    def reveal(self) -> Result:
        """Score the answer, show what is right, and write the attempt down.

        Raises
        ------
        CjmError
            Something is still to be done, the key is not there, or the attempt cannot be written; then the
            result is there all the same.
        """
        try:
            with self._lock:
                return self._reveal()
        finally:
            self._tell()

    def check(self) -> bool:
        """Whether all of the answer is right, told without the key; written down as an attempt.

        Only order, sorting and faults have this, and only where very many answers are possible; see
        docs/how-to/exercises.md for what it protects, and what it does not.

        Raises
        ------
        CjmError
            Something is still to be done, the exercise has no such check, or the attempt cannot be written.

        Examples
        --------
        >>> import string, tempfile, pathlib, cjm_widgets as cjm
        >>> journey = cjm.Journey([*string.ascii_uppercase], lanes=["Touchpoints"])
        >>> journey.frame["Touchpoints"] = [*reversed(string.ascii_lowercase)]
        >>> exercise = cjm.Exercise("order-the-touchpoints", journey, log=False)
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> exercise.save(folder / "order.cjm-exercise.json", key=folder / "order.cjm-key.json")
        >>> handed_out = cjm.Exercise.read(folder / "order.cjm-exercise.json", log=False)
        >>> handed_out.answer = {"order": [item.id for item in handed_out.task.items]}  # by their names
        >>> handed_out.check()
        False
        """
        try:
            with self._lock:
                return self._do_check()
        finally:
            self._tell()

    def hide(self) -> None:
        """Take what is right off the screen, to try again; the attempts tell that it was seen."""
        with self._lock:
            self._result = None
        self._tell()

    def hand_in(self) -> None:
        """Write the answer and its points down as handed in; without a key 0 points of 0.

        Raises
        ------
        CjmError
            Something is still to be done, or the file cannot be written.
        """
        try:
            with self._lock:
                self._hand_in()
        finally:
            self._tell()

    @property
    def attempts(self) -> pd.DataFrame:
        """The attempts, as ``time, exercise, title, points, of, seen, handed_in, correct``."""
        return attempts.attempts_frame([] if self._log is None else attempts.read_attempts(self._log))

    # --- what the screen asks for

    def _receive(self, content: Any) -> None:
        """Take a message of a screen; it is told of every error in a sentence."""
        note = ""
        try:
            with self._lock:
                message: ExerciseAsk = decoded(content, ExerciseAsk)
                self._do(message)
        except CjmError as error:
            note = str(error)
        self._tell(note)

    def _do(self, message: ExerciseAsk) -> None:
        if message.ask == "hide":
            self._result = None
        # Handlers of two threads may be out of order; an older answer says nothing that a newer does not.
        if message.answer is not None and message.seq > self._order.get(message.client, 0):
            self._order[message.client] = message.seq
            self._last = (message.client, message.seq)
            if message.answer != self._answer:
                self._put(message.answer)
        if message.ask == "reveal":
            self._reveal()
        elif message.ask == "check":
            self._do_check()
        elif message.ask == "hand_in":
            self._hand_in()

    def _tell(self, note: str = "") -> None:
        self.send(self._plain_state(note))

    def _plain_state(self, note: str = "") -> dict[str, Any]:
        with self._lock:
            state = ExerciseState(
                task=self._task,
                answer=self._answer,
                result=self._result,
                left=self._kind.left(self._task, self._answer),
                client=self._last[0],
                seq=self._last[1],
                locked=not self._has_key(),
                checks=self._check is not None,
                correct=self._correct,
                note=note,
                log="" if self._log is None else self._log.name,
                handed_in=self._handed_in,
            )
        return msgspec.json.decode(msgspec.json.encode(state))  # type: ignore[no-any-return]

    # --- under the lock

    def _put(self, answer: Any) -> None:
        if isinstance(answer, Mapping):
            fields = {name: value for name, value in answer.items() if name != "kind"}
            answer = decoded(fields, type(self._answer))
        if not isinstance(answer, Answer) or name_of(answer) != name_of(self._task):
            raise CjmError(f"this is no answer to {self._kind.title}: {type(answer).__name__}")
        self._kind.check(self._task, answer)
        if self._result is not None:
            raise CjmError("what is right is on screen; hide it to try again")
        self._answer, self._handed_in, self._correct = answer, False, None

    def _has_key(self) -> bool:
        return self._key is not None or (self._key_path is not None and _key_beside(self._key_path).exists())

    def _reveal(self) -> Result:
        if self._key is None:
            if not self._has_key():
                raise CjmError(_LOCKED)
            assert self._key_path is not None
            file = read_key(_key_beside(self._key_path), self._seal)
            self._key, self._salt = file.key, file.salt
        result: Result = self._kind.score(self._task, self._key, self._answer)
        if self._result is None:
            self._result = result
            seen, self._seen = self._seen, self._seen + 1
            self._write(result, seen)
        return result

    def _do_check(self) -> bool:
        if self._check is None:
            raise CjmError(_UNCHECKED)
        self._refuse_parts()
        if self._correct is None:
            self._correct = is_right(self._task, self._check, self._answer)
            self._write(None, self._seen, correct=self._correct)
        return self._correct

    def _refuse_parts(self) -> None:
        if left := self._kind.left(self._task, self._answer):
            raise CjmError(f"{left} of the exercise {'is' if left == 1 else 'are'} still to be done")

    def _hand_in(self) -> None:
        self._refuse_parts()
        key = self._key
        result = None if key is None else self._kind.score(self._task, key, self._answer)
        self._write(result, self._seen, handed_in=True, correct=None if result else self._correct)
        self._handed_in = True

    def _write(
        self, result: Result | None, seen: int, *, handed_in: bool = False, correct: bool | None = None
    ) -> None:
        if self._log is None:
            if handed_in:
                raise CjmError("log=False keeps no file to hand in; log= names one")
            return
        attempts.write_attempt(
            self._log,
            attempts.attempt_of(
                self._task.title or self._kind.title,
                self._seal,
                self._answer,
                result,
                seen=seen,
                handed_in=handed_in,
                correct=correct,
            ),
        )

    __copy__ = __deepcopy__ = __reduce_ex__ = stays_one(
        "an exercise on screen", "save() it, and cjm.Exercise.read() the file"
    )

    def __repr__(self) -> str:
        left = self._kind.left(self._task, self._answer)
        state = "revealed" if self._result is not None else f"{left} to do" if left else "done"
        return f"<{self._task.title or self._kind.title}: {state}>"


def _key_beside(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(SUFFIX).removesuffix(".json") + KEY_SUFFIX)
