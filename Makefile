# Every job of the project; each does the set-up it needs, and only what is not done yet.
#
#   make demo      SUDO=1 lets set-up install missing packages through sudo
#   make test      SKIP_PACKAGES=1 leaves packages alone
#   make install   PREFIX=… is where to (default /usr/local)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
export SUDO SKIP_PACKAGES

.PHONY: help demo test science documentation build install uninstall format lint check-floors clean

help:
	@echo 'make demo                 set up, build, run the shipped study, say where its report is'
	@echo 'make test                 set up, build, run every test'
	@echo 'make science              judge every system S1 to S20 and every prediction; print the table'
	@echo 'make documentation        pages on every room, made from its sources'
	@echo 'make build                the release command, at .build/release/primed'
	@echo 'make install PREFIX=DIR   the command, completions, man page and its files under DIR'
	@echo 'make uninstall PREFIX=DIR'
	@echo 'make format               mend the format of the sources'
	@echo 'make lint                 check it'
	@echo 'make check-floors         check that rooms import from lower floors only'
	@echo 'make clean                remove what was built or downloaded; results stay'

demo: build
	@.build/release/primed demo --output primed-demo --replace
	@echo "Report: $$PWD/primed-demo/report.html"

build:
	@Scripts/set-up run
	@Scripts/build

test:
	@Scripts/set-up test
	@Scripts/test

science:
	@Scripts/set-up test
	@Scripts/science

documentation: build
	@Scripts/write-documentation

install: build
	@Scripts/install-primed install '$(DESTDIR)$(PREFIX)'

uninstall:
	@Scripts/install-primed uninstall '$(DESTDIR)$(PREFIX)'

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests

lint:
	@Scripts/lint

check-floors:
	@Scripts/check-floors

clean:
	rm -rf .build .venv
	rm -f Resources/Vega/*.js
