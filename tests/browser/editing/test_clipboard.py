"""Blocks of cells to and from a spreadsheet, by the clipboard, as tab-separated text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

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
    screen.root.get_by_role("dialog", name="Paste").get_by_text("2 cells", exact=True).wait_for()
    screen.press("Enter")
    screen.host.settle(
        BLOCK,
        [["Parks", "One\nTwo"], ['Says "why"\nParks', "a\tb\nOne\nTwo"], ['Says "why"', "a\tb"]],
    )
    screen.focused("actions/wait")


def test_a_block_from_a_spreadsheet_is_pasted_as_one_step_of_undo(screen: Screen) -> None:
    before = screen.host.value(BLOCK)
    screen.go("thoughts/wait")
    screen.paste('Sits\t"Asks ""when?"""\r\n')
    screen.press("Enter")
    screen.host.settle(BLOCK, [before[0], ['Says "why"', "a\tb\nSits"], ["", 'Asks "when?"']])
    screen.host.settle("journey.selection['stages']", ["Wait", "Leave"])
    screen.focused("thoughts/wait")
    screen.press("Control+z")
    screen.host.settle(BLOCK, before)


def test_quotes_inside_a_cell_are_text(screen: Screen) -> None:
    screen.go("actions/leave")
    screen.paste('5" of rain\tand more')
    screen.root.get_by_role("radio", name="Leave out").click()
    screen.root.get_by_role("button", name="Paste ↵").click()
    screen.host.settle("journey.frame.loc['Leave', 'Actions']", '5" of rain')
    screen.root.locator(".cjm-notice", has_text="“and more” (row 1, column 2)").wait_for()


def test_a_block_larger_than_the_map_grows_it(screen: Screen) -> None:
    screen.go("thoughts/leave")
    screen.paste("Done\tQueues\nSlow\tWaits\n")
    dialog = screen.root.get_by_role("dialog", name="Paste")
    screen.until(dialog.locator("dd").all_text_contents, ["Thoughts, Leave", "1 stage, 1 lane"])
    screen.root.locator(".cjm-pv", has_text="Queues").wait_for()
    assert len(screen.host.value("journey.frame.index.tolist()")) == 3
    screen.press("Enter")
    screen.stages("Arrive", "Wait", "Leave", "Stage 4")
    screen.lanes("Emotion", "Actions", "Thoughts", "Lane 4")
    screen.host.settle(
        "journey.frame.loc[['Leave', 'Stage 4'], ['Thoughts', 'Lane 4']].values.tolist()",
        [["Done", "Slow"], ["Queues", "Waits"]],
    )
    screen.press("Control+z")
    screen.stages("Arrive", "Wait", "Leave")


def test_a_paste_that_makes_the_map_a_large_one_draws_only_rows_in_sight(show: Show) -> None:
    rows = 80
    screen = show(f"cjm.Journey(['A', 'B', 'C'], lanes=[f'Lane {{n}}' for n in range({rows})])")
    screen.page.evaluate("""() => {
        globalThis.drawn = new Set();
        new MutationObserver(changes => {
            for (const {target, addedNodes} of changes)
                for (const one of addedNodes) if (one.role === 'gridcell') drawn.add(target.dataset.lane);
        }).observe(document.querySelector('.cjm-grid'), {subtree: true, childList: true});
    }""")
    screen.go("lane-0/a")
    screen.paste("\n".join(["\t".join("nopqrstuvwxyz")] * rows))
    screen.root.get_by_role("button", name="Paste ↵").click()
    screen.host.settle("journey.cards.shape[0]", 13 * rows)
    screen.let_pass(100)
    assert 0 < screen.page.evaluate("drawn.size") < rows / 2

    def last() -> list[str]:
        """The last row's first cell; rows above it grow when they are drawn, and move it on."""
        screen.at(f"lane-{rows - 1}/").scroll_into_view_if_needed()
        return screen.at(f"lane-{rows - 1}/a").locator(".cjm-txt").all_text_contents()

    screen.until(last, ["n"])


