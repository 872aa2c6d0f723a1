"""Messages go to the thread they ask for while there is one, whatever ipykernel would do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cjm_widgets.widgets import views


@pytest.fixture
def comm() -> SimpleNamespace:
    """A comm of ipykernel 7.4 in a kernel with one subshell, which sends everything to the main thread."""
    manager = SimpleNamespace(list_subshell=lambda: ["here"])
    kernel = SimpleNamespace(shell_channel_thread=SimpleNamespace(manager=manager))
    return SimpleNamespace(kernel=kernel, _reply_subshell_for=lambda data, asked: None)


def test_a_message_goes_to_the_subshell_it_asks_for(comm: SimpleNamespace) -> None:
    views.route(comm)
    assert comm._reply_subshell_for({}, "here") == "here"


@pytest.mark.parametrize("asked", ["of the kernel before", None])
def test_a_message_for_no_subshell_of_this_kernel_goes_to_the_main_thread(
    comm: SimpleNamespace, asked: str | None
) -> None:
    views.route(comm)
    assert comm._reply_subshell_for({}, asked) is None


@pytest.mark.parametrize("other", [SimpleNamespace(), None], ids=["another comm", "no comm"])
def test_other_comms_are_left_alone(other: SimpleNamespace | None) -> None:
    views.route(other)
    assert other is None or vars(other) == {}
