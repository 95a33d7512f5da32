#!/usr/bin/env python3
"""Visits the organizer's page at the door with a browser as wide as a phone, in Polish, and fails where it is not what it should
be.

    tests/tools/visit_door.py ADDRESS STATE FOLDER PHOTO OUT    STATE: the player's; FOLDER: the event's; OUT: for pictures
"""
import json
import pathlib
import sys
import time
import urllib.request

from browser import Browser

address, state, folder, photo, out = sys.argv[1], *map(pathlib.Path, sys.argv[2:6])
door = folder / "callboard-door"
AT = "document.getElementById('%s')"
GROUPS = "Praca w podgrupach"


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
    small = browser.run("""[...document.querySelectorAll('main button, main select, main input, textarea')].filter((one) => one.offsetParent &&
        (one.offsetHeight < 44 || one.scrollWidth > one.clientWidth + 1)).map((one) => one.textContent || one.id)""")
    check(not small, f"{name}: too small for a finger, or cut: {small}")
    nameless = browser.run("""[...document.querySelectorAll('button, select, input, textarea, img, section')].filter((one) =>
        one.offsetParent && !(one.alt || one.ariaLabel || one.labels?.length || one.textContent.trim())).map((one) => one.outerHTML)""")
    check(not nameless, f"{name}: without a name: {nameless}")


def item(title):
    """The element of the session whose title begins so."""
    return f"[...document.querySelectorAll('#sessions .session')].find((one) => one.textContent.includes({title!r}))"


def press(words, within="document"):
    """In one go, for the page may make its buttons anew at any moment."""
    browser.wait(f"""(() => {{ const found = [...{within}.querySelectorAll('button')].find((one) =>
        one.textContent === {words!r} && one.offsetParent); found?.click(); return Boolean(found) }})()""")


def gone(path, limit_s=30):
    """The list may be looked at before the last of it is put away."""
    end = time.monotonic() + limit_s
    while path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    check(not path.exists(), f"something is left: {[str(one) for one in path.rglob('*')]}")


def technician(path, body):
    request = urllib.request.Request(address + path, json.dumps(body).encode(), {
        "Authorization": "Bearer " + (state / "token").read_text().strip(), "Content-Type": "application/json"})
    urllib.request.urlopen(request).read()


browser = Browser("--lang=pl-PL", "--accept-lang=pl")
browser.size(390, 844, phone=True)

# Without a PIN it is off; with one there is a form, and a wrong one is refused.
browser.open(address + "/door")
browser.wait(f"!{AT % 'off'}.hidden")
check("Technik" in text("off"), "nobody says how to switch it on")
technician("/api/door/pin", {"pin": "314159"})
browser.open(address + "/door")
browser.wait(f"!{AT % 'login'}.hidden && document.activeElement.id === 'pin'")
check_layout("door-login")
browser.type("000000")
browser.press("Enter")
browser.wait(f"{AT % 'message'}.textContent === 'To nie jest ten PIN.'")
check(browser.run(f"{AT % 'board'}.hidden"), "a wrong PIN opens it")
browser.wait("document.activeElement.id === 'pin'")
browser.type("314159")
browser.press("Enter")
browser.wait(f"!{AT % 'board'}.hidden && {AT % 'picture'}.naturalWidth > 0")
check(browser.run("document.cookie") == "", "scripts can read the cookie")
check(browser.run("document.documentElement.lang") == "pl" and text("today-title") == "Dzisiaj", "not in Polish")
browser.wait(f"{item('Stan prac')}.textContent.includes('teraz')")
browser.wait(f"{item('Przerwa kawowa')}.textContent.includes('następne')")
check_layout("door-today")

# By keyboard: a session is opened and made later, twice, seen by the wall, and the focus stays.
browser.run(f"{item(GROUPS)}.querySelector('button').focus()")
browser.press("Enter")
browser.wait(f"{item(GROUPS)}.querySelector('button').ariaExpanded === 'true'")
for minutes in (10, 20):
    for _ in range(9):
        if browser.run("document.activeElement.textContent") == "10 minut później":
            break
        browser.press("Tab")
    browser.press("Enter")
    browser.wait(f"{item(GROUPS)}.textContent.includes('{minutes} min później')", 30)
check(browser.run("document.activeElement.textContent") == "10 minut później", "the focus is gone")
check(json.loads((door / "changes.json").read_text())["sessions"][0]["delay_minutes"] == 20, "not in the folder")

# Another room, typed; while somebody types the list stands still.
browser.run(f"{{ const choice = {AT % 'room-choice'}; choice.value = ''; choice.dispatchEvent(new Event('change')) }}")
browser.run(f"{AT % 'room-choice'}.parentElement.querySelector('input').focus()")
browser.type("Sala lustrzana")
press("Przenieś")
browser.wait(f"{item(GROUPS)}.textContent.includes('Sala lustrzana')", 30)

# Cancelled by a finger, and back.
browser.run(f"{item('Przerwa kawowa')}.querySelector('button').click()")
press("Odwołane", item("Przerwa kawowa"))
browser.wait(f"{item('Przerwa kawowa')}.classList.contains('cancelled')", 30)

# A message and a photo, whose states come by themselves.
browser.run(f"{AT % 'title'}.focus()")
browser.type("Znaleziono klucze")
browser.run(f"{AT % 'text'}.focus()")
browser.type("Czekają w recepcji.")
press("Pokaż", AT % "tell")
browser.wait(f"{AT % 'changes'}.textContent.includes('Znaleziono klucze')", 30)
check(browser.run(f"{AT % 'title'}.value") == "", "the form is still full")
node = browser.call("DOM.querySelector", nodeId=browser.call("DOM.getDocument")["root"]["nodeId"], selector="#file")["nodeId"]
browser.call("DOM.setFileInputFiles", nodeId=node, files=[str(photo)])
press("Pokaż", AT % "send")
browser.wait(f"{AT % 'changes'}.textContent.includes('kwiaty.jpg')", 30)
browser.wait("document.querySelectorAll('#changes .state.shown').length === 4", 60)
check_layout("door")
browser.dark(True)
check_layout("door-dark")

# What strangers name is text.
technician("/api/door/session", {"session": {"title": "Kolacja"}, "room": "<b>Tu</b>"})
browser.wait(f"{item('Kolacja')}.textContent.includes('<b>Tu</b>')", 30)
technician("/api/door/session", {"session": {"title": "Kolacja"}, "as_planned": True})
browser.wait("document.querySelectorAll('#changes li').length === 4", 30)

# Each taken back by its button, which says what it takes back; then the folder is as it was.
check(browser.run("document.querySelector('#changes button').ariaLabel.length") > 10, "all buttons are called alike")
for left in (3, 2, 1, 0):
    press("Cofnij", AT % "changes")
    browser.wait(f"document.querySelectorAll('#changes li').length === {left}", 30)
gone(door)
browser.wait(f"!{item('Przerwa kawowa')}.classList.contains('cancelled')", 30)

# Another PIN sends everybody out.
technician("/api/door/pin", {"pin": "271828"})
browser.run("[...document.querySelectorAll('.does button')][0]?.click()") # unless it is out already
browser.wait(f"!{AT % 'login'}.hidden", 30)
check(not door.exists(), "it was done all the same")

strange = [one for one in browser.complaints() if one[0] != "network"]
check(not strange, f"the browser complains: {strange}")
browser.end()
