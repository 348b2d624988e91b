# make demo   安装并在样例上跑一遍：检查 → 缺项 → 生成 → 归档 → 校验
# make test   代码检查和全部测试        make bench  性能对比        make lint  只做代码检查
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

.PHONY: demo test bench lint templates pages clean

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

test: $(VENV)/developing lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

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
