# Everything runs on a clean clone with only Python >= 3.11 and Node >= 20.19.
.DELETE_ON_ERROR:
.PHONY: setup demo watch test test-fast test-typescript test-pandas2 test-collaboration test-class test-pyodide test-site test-types test-book matrix stranger release site docs soak soak-collaboration bench check build report screenshots clean

PYTHON ?= python3
BIN := .venv/bin
BUILT := cjm_widgets/labextension/package.json
LABEXTENSION := .venv/share/jupyter/labextensions/cjm-widgets
SOURCES := $(shell find js/src js/schema cjm_widgets/templates -type f) cjm_widgets/document/vocabulary.json js/build.mjs js/chunks.mjs js/exercise.mjs
ROOT := $(shell [ "$$(id -u)" = 0 ] && echo --allow-root)

setup: .venv/.ready ## a .venv, the npm packages, the build

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	@node -e "const [a,b]=process.versions.node.split('.').map(Number); if(a<20||(a==20&&b<19)){console.error('Node '+process.versions.node+' is too old: install Node 20.19 or newer');process.exit(1)}" \
	  || { command -v node >/dev/null || echo "Node is missing: install Node 20.19 or newer"; exit 1; }
	npm ci --no-audit --no-fund
	@touch $@

$(BUILT): node_modules/.package-lock.json $(SOURCES)
	npm run --silent build

build: $(BUILT)

# Without a package.json of its own, Node takes JupyterLab's scripts in .venv for modules, as those of js/ are, and fails.
.venv/.ready: pyproject.toml $(BUILT)
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" \
	  || { echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12 ..."; exit 1; }
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@echo '{"type": "commonjs"}' > .venv/package.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	rm -rf $(LABEXTENSION)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable . --group dev
	rm -rf $(LABEXTENSION)
	ln -s "$(CURDIR)/cjm_widgets/labextension" $(LABEXTENSION)
	@touch $@

demo: setup ## JupyterLab on the quickstart; ARGS=--no-browser passes through
	$(BIN)/jupyter lab $(ROOT) $(ARGS) notebooks/quickstart.ipynb

watch: setup ## the demo, rebuilt and refreshed in the open page whenever a TypeScript file changes
	npm run --silent watch & trap "kill $$!" EXIT INT TERM; \
	ANYWIDGET_HMR=1 $(BIN)/jupyter lab $(ROOT) $(ARGS) notebooks/quickstart.ipynb

check: setup ## ruff, mypy, biome, tsc; the generated types are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent check

.venv-pandas2/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-pandas2
	$(BIN)/uv pip install --quiet --python .venv-pandas2/bin/python 'pandas==2.3.*' --editable '.[patterns]' pytest hypothesis pyarrow
	@touch $@

# The labextension is linked, as it is in .venv, so that a build is seen at once.
.venv-collaboration/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-collaboration
	$(BIN)/uv pip install --quiet --python .venv-collaboration/bin/python --editable '.[collaboration]' \
		'jupyter-collaboration==5.0.*' 'jupyterlab>=4.6,<4.7' pytest hypothesis playwright nbformat
	rm -rf .venv-collaboration/share/jupyter/labextensions/cjm-widgets
	ln -s "$(CURDIR)/cjm_widgets/labextension" .venv-collaboration/share/jupyter/labextensions/cjm-widgets
	@touch $@

.venv-class/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-class
	$(BIN)/uv pip install --quiet --python .venv-class/bin/python --editable . 'nbgrader==0.9.*' 'otter-grader==7.*' pytest hypothesis
	@touch $@

PYODIDE := 314.0.7
WHEELS := build/pyodide/wheels
# Hypothesis up to 6.149 is Python alone; msgspec has a wheel for Pyodide on PyPI.
build/pyodide/.ready: Makefile .venv/.ready
	mkdir -p build/pyodide
	npm install --prefix build/pyodide --silent --no-audit --no-fund pyodide@$(PYODIDE)
	rm -rf $(WHEELS)
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --dest $(WHEELS) \
		--python-version 314 --implementation cp --abi cp314 --platform pyemscripten_2026_0_wasm32 \
		msgspec pytest pluggy iniconfig packaging pygments 'hypothesis==6.149.*' sortedcontainers
	@touch $@

.venv-site/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-site
	$(BIN)/uv pip install --quiet --python .venv-site/bin/python --group site
	@touch $@

