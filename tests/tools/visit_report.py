#!/usr/bin/env python3
"""Reads the report with a browser, at the widths of phones, and fails where it is not what it should be.

    tests/tools/visit_report.py REPORT OUT     REPORT: as tests/process/test_report_page.sh has it made; OUT: for pictures
"""
import base64
import pathlib
import sys

from browser import Browser

report, out = map(pathlib.Path, sys.argv[1:])
MISTAKES = """[...document.querySelectorAll('.problem')].map((one) => ({
    file: one.parentElement.querySelector('h3').textContent,
    words: one.querySelector('.words').textContent, remedy: one.querySelector('.do')?.textContent ?? null,
    place: one.querySelector('.place')?.textContent ?? null, marked: one.querySelector('mark')?.textContent ?? null,
    put_in: one.querySelector('mark ins')?.textContent ?? null }))"""


def check(fact, words):
    if not fact:
        browser.picture(out / "failed.png")
        sys.exit(f"FAILED: {words}")


def check_layout(name):
    wide = browser.run("document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, f"{name}: {wide} pixels too wide")
    cut = browser.run("""[...document.querySelectorAll('body *')].filter((one) => {
        const box = one.getBoundingClientRect(); return box.width > 0 && (box.left < 0 || box.right > innerWidth + 1) })
        .map((one) => one.outerHTML.slice(0, 200))""")
    check(not cut, f"{name}: beyond the edge: {cut[:3]}")
    small = browser.run("""[...document.querySelectorAll('.words, .do, code')].filter((one) =>
        one.getClientRects().length && parseFloat(getComputedStyle(one).fontSize) < 12).map((one) => one.textContent)""")
    check(not small, f"{name}: too small to read: {small}")


def picture(name, anchor):
    """What a phone shows when this is scrolled to the top."""
    browser.run(f"scrollTo(0, ({anchor}).getBoundingClientRect().top + scrollY - 24)")
    top = browser.run("scrollY")
    data = browser.call("Page.captureScreenshot", clip={"x": 0, "y": top, "width": 390, "height": 844, "scale": 1})["data"]
    (out / f"{name}.png").write_bytes(base64.b64decode(data))


browser = Browser("--lang=pl")
browser.size(390, 844, phone=True)
browser.open(report.as_uri())
browser.wait("location.protocol === 'file:' && document.readyState === 'complete'")
check(browser.run("document.documentElement.lang") == "pl", "not in Polish")

# Ten mistakes, each with its place, the words in question and what to do about it.
EXPECTED = [
    ("03-program.json", "31.02.2018", "wiersz 4 · znak 11", '"31.02.2018"', "28"),
    ("03-program.json", "9.00", "wiersz 7", '"9.00"', "09:00"),
    ("03-program.json", "nie ma tytułu", "wiersz 8", "{", "title"),
    ("03-program.json", "titel", "wiersz 8", '"titel"', "title"),
    ("04-wycieczka.json", "announcment", "wiersz 2", '"announcment"', "announcement"),
    ("04-wycieczka.json", "brakuje przecinka", "wiersz 3", ",", "wstaw przecinek"),
    ("04-wycieczka.json", "zbędny", "wiersz 4", ",", "usuń"),
    ("05-kolacja.json", "cudzysłowu", "wiersz 5", "“text”", '"'),
    ("05-kolacja.json", "wielkie", "wiersz 4", '"Plan.PNG"', "plan.png"),
    ("06-parking.json", "różne wartości", "wiersz 2", '"title"', "zostaw"),
    ("07-wazne.txt", "Windows-1250", "wiersz 1", None, "UTF-8"),
    ("foto.jpg", "strona internetowa", None, None, "JPEG"),
    ("program.pdf", "PDF", None, None, "PNG"),
]
mistakes = browser.run(MISTAKES)
for file, words, place, marked, remedy in EXPECTED:
    found = [one for one in mistakes if one["file"] == file and words in one["words"]]
    check(len(found) == 1, f"{file}, {words}: told {len(found)} times of {mistakes}")
    one = found[0]
    check(remedy in (one["remedy"] or ""), f"no remedy: {one}")
    check(place is None or place in (one["place"] or ""), f"no place: {one}")
    check(marked is None or one["marked"] == marked, f"not these words are marked: {one}")
    check(one["put_in"] == ("," if words == "brakuje przecinka" else None), f"what is put in? {one}")
check(len(mistakes) == len(EXPECTED), f"{len(mistakes)} mistakes are told of")

# The pages that are on now, as pictures that can be seen, with their words for who cannot see them.
pages = browser.run("[...document.images].map((one) => [one.naturalWidth, one.alt])")
check(len(pages) >= 8 and all(width >= 300 and alt for width, alt in pages), f"the pages: {pages}")

for width in (390, 320, 1280):
    browser.size(width, 844, phone=width < 1000)
    check_layout(f"{width} pixels")
browser.size(390, 844, phone=True)
picture("top", "document.body")
picture("comma", "document.querySelector('mark ins').closest('article')")
browser.dark(True)
check(browser.run("""(() => { const rgb = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((a, b) => a + +b, 0);
    return rgb(getComputedStyle(document.body).color) - rgb(getComputedStyle(document.body).backgroundColor) })()""") > 300,
      "no light letters on dark ground at night")
picture("now", "document.images[0].closest('section')")
strange = browser.complaints()
check(not strange, f"the browser complains: {strange}")
browser.end()
