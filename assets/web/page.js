import { WORDS } from "./words.js";

const PROOF_LATE_MS = 15000; // it is proved every four seconds
const at = (id) => document.getElementById(id);
let language = "en";
let status = null;       // as GET /api/status has it; null: not known
let link = "lost";       // live, away, lost
let stream = null;
let door = null;         // as GET /api/door has it
let again = 0;           // timer of the next attempt

function word(name, ...values) {
	const text = WORDS[language][name] ?? WORDS.en[name];
	return text === undefined ? name : text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

function kindWord(kind) {
	return WORDS.en["kind_" + kind] ? word("kind_" + kind) : kind;
}

function say(text, bad) {
	at("message").textContent = text;
	at("message").className = bad ? "bad" : "";
}

function setText(id, text, tongue) {
	const element = at(id);
	if (element.textContent !== text)
		element.textContent = text;
	if (tongue)
		element.lang = tongue;
}

/* Words of the page */

function speak(chosen) {
	language = chosen in WORDS ? chosen : "en";
	document.documentElement.lang = language;
	at("language").value = language;
	for (const element of document.querySelectorAll("[data-word]"))
		element.textContent = word(element.dataset.word);
	show();
	if (status) {
		refresh();
		listen();
	}
}

async function refresh() {
	const answer = await fetch(inLanguage("/api/status")).catch(() => null);
	if (answer?.ok) {
		status = await answer.json();
		show();
	}
}

const inLanguage = (path) => `${path}?language=${language}`;

function remembered() {
	try {
		return localStorage.getItem("language");
	} catch {
		return null;
	}
}

function chooseLanguage() {
	const wanted = [remembered(), ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2));
	speak(wanted.find((tag) => tag in WORDS) ?? "en");
}

/* What is shown */

const time = (iso) => iso ? iso.slice(11, 19) : null;
const readable = (iso) => iso ? iso.slice(0, 16).replace("T", " ") : "–";
const size = (bytes) => bytes >= 1e9 ? (bytes / 1e9).toFixed(1) + " GB" : Math.round(bytes / 1e6) + " MB";

function duration(seconds) {
	const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
	return (days ? days + " d " : "") + (days || hours ? hours + " h " : "") + minutes + " min";
}

function pageTitle(page) {
	return page ? page.title ?? kindWord(page.kind) : word("none");
}

function pageMore(page) {
	const parts = [];
	if (page && page.title)
		parts.push(kindWord(page.kind));
	if (page && page.pages > 1)
		parts.push(word("page", page.page, page.pages));
	if (page && page.since)
		parts.push(word("since", time(page.since)));
	if (page && page.until)
		parts.push(word("until", time(page.until)));
	return parts.join(" · ");
}

function clockWord(clock) {
	if (clock.set_by_hand)
		return word("by_hand", readable(clock.set_by_hand));
	return word(clock.trusted ? "trusted" : "untrusted");
}

function healthRows() {
	const { health, clock, ingest, display, restarts, machine = {} } = status;
	const bad = health.share === "unreachable" || health.share === "hung";
	const rows = [
		["folder", word("share_" + health.share) + (health.reason ? ` (${health.reason})` : ""), bad],
		["files", word("files_are", health.taken, health.refused, health.waiting), health.refused > 0],
		["clock", `${status.now ? status.now.slice(11, 16) + ", " : ""}${clockWord(clock)}`, !clock.trusted],
		["ingest", word(ingest.running ? "runs" : "stopped") + (ingest.restarts ? ", " + word("restarts", ingest.restarts) : ""), !ingest.running],
		["display", (display.path === "memory" ? word("memory_only") : display.driver) + `, ${display.width}×${display.height}`],
	];
	if (health.last_change)
		rows.push(["changed", readable(health.last_change)]);
	if (display.last_present_ms_ago >= 0)
		rows.push(["presented", word("ago", Math.round(display.last_present_ms_ago / 1000))]);
	if (display.last_proof)
		rows.push(["proof", display.last_proof_ms_ago < 0 ? display.last_proof
			: `${word("ago", Math.round(display.last_proof_ms_ago / 1000))}: ${display.last_proof}`,
			display.last_proof_ms_ago > PROOF_LATE_MS]);
	if (restarts?.count)
		rows.push(["own_restarts", `${restarts.count}×, ${readable(restarts.last)}: ${restarts.why}`]);
	if (machine.temperature_c !== undefined)
		rows.push(["temperature", Math.round(machine.temperature_c) + " °C" + (machine.throttled ? ", " + word("throttled") : ""),
			machine.throttled || machine.temperature_c >= 80]);
	if (machine.memory_total)
		rows.push(["memory", word("free", size(machine.memory_available), size(machine.memory_total)),
			machine.memory_available < machine.memory_total / 20]);
	if (machine.disk_total)
		rows.push(["disk", word("free", size(machine.disk_free), size(machine.disk_total)), machine.disk_free < machine.disk_total / 20]);
	if (machine.load !== undefined)
		rows.push(["load", String(machine.load)]);
	if (machine.addresses)
		rows.push(["network", machine.addresses.join(", ") || "–", machine.addresses.length === 0]);
	rows.push(["uptime", duration(status.uptime_s)], ["version", status.version]);
	return rows;
}