def test_one_cell_pasted_fills_the_selected_block(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+End")
    screen.paste("Waits")
    screen.press("Enter")
    screen.host.settle("journey.frame['Actions'].tolist()", ["Parks\nWaits", 'Says "why"\nWaits', "Waits"])


def test_cut_takes_the_block_away(screen: Screen) -> None:
    screen.go("actions/arrive")
    screen.press("Shift+ArrowRight", "Control+x")
    screen.host.settle("journey.frame['Actions'].tolist()", ["", "", ""])
    assert screen.copied() == 'Parks\t"Says ""why"""\n'
    screen.focused("actions/arrive")


def test_emotions_are_copied_and_pasted_as_numbers(screen: Screen) -> None:
    screen.go("emotion/arrive")
    screen.press("Control+c")
    screen.until(screen.copied, "-0.5\n")
    screen.press("ArrowRight")
    screen.paste("1,5\t-2")
    screen.host.settle("journey.emotion['Customer'].tolist()", [-0.5, 1.5, -2])


def test_an_emotion_off_the_scale_is_left_out_of_a_paste_and_named(screen: Screen) -> None:
    screen.go("emotion/arrive")
    screen.press("ArrowRight")
    screen.paste("1\t17")
    screen.host.settle("journey.emotion['Customer'].tolist()[:2]", [-0.5, 1])
    report = screen.root.locator(".cjm-notice", has_text="1 of the pasted cells was left out.")
    expect(report).to_contain_text("“17” (Emotion, Leave): not a score from −2 to +2.")
    assert screen.host.value("journey.emotion['Customer'].isna().tolist()") == [False, False, True]


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


@pytest.mark.parametrize("way", ["paste", "frame"])
def test_what_backed_replaced_cards_is_kept_by_one_press(screen: Screen, way: str) -> None:
    both = "journey.cards.loc[['actions.arrive', 'actions.wait'], ['evidence', 'n']]"
    screen.host.quietly(f"{both} = ['data', 12]; journey.sync()")
    screen.until(screen.root.locator(".cjm-card.is-data").count, 2)
    if way == "paste":
        screen.go("actions/arrive")
        screen.paste("Runs\tSleeps")
        screen.root.get_by_role("radio", name="Replace").click()
        screen.root.get_by_role("button", name="Paste ↵").click()
    else:
        screen.host.console("journey.frame.loc[['Arrive', 'Wait'], 'Actions'] = ['Runs', 'Sleeps']")
    backing = "journey.cards.query(\"lane == 'Actions'\")[['text', 'evidence', 'n']].map(str).values.tolist()"
    screen.host.settle(backing, [["Runs", "assumption", "<NA>"], ["Sleeps", "assumption", "<NA>"]])
    notice = screen.root.locator(".cjm-notice", has_text="2 cards are assumptions now")
    notice.get_by_role("button", name="Keep their evidence").click()
    screen.host.settle(backing, [["Runs", "data", "12"], ["Sleeps", "data", "12"]])
    notice.wait_for(state="detached")


def test_names_pasted_on_headers_rename_and_add(screen: Screen) -> None:
    screen.go("/wait")
    screen.paste("Queue")
    screen.stages("Arrive", "Queue", "Leave")
    screen.paste("Sit\nGo\nFly")
    dialog = screen.root.get_by_role("dialog", name="Paste")
    screen.until(dialog.locator("dd").all_text_contents, ["Queue", "1 stage", "2 stages"])
    screen.press("Enter")
    screen.stages("Arrive", "Sit", "Go", "Fly")
    screen.go("thoughts/")
    screen.paste("Ideas\tFaster\nSystems\tKiosk")
    screen.press("Enter")
    screen.lanes("Emotion", "Actions", "Ideas", "Systems")
    screen.host.settle(
        "journey.frame.loc['Arrive', ['Ideas', 'Systems']].tolist()", ["One\nTwo\nFaster", "Kiosk"]
    )


def test_a_table_without_plain_text_is_read(screen: Screen) -> None:
    screen.page.evaluate(
        """html => { const type = 'text/html', item = new ClipboardItem({[type]: new Blob([html], {type})});
            return navigator.clipboard.write([item]); }""",
        "<table><tr><td>Waves</td></tr><tr><td>Hopes<br>so</td></tr></table>",
    )
    screen.go("actions/leave")
    screen.press("Control+v")
    screen.host.settle("journey.frame.loc['Leave', ['Actions', 'Thoughts']].tolist()", ["Waves", "Hopes\nso"])


def test_names_in_pasted_markup_stand_for_nothing_that_it_is_read_by(screen: Screen) -> None:
    """A form or page has its named parts as properties, in place of its own."""
    errors: list[str] = []
    screen.page.on("pageerror", lambda error: errors.append(str(error)))
    names = [
        "childNodes",
        "nodeName",
        "nodeType",
        "textContent",
        "children",
        "remove",
        "body",
        "querySelector",
    ]
    for count, name in enumerate(names, 1):
        screen.go("actions/leave")
        screen.at("actions/leave").evaluate(
            """(cell, name) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData('text/html',
                    `<img name=${name}><form name=${name}><input name=${name}><p>one<p>two</form>`);
                const event = {clipboardData, bubbles: true, cancelable: true};
                cell.dispatchEvent(new ClipboardEvent('paste', event));
            }""",
            name,
        )
        screen.host.settle(
            "journey.cards.query('stage == \"Leave\"')['text'].tolist()", ["one", "two"] * count
        )
    assert errors == []
