# Two commands: `make demo` grades the example class, `make test` runs the tests.
VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
# One worker for each core; tests of one file stay together, because they share what they prepare.
SPREAD := -n auto --dist loadfile

.PHONY: demo test check test-all setup sandbox lock doctor goldens clean

demo: $(READY) sandbox
	$(PYTHON) grader.py demo

test: $(READY) sandbox
	$(PYTHON) -m pytest tests -m "not slow" $(SPREAD)
	$(PYTHON) -m pytest tests -m "slow" $(SPREAD)

check: $(READY)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports

setup: $(READY) sandbox

$(READY): requirements.lock tools/setup.sh
	sh tools/setup.sh $(VENV)

sandbox:
	@sh tools/sandbox.sh

lock: $(READY)
	$(VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra dev pyproject.toml --output-file requirements.lock

doctor: $(READY)
	$(PYTHON) grader.py doctor

clean:
	rm -rf $(VENV) var