function showHealth() {
	const nodes = [];
	for (const [name, text, bad] of healthRows()) {
		const term = document.createElement("dt"), value = document.createElement("dd");
		term.textContent = word(name);
		value.textContent = (bad ? "⚠ " : "") + text;
		value.className = bad ? "bad" : "";
		nodes.push(term, value);
	}
	at("health").replaceChildren(...nodes);
}

function problemItem(problem) {
	const item = document.createElement("li"), level = document.createElement("strong"), words = document.createElement("span");
	const place = document.createElement("code");
	item.className = problem.level;
	level.textContent = word(problem.level) + ": ";
	words.textContent = problem.words + (problem.remedy ? "; " + problem.remedy : "");
	words.lang = status.language;
	place.textContent = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
	item.append(place, level, words);
	return item;
}

function showProblems() {
	const items = status.problems.map(problemItem);
	const note = document.createElement("li");
	if (items.length === 0)
		note.textContent = word("no_problems");
	else if (items.length < status.problems_count)
		note.textContent = word("listed", items.length, status.problems_count);
	at("problems").replaceChildren(...items, ...(note.textContent ? [note] : []));
	setText("problems-count", String(status.problems_count));
	at("problems-count").className = "badge " + (status.problems_count ? "bad" : "well");
}

function isoHere() {
	const now = new Date(), ahead = -now.getTimezoneOffset(), two = (number) => String(number).padStart(2, "0");
	const offset = `${ahead < 0 ? "-" : "+"}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
	return new Date(now.getTime() + ahead * 60000).toISOString().slice(0, 19) + offset;
}

function showClock() {
	const { clock, now } = status, apart = Math.abs(Date.parse(now) - Date.now()) > 60000;
	at("clock").hidden = at("board").hidden || (clock.trusted && !(clock.set_by_hand && apart));
	setText("clock-words", word(clock.trusted ? "clock_told" : "clock_bad"));
}

function show() {
	const badge = at("link");
	badge.hidden = at("board").hidden;
	badge.textContent = word("is_" + link);
	badge.className = "badge " + (link === "live" ? "well" : "bad");
	at("picture").style.opacity = link === "live" ? "1" : ".4";
	if (status === null)
		return;
	document.title = status.screen + " – callboard";
	setText("screen", status.screen);
	setText("now-title", pageTitle(status.shown));
	setText("now-more", [pageMore(status.shown), status.paused ? word("paused") : ""].filter(Boolean).join(" · "));
	setText("then-title", pageTitle(status.next));
	setText("then-more", pageMore(status.next));
	at("picture").alt = word(at("picture").src ? "alt" : "alt_none", pageTitle(status.shown));
	at("pause").dataset.do = at("pause").dataset.word = status.paused ? "resume" : "pause";
	at("pause").textContent = word(at("pause").dataset.word);
	at("clear").hidden = status.shown.kind !== "emergency";
	for (const button of document.querySelectorAll("[data-do]"))
		button.disabled = link !== "live";
	showProblems();
	showHealth();
	showDoor();
	showClock();
}

async function look() {
	try {
		const answer = await fetch("/api/screen.png");
		if (!answer.ok)
			return;
		const url = URL.createObjectURL(await answer.blob()), before = at("picture").src;
		at("picture").src = url;
		await at("picture").decode().catch(() => {});
		if (before)
			URL.revokeObjectURL(before);
		show();
	} catch {
		// the stream tells that the player is gone
	}
}

/* The organizers' PIN */

function showDoor() {
	if (door === null)
		return;
	setText("door-state", door.locked_s > 0 ? word("door_locked", Math.ceil(door.locked_s / 60)) : word(door.pin ? "door_there" : "door_none"));
	at("door-off").hidden = !door.pin;
}

async function askDoor() {
	try {
		door = await (await fetch("/api/door")).json();
	} catch {
		door = null;
	}
	showDoor();
}

async function setDoor(pin, name) {
	try {
		const answer = await post("door/pin", { pin });
		say(answer.ok ? word("done", name) : word("failed", name, answer.error ?? answer.status), !answer.ok);
	} catch {
		say(word("lost"), true);
	}
	at("door-pin").value = "";
	askDoor();
}

/* The connection */

function setLink(now) {
	link = now;
	show();
}

function open(board) {
	at("board").hidden = at("logout").hidden = !board;
	at("login").hidden = board;
	at("clock").hidden ||= !board;
	show();
	if (!board)
		at("token").focus();
}

function later() {
	clearTimeout(again);
	again = setTimeout(begin, 2000);
}

async function begin() {
	clearTimeout(again);
	let answer;
	try {
		answer = await fetch(inLanguage("/api/status"));
	} catch {
		setLink("lost");
		later();
		return;
	}
	if (answer.status === 401) {
		open(false);
		return;
	}
	open(true);
	if (!answer.ok) {
		setLink("away");
		later();
		return;
	}
	status = await answer.json();
	setLink("live");
	look();
	askDoor();
	listen();
}

function listen() {
	stream?.close();
	stream = new EventSource(inLanguage("/api/events"));
	stream.addEventListener("status", (event) => {
		status = JSON.parse(event.data);
		setLink("live");
	});
	stream.addEventListener("picture", look);
	stream.addEventListener("away", () => setLink("away"));
	stream.onerror = () => {
		setLink("lost");
		if (stream.readyState === EventSource.CLOSED)
			later();
	};
}

/* What people do */

async function post(path, body) {
	const answer = await fetch("/api/" + path, {
		method: "POST",
		headers: body ? { "Content-Type": "application/json" } : {},
		body: body && JSON.stringify(body),
	});
	return { ok: answer.ok, status: answer.status, ...(await answer.json().catch(() => ({}))) };
}

function ask(button, ...values) {
	return new Promise((resolve) => {
		setText("ask-words", word(button.dataset.ask, ...values));
		setText("ask-yes", word(button.dataset.word));
		at("ask").onclose = () => { // late news of the time before comes when it is open again
			if (!at("ask").open)
				resolve(at("ask").returnValue === "yes");
		};
		at("ask").returnValue = "no";
		at("ask").showModal();
	});
}

async function act(button) {
	if (button.dataset.ask && !await ask(button))
		return;
	await order(button, button.dataset.do);
}

async function setClock(button) {
	if (await ask(button, readable(status.now), readable(isoHere())))
		await order(button, "clock", { now: isoHere() });
}

async function order(button, path, body) {
	const name = button.textContent;
	try {
		const answer = await post(path, body);
		if (answer.status === 401)
			open(false);
		say(answer.ok ? word("done", name) : word("failed", name, answer.error ?? answer.status), !answer.ok);
	} catch {
		say(word("lost"), true);
	}
}

async function login(secret, wrong) {
	try {
		const answer = await post("login", secret);
		say(answer.ok ? "" : answer.status === 429 ? word("slow") : word(wrong), !answer.ok);
	} catch {
		say(word("lost"), true);
	}
	await begin();
	if (!at("board").hidden && at("message").className === "bad" && wrong === "used")
		say(""); // it is open already: an old link does no harm
}

at("actions").addEventListener("click", (event) => {
	const button = event.target.closest("button");
	if (button)
		act(button);
});
at("clock-set").addEventListener("click", (event) => setClock(event.target));
at("language").addEventListener("change", (event) => {
	try {
		localStorage.setItem("language", event.target.value);
	} catch {
		// then it is forgotten
	}
	speak(event.target.value);
});
at("login-form").addEventListener("submit", (event) => {
	event.preventDefault();
	login({ token: at("token").value.trim() }, "wrong");
	at("token").value = "";
});
at("door-form").addEventListener("submit", (event) => {
	event.preventDefault();
	setDoor(at("door-pin").value, word("door_set"));
});
at("door-off").addEventListener("click", () => setDoor(null, word("door_off")));
at("logout").addEventListener("click", async () => {
	stream?.close();
	clearTimeout(again);
	await post("logout").catch(() => {});
	status = null;
	at("picture").removeAttribute("src");
	say(word("logged_out"));
	open(false);
});

at("open").hidden = location.protocol === "https:" || /^(localhost|127\.[0-9.]+|\[::1\])$/.test(location.hostname);
chooseLanguage();
const code = location.hash.slice(1);
if (/^[0-9a-f]{64}$/.test(code)) {
	history.replaceState(null, "", "/"); // not into the history
	login({ code }, "used");
} else {
	begin();
}