# A part's output in one piece, where this make can; the parts' exit codes are make's to collect.
IN_PIECES := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
WORKERS ?= 2
# In their order the long files of the browser come first, and the short ones of tests/unit fill up the end.
PYTEST := $(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

test: setup .venv-pandas2/.ready build/book/.ready ## everything: types, lint, TypeScript, Python, notebooks, browser
	@$(BIN)/python -m tests.browser.chromium
	+@failed=0; \
	$(MAKE) --no-print-directory --keep-going --jobs=2 $(IN_PIECES) test-pandas2 check test-typescript || failed=1; \
	$(PYTEST) --quiet --durations=20 --doctest-modules --nbval-lax notebooks cjm_widgets tests || failed=1; \
	exit $$failed

test-typescript: setup
	npm test --silent -- --reporter=dot

test-pandas2: .venv-pandas2/.ready ## what sees pandas, on the oldest pandas
	.venv-pandas2/bin/python -m pytest --quiet tests/unit/frames tests/unit/rows tests/unit/counts \
		tests/unit/measures tests/unit/analysis tests/unit/test_journey.py

test-collaboration: .venv-collaboration/.ready ## several people with one map, where jupyter-collaboration is installed
	@$(BIN)/python -m tests.browser.chromium
	.venv-collaboration/bin/python -m pytest --quiet tests/collaboration

test-fast: setup ## the inner loop, in under a minute and a half: no browser, nothing slow
	@failed=0; \
	npm test --silent -- --reporter=dot --exclude=js/tests/mermaid --exclude=js/tests/protocol/convergence.test.ts || failed=1; \
	$(PYTEST) --quiet -m "not slow" tests/unit tests/contract || failed=1; \
	exit $$failed

test-class: .venv-class/.ready ## thirty submissions through nbgrader, Otter-Grader and cjm grade
	.venv-class/bin/python -m pytest --quiet tests/classroom

test-pyodide: build/pyodide/.ready ## document, storage, lint and grading in Pyodide, in Node; and all rooms without what it lacks
	$(BIN)/python -m tests.pyodide build/pyodide

site: .venv-site/.ready build/pyodide/.ready ## a JupyterLite site with the lessons, into build/site; CONTENTS=folder adds your own, PACKAGES=folder a whole Pyodide's wheels
	rm -rf build/site-work/dist
	$(BIN)/python -m build --wheel --no-isolation --outdir build/site-work/dist >/dev/null
	.venv-site/bin/python docs/building/lite.py build/site-work build/site \
		$(if $(CONTENTS),--contents $(CONTENTS)) $(if $(PACKAGES),--packages $(PACKAGES))
	@echo "build/site is ready for any static server: $(BIN)/python -m http.server --directory build/site"

test-site: site ## that site in a browser, from a plain static server
	@$(BIN)/python -m tests.browser.chromium
	CJM_SITE=build/site $(BIN)/python -m pytest --quiet tests/site

# The renderer of MyST's themes asks for React alone; what else its package needs is left out.
build/book/.ready: Makefile node_modules/.package-lock.json
	mkdir -p build/book
	npm install --prefix build/book --silent --no-audit --no-fund --ignore-scripts \
		mystmd@1.8.3 react@18.3.1 react-dom@18.3.1 classnames@2.5.1
	npm pack --silent --pack-destination build/book @myst-theme/anywidget@1.4.1
	mkdir -p build/book/node_modules/@myst-theme/anywidget
	tar -xzf build/book/myst-theme-anywidget-1.4.1.tgz -C build/book/node_modules/@myst-theme/anywidget --strip-components=1
	@touch $@

test-book: setup build/book/.ready ## a book of MyST with a map in it, built by mystmd, in Chromium
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest --quiet tests/browser/reading/test_book.py

.venv-types/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-types
	$(BIN)/uv pip install --quiet --python .venv-types/bin/python . --group types
	@touch $@

test-types: .venv-types/.ready ## mypy --strict and pyright find every public name typed, in the installed package
	$(BIN)/uv pip install --quiet --python .venv-types/bin/python --reinstall-package cjm_widgets .
	.venv-types/bin/python -m tests.typing

matrix: setup ## the wheel in fresh environments and three browsers, and with the lowest versions; writes docs/matrix.md
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.matrix $(ENVIRONMENTS)

stranger: setup ## a fresh environment, the wheel and the first pages of README and site, followed literally
	$(BIN)/python -m tests.matrix.stranger

release: setup ## builds and checks a release; REALLY=yes tags it
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group release
	$(BIN)/python -m tests.matrix.release $(if $(filter yes,$(REALLY)),--really)

soak: setup ## property tests with ten times the examples, every hostile text, 1,200 schedules; ends after 20 minutes at the latest
	$(BIN)/python -m tests.soak

soak-collaboration: .venv-collaboration/.ready ## a class of 40 on one map for 10 minutes; 1,000 schedules of three pages in a room, beside the plain text document
	.venv-collaboration/bin/python -m tests.collaboration.school_class 10
	.venv-collaboration/bin/python -m tests.collaboration.schedules 1000

bench: setup ## the ratios of the budgets, side by side in one run
	$(BIN)/python -m tests.benchmarks

report: setup ## notebooks/report.ipynb as a page and as a PDF, into FOLDER (build/report)
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.report $(FOLDER)

.venv-docs/.ready: pyproject.toml .venv/.ready
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-docs
	$(BIN)/uv pip install --quiet --python .venv-docs/bin/python --group docs \
		--editable '.[charts,events,export,patterns,survey]'
	@touch $@

docs: setup .venv-docs/.ready ## the site, in build/docs/html; each page is then opened, with axe-core
	@$(BIN)/python -m tests.browser.chromium
	.venv-docs/bin/python -m docs.building.site
	$(BIN)/python -m tests.docs.site

screenshots: setup ## every scene of the map, light and dark, into FOLDER (build/screenshots), and the pictures of the README and the site
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.screenshots $(FOLDER)
	$(BIN)/python -m tests.browser.film

clean:
	rm -rf .venv .venv-pandas2 .venv-collaboration .venv-class .venv-docs .venv-site .venv-types node_modules cjm_widgets/static cjm_widgets/labextension build dist
