"""What a screen reader hears of what opens beside the grid: roles, names and states."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Show
from tests.browser.scenes import card, details
from tests.browser.screen import Screen

JOURNEY = """cjm.Journey(
    ["Arrive", "Wait", "Board"], lanes=["Emotion", "Actions", "Pain points"], personas=["Ann", "Bo"],
    title="A visit",
)
journey.set_cell("Arrive", "Actions", "Reads the signs")
journey.set_cell("Wait", "Pain points", "No seat")
journey.set_emotion("Wait", -1, "Ann")
journey.link("Wait", "Arrive", label="forgot the ticket")
journey.sync()"""


@pytest.fixture
def screen(show: Show) -> Screen:
    return show(JOURNEY)


def test_personas_are_buttons_that_say_whether_their_curve_is_shown(screen: Screen) -> None:
    row = screen.root.locator(".cjm-personas")
    expect(row).to_match_aria_snapshot("""
      - button "Ann" [pressed]
      - button "Bo" [pressed]
      - button "Personas" [expanded=false]
    """)
    screen.root.get_by_role("button", name="Ann").click()
    expect(row).to_match_aria_snapshot("""
      - button "Ann" [pressed=false]
      - button "Menu of Ann"
      - button "Bo" [pressed]
    """)
    row.get_by_role("button", name="Personas").click()
    expect(screen.root.get_by_role("group", name="Personas")).to_match_aria_snapshot("""
      - group "Personas":
        - article "Ann":
          - button "Choose a photo of Ann"
          - heading "Ann" [level=3]
          - text: Stands for no rows yet
          - button /Curve of Ann/ [pressed=false]
        - article "Bo":
          - button /Curve of Bo/ [pressed]
        - button /Add a persona/
    """)


def test_a_menu_and_its_choices_say_what_they_are_of_and_what_is_chosen(screen: Screen) -> None:
    card(screen, "No seat").focus()
    screen.press("Shift+F10")
    expect(screen.root.get_by_role("menu", name="Card")).to_match_aria_snapshot("""
      - menu "Card":
        - menuitem "Edit"
        - menuitem "Details"
        - separator
        - menuitem "Severity" [expanded=false]
        - separator
        - menuitem "Copy"
        - separator
        - menuitem "Delete"
    """)
    screen.press("s", "ArrowRight")
    expect(screen.root.get_by_role("menu", name="Severity")).to_match_aria_snapshot("""
      - menu "Severity":
        - menuitemradio "High"
        - menuitemradio "Medium"
        - menuitemradio "Low"
        - menuitemradio "None" [checked]
    """)


def test_the_details_name_their_tabs_groups_and_fields(screen: Screen) -> None:
    card(screen, "No seat").focus()
    screen.press("Control+i")
    expect(details(screen)).to_match_aria_snapshot("""
      - region "Details":
        - tablist "Panel":
          - tab "Details" [selected]
          - tab "Comments"
          - tab "History"
        - button "Close panel"
        - tabpanel "Details":
          - text: Pain point in Wait
          - textbox "Text of the card": No seat
          - group "Basics":
            - radiogroup "Evidence":
              - radio "Assumption" [checked]
              - radio "Quote"
              - radio "Data"
            - textbox "Source"
            - textbox "Owner"
            - textbox "New tag"
          - group "Pain point":
            - heading "Pain point" [level=3]
            - radiogroup "Severity":
              - radio /low/
              - radio /medium/
              - radio /high/
          - group "Links":
            - combobox "New link"
          - group "Comments":
            - textbox "Comment"
            - button "Comment"
    """)


def test_links_between_stages_are_a_list_of_sentences(screen: Screen) -> None:
    expect(screen.root.locator(".cjm-path")).to_match_aria_snapshot("""
      - row:
        - rowheader "Path stage to stage"
        - gridcell:
          - button "Link from Arrive"
          - button "Link from Wait"
          - button "Link from Board"
          - list "Links between stages":
            - listitem:
              - 'button "Wait back to Arrive: forgot the ticket"'
    """)


def test_the_history_is_a_list_of_what_was_done_with_a_way_back(screen: Screen) -> None:
    screen.host.console("journey.set_stage('Wait', goal='A seat')")
    card(screen, "No seat").focus()
    screen.press("Control+i")
    details(screen).get_by_role("tab", name="History").click()
    expect(details(screen).get_by_role("tabpanel")).to_match_aria_snapshot("""
      - tabpanel "History":
        - radiogroup "Show":
          - radio "Edits" [checked]
          - radio "Snapshots"
        - button "Snapshot now"
        - list "What was done":
          - listitem: Today
          - listitem:
            - button "Change stage Wait"
            - text: /Python/
          - listitem:
            - button "Link Wait"
            - button "Undo to here"
    """)


def test_the_presentation_says_which_stage_of_how_many_is_shown(screen: Screen) -> None:
    screen.tool("Present").click()
    dialog = screen.root.get_by_role("dialog", name="Presentation: A visit")
    expect(dialog).to_be_visible()
    screen.press("Home", "ArrowRight")
    expect(dialog).to_match_aria_snapshot("""
      - 'dialog "Presentation: A visit"':
        - button "Notes" [pressed]
        - button "Leave"
        - list "Stages":
          - listitem:
            - button "1 Arrive"
          - listitem:
            - button "2 Wait"
          - listitem:
            - button "3 Board"
        - group "Wait":
          - heading "Wait" [level=2]
        - textbox "Notes for Wait"
        - 'button "Previous: Arrive"'
        - 'button "Next: Board"'
        - status: "Stage 2 of 3: Wait"
    """)
