# `make site` and `make test` do all of their own set-up; see CONTRIBUTING.md.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test test-pages test-slow lint serve check format bench accuracy pictures issue-form browser java node messages fuzz lock clean

site: .venv/done
	$(BIN)/mkdocs build

serve: .venv/done
	$(BIN)/mkdocs serve

check: .venv/done
	$(BIN)/briefings check

lint: .venv/done
	$(BIN)/ruff check .

test: .venv/done browser lint
	$(BIN)/python -m pytest -n auto --dist worksteal
	$(BIN)/briefings check
	$(BIN)/briefings format --check

# What axe, Lighthouse and html-validate say of built pages. Where Node or Chromium cannot be installed the tests name
# what they leave out; with CI=true they fail.
test-pages: .venv/done browser node
	$(BIN)/python -m pytest tests/pages -n auto --dist worksteal

format: .venv/done
	$(BIN)/briefings format

# The issue form comes from the schema's data.
issue-form: .venv/done
	$(BIN)/python tools/write_issue_form.py

# How well `briefings suggest` does on labelled articles: make accuracy GOLD=FOLDER
accuracy: .venv/done
	$(BIN)/python benchmarks/accuracy.py $(GOLD)

# What takes minutes: bounds of time and of weight, builds under varied conditions, EPUBCheck.
test-slow: .venv/done browser java
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal

bench: .venv/done
	$(BIN)/python benchmarks/bench.py

# A Chromium for the tests of pages. Where none can be installed the tests name what they leave out; with CI=true
# they fail.
browser:
	@sh tools/install-browser.sh

# A Java for EPUBCheck. Without one its test is left out; with CI=true it fails.
java:
	@sh tools/install-java.sh

# A Node with the packages of tests/pages.
node:
	@sh tools/install-node.sh

# The hashes pin every package; the project itself comes from this folder.
.venv/done: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv || (sh tools/install-venv.sh && $(PYTHON) -m venv .venv)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Made-up files, guided by coverage, for so long each: make fuzz SECONDS=600
SECONDS := 60
fuzz: .venv/done
	sh tools/fuzz.sh $(SECONDS)

# The guide's pictures, taken anew from the site.
pictures: .venv/done browser
	$(BIN)/python tools/guide_pictures.py

# New messages into the catalogues of all languages; `LANGUAGE=de` begins another one.
messages: .venv/done
	$(BIN)/python tools/messages.py $(LANGUAGE)

lock:
	sh tools/lock.sh

clean:
	rm -rf site .cache
