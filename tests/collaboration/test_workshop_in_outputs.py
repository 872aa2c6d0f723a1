"""A workshop in the output of a notebook that several people have open by jupyter-collaboration."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.kernel.test_people_in_outputs import JOURNEY, hold_workshop
from tests.browser.notebook import Notebook


def test_a_workshop_in_a_shared_notebook_is_one_of_all_who_have_it_open(
    notebooks: Callable[[str, int], list[Notebook]],
) -> None:
    hold_workshop(*notebooks(JOURNEY, 2))
