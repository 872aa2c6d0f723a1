"""What pages tell each other beside a map: in which order it counts, and when a page is gone."""

from __future__ import annotations

from cjm_widgets.widgets.relayed_texts import MOST, SILENT, RelayedTexts


def test_a_page_that_is_silent_while_others_are_not_is_gone_until_it_is_heard_again() -> None:
    texts = RelayedTexts()
    texts.take("ana", 1, {"page:1": "ana"})
    texts.take("ben", 1, {"page:2": "ben"})
    news = [texts.take("ben", 2 + at, {"page:2": "ben"}) for at in range(SILENT)]
    assert news == [{}] * (SILENT - 1) + [{"page:1": None}]
    assert texts.has_left("ana")
    assert texts.take("ana", 2, {"page:1": "ana"}) == {"page:1": "ana"}
    assert not texts.has_left("ana")


def test_pages_that_a_busy_kernel_hears_late_all_stay() -> None:
    texts = RelayedTexts()
    texts.take("ana", 1, {"page:1": "ana"})
    texts.take("ben", 1, {"page:2": "ben"})
    for at in range(2, 4 * SILENT):
        assert texts.take("ana", at, {"page:1": "ana"}) == {}
        assert texts.take("ben", at, {"page:2": "ben"}) == {}


def test_of_a_whole_class_all_stay() -> None:
    texts = RelayedTexts()
    for at in range(1, 3 * SILENT):
        for one in range(40):
            name = f"page:{one}"
            assert texts.take(name, at, {name: "{}"}) == ({name: "{}"} if at == 1 else {})


def test_moving_about_is_no_sign_that_others_are_gone() -> None:
    texts = RelayedTexts()
    texts.take("ana", 1, {"page:1": "ana"})
    for at in range(1, 4 * SILENT):
        assert texts.take("ben", at, {"page:2": f"ben is at {at}"}) == {"page:2": f"ben is at {at}"}
    assert set(texts.texts) == {"page:1", "page:2"}


def test_who_has_said_nothing_yet_has_not_left() -> None:
    assert not RelayedTexts().has_left("ana")


def test_more_texts_than_there_can_be_are_not_taken() -> None:
    texts = RelayedTexts()
    texts.take("ana", 1, {str(at): "x" for at in range(MOST + 5)})
    assert len(texts.texts) == MOST
    assert texts.take("ana", 2, {"0": None, "new": "x"}) == {"0": None, "new": "x"}
