#!/usr/bin/env python3
"""Opens a report in headless Chromium and fails on anything a reader would stumble over.

    check_report.py REPORT.html [--chromium PATH] [--screenshots FOLDER] [--look NAME]

Checked from the file itself, without a network, in light, dark, telephone and print: no console
error, no page error, no violation of the page's content security policy; every figure drawn with
marks that are not empty; no sideways scrolling; pictures and CSV can be saved. Exit 0 when all
holds, 1 with a list of what does not, 2 when the check itself cannot run.
"""

import argparse
import os
import pathlib
import sys
import time

TIMEOUT = 30_000

FIGURES_DRAWN = "document.documentElement.dataset.figures === 'drawn'"

# A figure counts as drawn when its SVG has at least this many marks.
FEWEST_MARKS = 3

# name, width, height, colour scheme, on paper
LOOKS = [
    ("light", 1400, 900, "light", False),
    ("dark", 1400, 900, "dark", False),
    ("telephone", 360, 740, "light", False),
    ("print", 794, 1123, "dark", True),
]

INSPECT = """
(fewest) => [...document.querySelectorAll('.chart')].map((chart) => {
  const box = chart.getBoundingClientRect();
  const marks = chart.querySelectorAll(
    'svg .mark-symbol path, svg .mark-rect path, svg .mark-line path, svg .mark-area path, ' +
    'svg .mark-rule line, svg .mark-text text');
  const drawn = [...marks].filter((mark) => {
    const extent = mark.getBoundingClientRect();
    return extent.width > 0 || extent.height > 0;
  });
  const wrong = [...chart.querySelectorAll('svg path, svg line, svg text, svg g')]
    .filter((part) => /NaN|Infinity|undefined/.test(
      (part.getAttribute('d') || '') + (part.getAttribute('transform') || '')));
  const faults = [];
  if (chart.dataset.state !== 'drawn') faults.push('state is ' + chart.dataset.state);
  if (drawn.length < fewest) faults.push('only ' + drawn.length + ' marks');
  if (wrong.length) faults.push(wrong.length + ' marks without a place');
  if (box.width < 150 || box.height < 60) faults.push('is ' + box.width + ' by ' + box.height);
  if (!chart.getAttribute('aria-label')) faults.push('has no alternative text');
  return { id: chart.id, marks: drawn.length, theme: chart.dataset.theme, faults };
})
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--chromium", default=os.environ.get("PRIMED_CHROMIUM", "/usr/bin/chromium"))
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--allow-no-figures", action="store_true")
    parser.add_argument("--look", choices=[look[0] for look in LOOKS], help="check this look only")
    options = parser.parse_args()

    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("playwright is missing: pip install -r Scripts/requirements-test.txt", file=sys.stderr)
        return 2
    if not pathlib.Path(options.chromium).exists():
        print(f"there is no Chromium at {options.chromium}: apt-get install chromium", file=sys.stderr)
        return 2
    if not options.report.is_file():
        print(f"there is no report at {options.report}", file=sys.stderr)
        return 2
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=arguments)
        try:
            looks = [look for look in LOOKS if options.look in (None, look[0])]
            faults = [fault for look in looks for fault in check(browser, options, *look)]
        finally:
            browser.close()
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{options.report.name}: nothing to stumble over")
    return 1 if faults else 0


def check(browser, options, name, width, height, scheme, on_paper):
    """The faults of one look at the report, each one sentence."""
    faults = []
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, offline=True,
        accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    page.on("console", lambda message: faults.append(f"{name}: console {message.type}: {message.text}")
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(f"{name}: page error: {error}"))
    page.on("request", lambda request: faults.append(f"{name}: asked the network for {request.url}")
            if not request.url.startswith(("file:", "data:", "blob:")) else None)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.error("
        "'policy violation: ' + event.violatedDirective + ' ' + event.blockedURI))")
    page.goto(options.report.resolve().as_uri())
    count = page.locator(".chart").count()
    if count == 0:
        if not options.allow_no_figures:
            faults.append(f"{name}: the report has no figure")
    else:
        wait_until(page, FIGURES_DRAWN)
        if on_paper:
            page.emulate_media(media="print", color_scheme=scheme)
            wait_until(
                page, FIGURES_DRAWN +
                " && [...document.querySelectorAll('.chart')]"
                ".every((chart) => chart.dataset.theme === 'light')")
        expected = "light" if on_paper else scheme
        for figure in page.evaluate(INSPECT, FEWEST_MARKS):
            faults += [f"{name}: {figure['id']} {fault}" for fault in figure["faults"]]
            if figure["theme"] != expected:
                faults.append(f"{name}: {figure['id']} is drawn in {figure['theme']}")
    sideways = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if sideways > 0 and not on_paper:
        faults.append(f"{name}: the page scrolls sideways by {sideways} pixels")
    if name == "light" and count:
        faults += pointing_faults(page) + saving_faults(page)
    if options.screenshots:
        page.mouse.move(0, 0)
        page.screenshot(path=options.screenshots / f"{name}.png", full_page=True)
        page.screenshot(
            path=options.screenshots / f"{name}-cover.png", full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": min(1480, 2.2 * width)})
        if on_paper:
            page.emulate_media(media="null", color_scheme=scheme)
            wait_until(page, FIGURES_DRAWN)
            page.pdf(path=options.screenshots / f"{name}.pdf", prefer_css_page_size=True,
                     print_background=True)
    context.close()
    return faults


def wait_until(page, condition):
    """Waits for a condition from outside the page, whose policy lets no string be evaluated in it."""
    deadline = time.monotonic() + TIMEOUT / 1000
    while not page.evaluate(condition):
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {TIMEOUT / 1000:.0f} s this still does not hold: {condition}")
        page.wait_for_timeout(50)


def pointing_faults(page):
    """What goes wrong when the reader points at marks: where tooltips are, one must show."""
    if not page.evaluate(
            "[...document.querySelectorAll('[id$=-specification]')]"
            ".some((one) => one.textContent.includes('\"tooltip\"'))"):
        return []
    for mark in page.locator(".chart .mark-symbol path, .chart .mark-rect path").all()[:40]:
        mark.hover(force=True)
        if page.evaluate("!!document.querySelector('#vg-tooltip-element.visible table')"):
            return []
    return ["pointing: no mark says what it is"]


def saving_faults(page):
    """What goes wrong when the first figure is saved in each form."""
    faults = []
    starts = {"png": b"\x89PNG", "svg": b"<svg", "csv": b""}
    for kind, start in starts.items():
        with page.expect_download() as waiting:
            page.locator(f"button[data-save={kind}]").first.evaluate("(button) => button.click()")
        content = pathlib.Path(waiting.value.path()).read_bytes()
        if not content.startswith(start) or len(content) < 40:
            faults.append(f"saving: the {kind} is not one ({len(content)} bytes)")
        if kind == "csv" and b"," not in content:
            faults.append("saving: the csv has no columns")
    return faults


if __name__ == "__main__":
    sys.exit(main())
