"""Blocks of cells to and from a spreadsheet, by the clipboard, as tab-separated text."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Show
from tests.browser.screen import Screen

BLOCK = "journey.frame[['Actions', 'Thoughts']].values.tolist()"


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(
        """cjm.Journey(["Arrive", "Wait", "Leave"], lanes=["Emotion", "Actions", "Thoughts"])
journey.set_cell("Arrive", "Actions", "Parks")
journey.set_cell("Wait", "Actions", 'Says "why"')
journey.set_cell("Arrive", "Thoughts", "One\\nTwo")
journey.set_cell("Wait", "Thoughts", "a\\tb")
journey.set_emotion("Arrive", -0.5)"""
    )


def test_a_block_is_copied_as_a_spreadsheet_writes_it(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown", "Control+c")
    screen.until(screen.copied, 'Parks\t"Says ""why"""\n"One\nTwo"\t"a\tb"\n')


def test_a_copied_block_is_pasted_elsewhere(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Shift+ArrowDown", "Control+c")
    screen.go("actions/wait")
    screen.press("Control+v")
    screen.host.settle(
        BLOCK,
        [["Parks", "One\nTwo"], ['Says "why"\nParks', "a\tb\nOne\nTwo"], ['Says "why"', "a\tb"]],
    )
    screen.focused("actions/wait")


def test_a_block_from_a_spreadsheet_is_pasted_as_one_step_of_undo(screen: Screen) -> None:
    before = screen.host.value(BLOCK)
    screen.go("actions/wait")
    screen.paste('Sits\t"Asks ""when?"""\r\n"One line\nand another"\t"tab\there"\r\n')
    after = [
        before[0],
        ['Says "why"\nSits', "a\tb\nOne line\nand another"],
        ['Asks "when?"', "tab\there"],
    ]
    screen.host.settle(BLOCK, after)
    screen.host.settle("journey.selection['stages']", ["Wait", "Leave"])
    screen.press("Control+z")
    screen.host.settle(BLOCK, before)


def test_quotes_inside_a_cell_are_text(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.paste('5" of rain\tnot here')
    screen.host.settle("journey.frame.loc['Leave', 'Actions']", '5" of rain')


def test_cells_beyond_the_map_are_left_out_and_it_says_so(screen: Screen) -> None:
    screen.go("thoughts/leave")
    screen.paste("Done\tnowhere\nnowhere\tnowhere\n")
    screen.host.settle("journey.frame.loc['Leave', 'Thoughts']", "Done")
    screen.root.locator(".cjm-notice", has_text="3 of the pasted cells").wait_for()


def test_one_cell_pasted_fills_the_selected_block(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+End")
    screen.paste("Waits")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks\nWaits", 'Says "why"\nWaits', "Waits"])


def test_cut_takes_the_block_away(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Control+x")
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "", ""])
    assert screen.copied() == 'Parks\t"Says ""why"""\n'
    screen.focused("actions/wait")


def test_emotions_are_copied_and_pasted_as_numbers(screen: Screen) -> None:
    screen.go("emotion/arrive")
    screen.press("Control+c")
    screen.until(screen.copied, "-0.5\n")
    screen.press("ArrowRight")
    screen.paste("1,5\t-2")
    screen.host.settle("journey.emotion['Customer'].tolist()", [-0.5, 1.5, -2])


def test_an_emotion_off_the_scale_is_refused_and_nothing_is_pasted(screen: Screen) -> None:
    screen.go("emotion/arrive")
    screen.press("ArrowRight")
    screen.paste("1\t17")
    screen.root.locator(".cjm-notice.is-danger").wait_for()
    assert screen.host.value("journey.emotion['Customer'].isna().tolist()") == [False, True, True]


def test_pasting_in_an_editor_is_text_and_no_block(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.press("Enter")
    screen.paste("one\ttwo")
    screen.press("Control+Enter")
    screen.host.settle("journey.frame.loc['Leave', 'Actions']", "one\ttwo")


def test_cards_are_copied_with_all_they_have(screen: Screen) -> None:
    screen.host.quietly(
        "journey.cards.loc['actions.arrive', ['evidence', 'n', 'owner']] = ['data', 12, 'PR']; journey.sync()"
    )
    screen.root.locator(".cjm-card.is-data").click()
    screen.press("Control+c")
    screen.go("thoughts/leave")
    screen.press("Control+v")
    columns = ["lane", "text", "evidence", "n", "owner"]
    fields = f"journey.cards.query(\"stage == 'Leave'\")[{columns}].values.tolist()"
    screen.host.settle(fields, [["Thoughts", "Parks", "data", 12, "PR"]])


def test_lines_pasted_on_a_cell_are_cards_and_one_card_with_shift(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.paste("Pays\nWalks\nGoes")
    screen.cards("actions/leave", "Pays", "Walks", "Goes")
    screen.press("Control+z")
    screen.cards("actions/leave")
    screen.go("actions/leave")
    screen.press("Control+Shift+v")
    screen.cards("actions/leave", "Pays\nWalks\nGoes")
