#!/usr/bin/env python3
"""Visits the control page with a browser, at the width of a desk and of a phone, and fails where it is not what it should be.

    tests/tools/visit_page.py LINK STATE FOLDER OUT     LINK: as the player prints it; STATE: its state folder, FOLDER: of
                                                        its content; OUT: for pictures
"""
import json
import pathlib
import sys
import urllib.parse

from browser import Browser

link, (state, folder, out) = sys.argv[1], map(pathlib.Path, sys.argv[2:5])
address = urllib.parse.urldefrag(link).url
token = (state / "token").read_text().strip()
AT = "document.getElementById('%s')"
SHOWN = AT % "picture" + ".naturalWidth > 0"


def text(name):
    return browser.run((AT % name) + ".textContent")


def check(fact, words):
    if not fact:
        browser.picture(out / "failed.png")
        sys.exit(f"FAILED: {words}")


def check_layout(name):
    browser.picture(out / f"{name}.png")
    wide = browser.run("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"{name}: {wide} pixels too wide")
    small = browser.run("""[...document.querySelectorAll('button, select, input')].filter((one) => one.offsetParent &&
        (one.offsetHeight < 36 || one.scrollWidth > one.clientWidth + 1)).map((one) => one.textContent || one.id)""")
    check(not small, f"{name}: too small, or cut: {small}")
    nameless = browser.run("""[...document.querySelectorAll('button, select, input, img, section')].filter((one) =>
        one.offsetParent && !(one.alt || one.labels?.length || one.textContent.trim())).map((one) => one.outerHTML)""")
    check(not nameless, f"{name}: without a name: {nameless}")


browser = Browser("--lang=en-GB")
browser.size(1280, 800)

# Without the token there is a form, and nothing else; a wrong one is refused.
browser.open(address)
browser.wait(f"!{AT % 'login'}.hidden && document.activeElement.id === 'token'")
check(browser.run(f"{AT % 'board'}.hidden && !{AT % 'picture'}.src"), "the board shows without the token")
check_layout("login")
browser.type("nonsense")
browser.press("Enter")
browser.wait(f"{AT % 'message'}.className === 'bad'")
check(browser.run(f"{AT % 'board'}.hidden"), "a wrong token opens the board")
browser.type(token)
browser.press("Enter")
browser.wait(SHOWN)
check(browser.run("document.cookie") == "", "scripts can read the cookie")
browser.run(f"{AT % 'logout'}.click()")
browser.wait(f"!{AT % 'login'}.hidden")

# The link opens it, and is not kept in the history.
browser.open(link)
browser.wait(SHOWN)
browser.wait("location.hash === ''")
check(browser.run(f"{AT % 'board'}.hidden") is False and text("screen") == "foyer", "the link opens nothing")
check_layout("desk")

# The clock cannot be trusted, and is set from here; both times are shown before.
browser.wait(f"!{AT % 'clock'}.hidden")
browser.run(f"{AT % 'clock-set'}.click()")
browser.wait(f"{AT % 'ask'}.open")
times = [line.split(": ", 1)[-1] for line in text("ask-words").splitlines()[:2]]
check(len(times[0]) == len(times[1]) == 16 and times[0] < times[1], f"it asks with {times}")
browser.run(f"{AT % 'ask-yes'}.click()")
browser.wait(f"{AT % 'clock'}.hidden && {AT % 'health'}.textContent.includes('set by hand')")

browser.wait(f"{AT % 'problems'}.querySelector('[lang=en]') !== null")
problem = text("problems")

# By keyboard alone: the next page, seen to change by the event.
before, title = browser.run(f"{AT % 'picture'}.src"), text("now-title")
for _ in range(30):
    browser.press("Tab")
    if browser.run("document.activeElement.dataset.do") == "next":
        break
browser.press("Enter")
browser.wait(f"{AT % 'now-title'}.textContent !== {title!r}")
browser.wait(f"{AT % 'picture'}.src !== {before!r}")
check(text("now-title") in browser.run(f"{AT % 'picture'}.alt"), "the picture's name is not what it shows")

# Strangers' titles are text.
browser.wait(f"{AT % 'then-title'}.textContent.includes('<b>') || {AT % 'now-title'}.textContent.includes('<b>')")

# The policy holds: no script of somebody else's, nothing from elsewhere.
browser.run("""const script = document.createElement('script'); script.textContent = 'window.broken = true';
    document.body.append(script)""")
check(browser.run("window.broken") is None, "a script in the page runs")
blocked = browser.run("fetch('http://127.0.0.1:9/').then(() => false, () => true)")
check(blocked, "it fetches from elsewhere")
check(len([one for one in browser.complaints() if "Content Security Policy" in one[1]]) >= 2, "the policy was not asked")

# On a phone, in Polish, in the dark.
browser.size(390, 844, phone=True)
browser.dark(True)
browser.run(f"{{ const list = {AT % 'language'}; list.value = 'pl'; list.dispatchEvent(new Event('change')) }}")
check(text("logout") == "Wyloguj" and browser.run("document.documentElement.lang") == "pl", "not in Polish")
browser.wait(f"{AT % 'problems'}.querySelector('[lang=pl]') !== null")
check(text("problems") != problem and "half.json" in text("problems"), "the problem is not told in Polish")
browser.wait(f"{AT % 'health'}.textContent.includes('o czasie')") # the picture is proved, and that is told
check_layout("phone")

# A restart asks first, and the page is back by itself.
browser.wait("!document.querySelector('[data-do=restart]').disabled") # not while the player is busy
browser.run("document.querySelector('[data-do=restart]').click()")
browser.wait(f"{AT % 'ask'}.open")
check_layout("ask")
browser.press("Escape")
browser.wait(f"!{AT % 'ask'}.open")
check("gotowe" not in text("message"), "Escape restarts")
browser.run(f"window.links = []; new MutationObserver(() => links.push({AT % 'link'}.textContent)).observe({AT % 'link'},"
            "{ childList: true, characterData: true, subtree: true })")
browser.wait("!document.querySelector('[data-do=restart]').disabled") # not while the player is busy
browser.run("document.querySelector('[data-do=restart]').click()")
browser.wait(f"{AT % 'ask'}.open")
browser.run(f"{AT % 'ask'}.close('no'); document.querySelector('[data-do=restart]').click()") # changed their mind, in one go
browser.wait(f"{AT % 'ask'}.open && {AT % 'ask'}.returnValue === 'no'")
browser.run("new Promise((done) => setTimeout(done, 100))") # the first time's end is told in between
browser.run(f"{AT % 'ask-yes'}.click()")
browser.wait(f"{AT % 'message'}.textContent.includes('gotowe')")
browser.wait("links.some((words) => words !== 'na żywo')")
browser.wait(f"{AT % 'link'}.textContent === 'na żywo'")

# The agendas on a small phone: for everybody, in their own language, and nothing reaches over the edge.
event = {"type": "event", "name": "Zjazd", "language": "pl", "agenda_page": True}
session = {"start": "00:00", "end": "24:00", "title": "Tytuł " + "bezodstępu" * 8, "room": "Sala A", "note": "Miejsca są"}
days = {"type": "agenda", "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "sessions": [session]}
(folder / "event.json").write_text(json.dumps([event, days]))
browser.wait("fetch('/agenda').then((answer) => answer.ok)")
browser.size(320, 640, phone=True)
browser.open(address + "agenda")
browser.wait("document.querySelector('li.on h4') !== null")
check(browser.run("document.documentElement.lang") == "pl" and browser.run("document.title") == "Zjazd", "the agenda's language, or title")
browser.wait("getComputedStyle(document.querySelector('li.on')).display === 'grid'") # its style is there
check_layout("agenda")

strange = [one for one in browser.complaints() if "Content Security Policy" not in one[1] and one[0] != "network"]
check(not strange, f"the browser complains: {strange}")
browser.end()
