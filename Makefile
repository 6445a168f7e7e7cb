# Wegwijs. `make help` lists what can be done; each target installs what it needs first.
SHELL := /bin/bash
BIN := .venv/bin
PORT ?= 8000
# Tests start many processes; each would compile all its modules anew where the environment forbids to keep them.
unexport PYTHONDONTWRITEBYTECODE
# On PostgreSQL are left out: what asks no database or sets papers, and pages over actions and queries that have tests of
# their own there (decision 0072).
ASK_NOTHING := law policy eventlog analysis components demo test_docs.py test_glossary.py test_house.py \
	letters/test_set_letters.py exchange/test_keep_to_the_specification_of_duo.py insight/test_print_the_report.py
PAGES := $(addprefix desk/test_,$(addsuffix .py,answer_a_wish arrange_a_meeting ask_what_if change_who_this_is \
	decide_on_a_delivery decide_pages explain_a_subject go_on_where_one_was hear_from_duo keep_the_organisation \
	look_a_rule_up name_every_code open_only_on_purpose plan_pages put_a_fact_right record_on_a_case \
	see_what_became_different see_what_duo_was_told send_in_a_delivery set_a_norm talk_with_somebody)) \
	$(addprefix accounts/test_,$(addsuffix .py,ask_the_server be_away_for_a_while be_locked_out look_after_colleagues \
	sign_in sign_in_with_the_municipality)) insight/test_read_the_figures.py \
	privacy/test_work_as_privacy_officer.py quality/test_write_a_text.py support/test_keep_the_social_map.py

.PHONY: help demo test test-browser test-sqlite test-postgres check format bench soak rights rules mutate texts lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: .venv/.base ## an invented city on http://localhost:$PORT, ready within two minutes
	@$(BIN)/python tools/messages.py compile
	@exec $(BIN)/wegwijs demo --port $(PORT)

test: .venv/.dev ## all tests, on SQLite and on PostgreSQL, with a real browser
	@tools/install-for-tests
	@$(BIN)/python tools/messages.py compile
	@# Beside each other: a browser waits as much as it works. It has one process: each needs a city of its own.
	@$(MAKE) --no-print-directory --jobs=3 test-browser test-sqlite test-postgres

test-browser: .venv/.dev
	@$(BIN)/pytest tests/browser

test-sqlite: .venv/.dev
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser

test-postgres: .venv/.dev
	@# The cluster goes with the run, so its databases need not be dropped (and a last session may still be closing).
	@tools/with-postgres $(BIN)/pytest --reuse-db $(patsubst %,--ignore=tests/%,$(ASK_NOTHING) $(PAGES)) -m "(not browser and not once) or postgres_story"

check: .venv/.dev ## format, lint, types, import directions, templates, texts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint src --lint --quiet
	@$(BIN)/python tools/messages.py compile && $(BIN)/python tools/messages.py check
	@$(BIN)/python tools/vendor_assets.py --check
	@$(BIN)/python -m django makemigrations --check --dry-run --settings wegwijs.project.settings

format: .venv/.dev ## put source and templates in shape
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: .venv/.dev ## measure at 100,000 cases on both databases (about 25 minutes)
	@tools/install-for-tests
	@WEGWIJS_CRASH_ROUNDS=10 $(BIN)/pytest tests/crash
	@$(BIN)/python -m tests.bench.soak --seconds 60
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.logs
	@$(BIN)/python -m tests.bench.logs 10000000 --alone

soak: .venv/.dev ## ten people at work for ten minutes: no page fails, memory stays
	@$(BIN)/python -m tests.bench.soak

rights: .venv/.dev ## write docs/rechten.md from the addresses and the roles
	@WRITE_RIGHTS=1 $(BIN)/pytest tests/desk/test_rights_matrix.py

rules: .venv/.dev ## write docs/rules/ from the law, its figures and its cases
	@$(BIN)/python tools/rules.py

mutate: .venv/.dev ## change the law in 200 places (all: MUTANTS=--all) and see whether the tests notice 85%
	@$(BIN)/python tools/mutate.py $(MUTANTS)

texts: .venv/.dev ## collect texts to translate and compile catalogues
	@$(BIN)/python tools/messages.py update && $(BIN)/python tools/messages.py compile

lock: .venv/.dev ## pin the newest versions of all parts, with hashes
	@for set in base dev cluster; do $(BIN)/uv --system-certs pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements/$$set.in -o requirements/$$set.lock; done

clean: ## remove the environment and the demo's data
	rm -rf .venv var

.venv/.base: requirements/base.lock requirements/bootstrap.lock pyproject.toml tools/bootstrap
	@tools/bootstrap base

.venv/.dev: requirements/dev.lock requirements/bootstrap.lock pyproject.toml tools/bootstrap
	@tools/bootstrap dev
