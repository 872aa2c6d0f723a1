"""How Sphinx makes HTML of the pages that ``docs.building.site`` writes."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import cjm_widgets
from docs.building.look import LOOK, VARIABLES

project = "cjm_widgets"
author = "the cjm_widgets authors"
version = release = cjm_widgets.__version__
html_title = "cjm_widgets"
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
myst_enable_extensions = ["attrs_block", "colon_fence", "deflist"]
myst_heading_anchors = 3
default_role = "literal"
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_numpy_docstring = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": VARIABLES["light"],
    "dark_css_variables": VARIABLES["dark"],
    "navigation_with_keys": False,
}
pygments_style = f"docs.building.look.{LOOK['light']}"
pygments_dark_style = f"docs.building.look.{LOOK['dark']}"
copybutton_prompt_text = "$ "
