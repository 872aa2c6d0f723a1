"""What one cites: the file for machines, and what a journey says, agree with the package's own metadata."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import cjm_widgets as cjm
from cjm_widgets.document.errors import CjmError
from cjm_widgets.paper.citation import AUTHORS, TITLE, YEAR

ROOT = Path(cjm.__file__).parents[1]
REQUIRED = {"authors", "cff-version", "message", "title"}
KEYS = REQUIRED | {
    *("abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license"),
    *("license-url", "preferred-citation", "references", "repository", "repository-artifact"),
    *("repository-code", "type", "url", "version"),
}
"""Of the Citation File Format 1.2.0."""


def test_the_citation_file_is_valid_and_says_what_the_package_says() -> None:
    citation: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert REQUIRED <= citation.keys() <= KEYS
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert citation["authors"] == [{"name": AUTHORS}]
    assert citation["title"] == TITLE
    assert citation["version"] == project["version"] == cjm.__version__
    assert citation["license"] == project["license"]
    assert set(citation["keywords"]) <= set(project["keywords"])
    assert str(YEAR) in (ROOT / "LICENSE").read_text("utf-8")


def test_a_journey_cites_itself_with_its_sources_and_the_program_with_its_version() -> None:
    journey = cjm.Journey(["Wait", "Pay"], title="A visit")
    rows = pd.DataFrame({"Q1": [4, 5] * 20})
    journey.join(rows, columns={"Q1": "Wait"}, scale=(1, 5), name="Survey")
    fingerprint = journey.document.sources[0].fingerprint
    assert str(journey.cite(author="Doe, J.")) == (
        f"Doe, J. A visit [customer journey map of 2 stages; measured from Survey ({fingerprint})].\n\n"
        f"The cjm_widgets authors ({YEAR}). cjm_widgets: customer journey maps in Jupyter notebooks (version "
        f"{cjm.__version__}) [computer software]. BSD-3-Clause."
    )
    bibtex = journey.cite(format="bibtex")
    assert f"  version = {{{cjm.__version__}}}," in bibtex
    assert f"  note = {{Measured from Survey ({fingerprint})}}," in bibtex


def test_bibtex_has_no_command_of_a_title_and_its_braces_are_in_pairs() -> None:
    journey = cjm.Journey(["Wait"], title=r"50 % & {more} \input{x} $a_b$ #1 ~ ^")
    bibtex = journey.cite(format="bibtex", author="A & B")
    assert r"A \& B" in bibtex
    assert r"\textbackslash{}input\{x\} \$a\_b\$ \#1 \textasciitilde{} \textasciicircum{}" in bibtex
    plain = bibtex.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")


def test_an_unknown_format_is_refused_with_the_nearest() -> None:
    with pytest.raises(CjmError, match="did you mean 'bibtex'"):
        cjm.Journey(["Wait"]).cite(format="bibtx")  # type: ignore[arg-type]
