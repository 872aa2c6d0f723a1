"""Pictures as files: by suffix, in the size asked for, or a sentence saying why not."""

from __future__ import annotations

import builtins
import re
import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import cjm_widgets as cjm
from cjm_widgets.render.palette import LIGHT
from cjm_widgets.render.scene import content_of
from cjm_widgets.render.sheets import paper_of, sheets_of

PX = 0.75


@pytest.fixture(scope="module")
def journey() -> cjm.Journey:
    return cjm.Journey(["Arrive", "Wait"], title="A visit")


@pytest.fixture(scope="module")
def wide() -> cjm.Journey:
    journey = cjm.Journey([f"Stop {n}" for n in range(20)], lanes=["Emotion", "Actions"], title="A visit")
    journey.emotion["Customer"] = [1, -1] * 10
    return journey


@pytest.mark.parametrize(
    ("suffix", "start"),
    [(".svg", b"<svg"), (".html", b"<!doctype html>"), (".png", b"\x89PNG"), (".pdf", b"%PDF")],
)
def test_a_suffix_says_what_is_written(
    journey: cjm.Journey, tmp_path: Path, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"visit{suffix}"
    path.write_text("older")
    journey.save(path)
    assert path.read_bytes().startswith(start)
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


def test_options_go_to_the_writer(journey: cjm.Journey, tmp_path: Path) -> None:
    journey.save(tmp_path / "visit.svg", theme="dark")
    assert 'fill="#111111"' in (tmp_path / "visit.svg").read_text("utf-8")


def test_an_option_of_another_format_is_told_with_those_there_are(
    journey: cjm.Journey, tmp_path: Path
) -> None:
    with pytest.raises(cjm.CjmError, match=r"no option of \.csv files 'theme'. Options: tidy"):
        journey.save(tmp_path / "visit.csv", theme="dark")
    with pytest.raises(cjm.CjmError, match="'them'; did you mean 'theme'"):
        journey.save(tmp_path / "visit.svg", them="dark")


def test_a_folder_that_is_not_there_is_named(journey: cjm.Journey, tmp_path: Path) -> None:
    for name in ("visit.svg", "visit.cjm.json"):
        with pytest.raises(FileNotFoundError, match=r"there is no such folder: .*nowhere'$"):
            journey.save(tmp_path / "nowhere" / name)


def test_an_unknown_suffix_is_told_with_the_nearest(journey: cjm.Journey, tmp_path: Path) -> None:
    with pytest.raises(cjm.CjmError, match=r"did you mean 'visit.html'"):
        journey.save(tmp_path / "visit.htm")
    assert not list(tmp_path.iterdir())


def test_edits_made_in_pandas_are_in_the_picture() -> None:
    journey = cjm.Journey(["Arrive"], lanes=["Actions"])
    journey.frame.loc["Arrive", "Actions"] = "Rings the bell"
    assert "Rings the bell" in journey.to_svg()


def test_a_png_has_the_pictures_size_times_the_scale(journey: cjm.Journey) -> None:
    found = re.search(r'width="(\d+)" height="(\d+)"', journey.to_svg())
    assert found
    size = struct.unpack(">II", journey.to_png(scale=3)[16:24])
    assert size == tuple(3 * int(side) for side in found.groups())


@pytest.mark.parametrize(
    ("page", "size"),
    [("a4", (595, 842)), ("A4 landscape", (842, 595)), ("a3 landscape", (1191, 842)), ("letter", (612, 792))],
)
def test_a_pdf_has_the_size_of_the_page(journey: cjm.Journey, page: str, size: tuple[int, int]) -> None:
    assert _page_size(journey.to_pdf(page=page)) == size


def test_a_pdf_without_a_page_is_as_large_as_the_map(journey: cjm.Journey) -> None:
    found = re.search(r'width="(\d+)" height="(\d+)"', journey.to_svg())
    assert found
    assert _page_size(journey.to_pdf()) == pytest.approx([int(side) * PX for side in found.groups()], abs=0.5)


def test_a_map_too_wide_for_a_page_goes_on_on_the_next(wide: cjm.Journey) -> None:
    texts = [page.extract_text().splitlines() for page in PdfReader(BytesIO(wide.to_pdf(page="a4"))).pages]
    assert len(texts) == 4
    for number, text in enumerate(texts):
        assert {
            "Emotion",
            "Actions",
            f"Stages {5 * number + 1}–{5 * number + 5} of 20 · page {number + 1} of 4",
        } <= {*text}
        assert sum("A visit" in line for line in text) == 1
    words = "\n".join(line for text in texts for line in text)
    for stage in range(20):
        assert len(re.findall(rf"\bStop {stage}\b", words)) == 1


def test_a_curve_that_is_cut_goes_on_where_it_left(wide: cjm.Journey) -> None:
    first, second, *_ = sheets_of(content_of(wide.document, {}), LIGHT, paper_of("a4"))
    curves = [
        {path.get("d") for path in page.iter("path") if "C" in path.get("d", "")} for page in (first, second)
    ]
    assert curves[0] == curves[1] != set()
    boxes = [
        next(one.get("viewBox", "") for one in page.iter("svg") if one.get("x") == "156")
        for page in (first, second)
    ]
    (start, _, width, _), (next_start, *_) = (map(float, box.split()) for box in boxes)
    assert start + width == next_start


def test_a_map_with_many_lanes_is_cut_between_them(wide: cjm.Journey) -> None:
    tall = cjm.Journey(["Arrive"], lanes=[f"Lane {n}" for n in range(60)], title="A visit")
    texts = [page.extract_text() for page in PdfReader(BytesIO(tall.to_pdf(page="a4"))).pages]
    assert len(texts) > 1
    assert all("Arrive" in text for text in texts)
    names = re.findall(r"Lane \d+", "\n".join(texts))
    assert names == [f"Lane {n}" for n in range(60)]


def test_what_a_page_is_printed_on_and_its_theme_are_in_it(journey: cjm.Journey) -> None:
    html = journey.to_html(theme="dark", page="A4 landscape")
    assert "@page{size:a4 landscape}" in html
    assert '<meta name="color-scheme" content="dark">' in html
    assert "prefers-color-scheme" not in html
    assert "prefers-color-scheme" in journey.to_html()
    with pytest.raises(cjm.CjmError, match="did you mean 'letter'"):
        journey.to_html(page="leter")


def test_a_png_of_a_huge_map_has_as_many_dots_as_programs_open(monkeypatch: pytest.MonkeyPatch) -> None:
    scales: list[float] = []
    monkeypatch.setattr("vl_convert.svg_to_png", lambda svg, scale: scales.append(scale) or b"")
    cjm.Journey(["Arrive"]).to_png()
    huge = cjm.Journey([f"Stop {n}" for n in range(600)])
    huge.to_png()
    found = re.search(r'width="(\d+)" height="(\d+)"', huge.to_svg())
    assert found
    assert scales[0] == 2
    assert int(found[1]) * int(found[2]) * scales[1] ** 2 == pytest.approx(80e6)


def test_a_pdf_page_is_never_larger_than_readers_open() -> None:
    width, height = _page_size(cjm.Journey([f"Stop {n}" for n in range(200)], lanes=["Actions"]).to_pdf())
    assert width == 14_400
    assert 0 < height < 200


def test_an_unknown_page_is_told_with_the_nearest(journey: cjm.Journey) -> None:
    with pytest.raises(cjm.CjmError, match="did you mean 'letter'"):
        journey.to_pdf(page="leter")


@pytest.mark.parametrize("make", ["to_png", "to_pdf"])
def test_without_the_extra_the_command_to_install_it_is_told(
    journey: cjm.Journey, make: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "vl_convert":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(cjm.CjmError, match=r"pip install 'cjm_widgets\[export\]'"):
        getattr(journey, make)()


def _page_size(content: bytes) -> tuple[float, float]:
    (page,) = PdfReader(BytesIO(content)).pages
    return float(page.mediabox.width), float(page.mediabox.height)


def test_a_pdf_has_tags_that_say_the_map_in_words() -> None:
    journey = cjm.Journey([f"Stage {at}" for at in range(30)], ["Actions"], title="A visit – große")
    journey.set_cell("Stage 3", "Actions", "Waits")
    reader = PdfReader(BytesIO(journey.to_pdf(page="a4")))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "A visit – große"
    tree = catalogue["/StructTreeRoot"]
    (whole,) = tree["/K"]
    figures = [one.get_object() for one in whole.get_object()["/K"]]
    assert len(figures) == len(reader.pages) > 1
    assert "Actions: Waits" in figures[0]["/Alt"]
    for at, (figure, page) in enumerate(zip(figures, reader.pages, strict=True)):
        assert figure["/S"] == "/Figure"
        assert figure["/Pg"].get_object() == page.get_object()
        assert tree["/ParentTree"]["/Nums"][2 * page["/StructParents"] + 1][0].get_object() == figure
        assert page["/StructParents"] == at
        content = page.get_contents()
        assert content is not None
        assert content.get_data().startswith(b"/Figure <</MCID 0>> BDC")
        assert content.get_data().rstrip().endswith(b"EMC")
