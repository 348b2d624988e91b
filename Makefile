# make demo   安装并在样例上跑一遍：检查 → 缺项 → 生成 → 归档 → 校验
# make test   代码检查和测试            make bench  性能对比        make lint  只做代码检查
# make test-all  连同费时的测试         make mutants  测试看得见多少处故意的错        make golden  重写逐字对照的文本
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
STUDIO := $(BIN)/studio --root .
# The samples are set in time: their acts end in November 2026.
SAMPLE_DAY := 2026-11-23

.PHONY: demo test test-all mutants golden bench lint templates pages clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/developing: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all]'
	touch $@

# check and gaps end with 1 when they find something, and in the samples they should.
demo: $(VENV)/installed
	@echo '== 检查 ==';   $(STUDIO) --date $(SAMPLE_DAY) check || test $$? -eq 1
	@echo '== 阶段 ==';   $(STUDIO) --date $(SAMPLE_DAY) status
	@echo '== 缺项 ==';   $(STUDIO) --date $(SAMPLE_DAY) gaps || test $$? -eq 1
	@echo '== 生成 ==';   $(STUDIO) --date $(SAMPLE_DAY) generate || test $$? -eq 1
	@echo '== 归档 ==';   $(STUDIO) --date $(SAMPLE_DAY) archive
# Each package was verified in full when it was sealed; here every digest again.
	@echo '== 校验 ==';   $(STUDIO) verify --quick output/archive
	@echo '公文在 output/generated/，归档包在 output/archive/。'

lint: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The order is that of tests/conftest.py: the long files first, so that all workers end together.
SPREAD := --numprocesses auto --dist loadfile --no-loadscope-reorder

test: $(VENV)/developing lint
	$(BIN)/python -m pytest $(SPREAD)

# With what takes too long for every day: every sample sealed, every PDF judged, more places damaged.
test-all: $(VENV)/developing lint
	$(BIN)/python -m pytest $(SPREAD) -m 'thorough or not thorough'

# Single faults in pipeline/ and how many the tests see (SEED=2 for others, FOLDERS="archive pdf" for some).
mutants: $(VENV)/developing
	$(BIN)/python -m tests.mutants

# What commands, documents and a package say, to the letter: written anew; read the diff.
golden: $(VENV)/developing
	$(BIN)/python -m tests.commands.golden
	$(BIN)/python -m tests.documents.golden
	$(BIN)/python -m tests.archive
	$(BIN)/python -m tests.pdf
	$(BIN)/python -m tests.volumes
	$(BIN)/python -m tests.life_cycle

bench: $(VENV)/developing
	$(BIN)/python -m tests.benchmarks

# After editing the house style, authors.md or a name: every template.docx and templates/README.md.
templates: $(VENV)/developing
	$(BIN)/python -m templates.house

# After that: the pages that look different from those of BASE, in output/pages/ (KINDS=plaque for one).
BASE ?= HEAD
pages: $(VENV)/developing
	$(BIN)/python -m tests.pages $(BASE) $(KINDS)

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
