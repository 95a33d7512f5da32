import { WORDS } from "./door-words.js";

const at = (id) => document.getElementById(id);
let language = "en";
let programme = null;    // as GET /api/programme has it
let changes = [];        // as GET /api/door/changes has them
let key = null;          // of the set that is played
let share = null;
let shown = null;        // title of what is on the screen
let opened = null;       // which session's buttons are there
let link = "lost";
let stream = null;
let again = 0, soon = 0; // timers: of the next attempt to connect, of the next look at what is on its way
let late = false;        // the list waits until somebody has typed

function word(name, ...values) {
	const text = WORDS[language][name] ?? WORDS.en[name];
	return text === undefined ? name : text.replace(/\{(\d)\}/g, (_, i) => values[i]);
}

function say(text, bad) {
	at("message").textContent = text;
	at("message").className = bad ? "bad" : "";
}

/* Words of the page */

function speak(chosen) {
	language = chosen in WORDS ? chosen : "en";
	document.documentElement.lang = language;
	at("language").value = language;
	for (const element of document.querySelectorAll("[data-word]"))
		element.textContent = word(element.dataset.word);
	show();
}

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

function make(tag, name, text) {
	const element = document.createElement(tag);
	if (name)
		element.className = name;
	if (text !== undefined)
		element.textContent = text;
	return element;
}

function button(words, focus, does) {
	const made = make("button", "", words);
	made.type = "button";
	made.dataset.focus = focus;
	made.addEventListener("click", does);
	return made;
}

const time = (iso) => iso.slice(11, 16);
const nameOf = (which) => JSON.stringify(which);

function tags(session) {
	const list = make("span", "tags");
	if (session.on)
		list.append(make("span", "badge well", word("on")));
	if (session.next)
		list.append(make("span", "badge soon", word("next")));
	if (session.cancelled)
		list.append(make("span", "badge changed", word("cancelled")));
	if (session.delay_minutes > 0)
		list.append(make("span", "badge changed", word("delayed", session.delay_minutes)));
	if (session.was_room !== null && session.was_room !== session.room)
		list.append(make("span", "badge changed", word("moved", session.was_room)));
	return list;
}

function change(session, said, words) {
	return act("door/session", { session: session.which, ...said }, word("done", `${session.title} – ${words}`));
}

function roomChoice(session, name) {
	const box = make("div", "wide"), label = make("label", "", word("room")), choice = make("select"), other = make("input");
	choice.id = "room-choice";
	label.htmlFor = choice.id;
	choice.dataset.focus = name + "choice";
	for (const room of programme.rooms)
		if (room !== session.room)
			choice.append(new Option(room, room));
	choice.append(new Option(word("other"), ""));
	other.type = "text";
	other.maxLength = 100;
	other.ariaLabel = other.placeholder = word("room_name");
	other.hidden = choice.value !== "";
	choice.addEventListener("change", () => {
		other.hidden = choice.value !== "";
	});
	const move = button(word("move"), name + "move", () => {
		const room = choice.value || other.value.trim();
		move.focus(); // not every browser does it by itself, and who still types sees no change
		if (room)
			change(session, { room }, word("to_room", room));
	});
	box.append(label, choice, move, other);
	return box;
}

function does(session, name) {
	const box = make("div", "does");
	if (!session.all_day)
		box.append(button(word("later"), name + "later", () => change(session, { delay_minutes: 10 }, word("later"))));
	box.append(button(word(session.cancelled ? "uncancel" : "cancel"), name + "cancel",
		() => change(session, { cancelled: !session.cancelled }, word(session.cancelled ? "takes_place" : "cancelled"))));
	box.append(roomChoice(session, name));
	if (changes.some((one) => one.kind === "session" && nameOf(one.session) === name)) {
		const planned = button(word("planned"), name + "planned", () => change(session, { as_planned: true }, word("planned")));
		planned.style.gridColumn = "1 / -1";
		box.append(planned);
	}
	return box;
}

function sessionItem(session) {
	const name = nameOf(session.which), item = make("li", "session" + (session.on ? " on" : "") + (session.cancelled ? " cancelled" : ""));
	const head = button(undefined, name, () => {
		opened = opened === name ? null : name;
		showSessions();
	});
	head.ariaExpanded = String(opened === name);
	const day = programme.clock_trusted ? "" : session.which.date + " ";
	head.append(make("span", "time", session.all_day ? "" : time(session.start)), make("span", "name", session.title),
		make("span", "where", day + [session.room, session.all_day ? word("whole_day") : "–" + time(session.end), session.speakers.join(", ")].filter(Boolean).join(" · ")),
		tags(session));
	item.append(head);
	if (opened === name)
		item.append(does(session, name));
	return item;
}

const typing = () => ["INPUT", "SELECT"].includes(document.activeElement?.tagName) && at("board").contains(document.activeElement.closest(".sessions"));

function showSessions() {
	late = programme !== null && typing();
	if (programme === null || late)
		return;
	const focus = document.activeElement?.dataset?.focus, open = [], over = [];
	for (const session of programme.sessions)
		(session.over ? over : open).push(sessionItem(session));
	at("sessions").replaceChildren(...open, ...(open.length + over.length ? [] : [make("li", "more", word("none_today"))]));
	at("over").replaceChildren(...over);
	at("earlier").hidden = over.length === 0;
	at("earlier-title").textContent = word("earlier", over.length);
	if (focus)
		[...document.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === focus)?.focus();
}

function changeWords(one) {
	if (one.kind === "message")
		return word("a_message", one.title || one.text || "") + (one.until ? ", " + word("until_then", one.until.slice(11) || one.until) : "");
	if (one.kind === "photo")
		return word("a_photo", one.file.split("/").pop());
	const said = [];
	if (one.delay_minutes)
		said.push(word("delayed", one.delay_minutes));
	if (one.cancelled !== undefined)
		said.push(word(one.cancelled ? "cancelled" : "takes_place"));
	if (one.room)
		said.push(word("to_room", one.room));
	return `${one.session?.title ?? one.session}: ${said.join(", ")}`;
}

function changeItem(one) {
	const item = make("li"), state = make("p", "state " + one.state), words = [one.words, one.remedy].filter(Boolean).join("; ");
	state.textContent = word("state_" + one.state, words);
	const undo = button(word("undo"), one.file + nameOf(one.session ?? null),
		() => act("door/undo", { file: one.file, session: one.session }, word("undone")));
	undo.ariaLabel = `${word("undo")}: ${changeWords(one)}`;
	item.append(make("p", "", changeWords(one)), undo, state);
	return item;
}

function showChanges() {
	const focus = document.activeElement?.dataset?.focus;
	at("changes").replaceChildren(...[...changes].sort((a, b) => (b._at ?? b.file).localeCompare(a._at ?? a.file)).map(changeItem));
	at("no-changes").hidden = changes.length > 0;
	if (focus)
		[...document.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === focus)?.focus();
}

function namePicture() {
	at("picture").alt = !at("picture").src ? word("alt_none") : shown ? word("alt", shown) : word("live");
}

function show() {
	const badge = at("link");
	badge.hidden = at("board").hidden;
	badge.textContent = word("is_" + link);
	badge.className = "badge " + (link === "live" ? "well" : "bad");
	at("picture").style.opacity = link === "live" ? "1" : ".4";
	namePicture();
	if (programme === null)
		return;
	document.title = programme.screen + " – callboard";
	at("screen").textContent = programme.event ?? programme.screen;
	at("share").hidden = share === null || share === "readable";
	at("share").textContent = at("share").hidden ? "" : word("share_" + share);
	at("unset").hidden = programme.clock_trusted;
	showSessions();
	showChanges();
}

let picturing = false;

async function look() {
	if (picturing)
		return;
	picturing = true;
	try {
		const answer = await fetch("/api/screen.png");
		if (answer.ok) {
			const url = URL.createObjectURL(await answer.blob()), before = at("picture").src;
			at("picture").src = url;
			namePicture();
			await at("picture").decode().catch(() => {});
			if (before)
				URL.revokeObjectURL(before);
		}
	} catch {
		// the stream tells that the player is gone
	}
	picturing = false;
}

/* The connection */

function setLink(now) {
	link = now;
	show();
}

function open(which) {
	for (const name of ["off", "login", "board"])
		at(name).hidden = name !== which;
	at("logout").hidden = which !== "board";
	if (which === "login")
		at("pin").focus();
	show();
}

function later() {
	clearTimeout(again);
	again = setTimeout(begin, 2000);
}

async function load(path) {
	const answer = await fetch("/api/" + path);
	if (answer.status === 401)
		throw new Error("401");
	return { ok: answer.ok, status: answer.status, ...(await answer.json().catch(() => ({}))) };
}

/* The programme, and what was told. What is on its way is asked for again soon. */
async function refresh() {
	clearTimeout(soon);
	try {
		const today = await load(`programme?language=${language}`);
		if (today.ok || today.sessions)
			programme = today;
		share = programme?.share ?? share;
		const told = await load(`door/changes?language=${language}`);
		if (told.changes)
			changes = told.changes;
		else if (told.status === 504)
			share = "hung";
	} catch (error) {
		if (error.message === "401")
			begin();
		return;
	}
	if (changes.some((one) => one.state === "waiting"))
		soon = setTimeout(refresh, 1500);
	show();
}

async function begin() {
	clearTimeout(again);
	stream?.close();
	try {
		const answer = await load("programme");
		if (!answer.sessions) {
			open("board");
			setLink("away");
			later();
			return;
		}
		programme = answer;
		share = answer.share;
	} catch (error) {
		if (error.message !== "401") {
			setLink("lost");
			later();
			return;
		}
		programme = null;
		const door = await load("door").catch(() => ({ pin: true }));
		open(door.pin ? "login" : "off");
		return;
	}
	open("board");
	setLink("live");
	look();
	refresh();
	listen();
}

function listen() {
	stream = new EventSource("/api/events");
	stream.addEventListener("status", (event) => {
		const status = JSON.parse(event.data), set = status.key ?? status.deck?.key, now = status.share ?? status.health?.share;
		shown = status.shown?.title ?? null;
		namePicture();
		if (link !== "live")
			setLink("live");
		if (set !== key || now !== share)
			refresh();
		key = set;
		share = now;
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

function failure(answer) {
	if (answer.code && WORDS.en["code_" + answer.code.replace("-", "")])
		return word("code_" + answer.code.replace("-", ""));
	if (WORDS.en["status_" + answer.status])
		return word("status_" + answer.status);
	return word("failed", answer.error ?? answer.status);
}

async function post(path, body) {
	const answer = await fetch("/api/" + path, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body ?? {}),
	});
	return { ok: answer.ok, status: answer.status, wait: answer.headers.get("Retry-After"), ...(await answer.json().catch(() => ({}))) };
}

function told(answer, words) {
	if (answer.status === 401) {
		begin();
		say(word("again"), true);
		return false;
	}
	say(answer.ok ? words : failure(answer), !answer.ok);
	refresh();
	return answer.ok;
}

let acting = false;

async function act(path, body, words) {
	if (acting) // a second tap while the first is under way
		return false;
	acting = true;
	try {
		return told(await post(path, body), words);
	} catch {
		say(word("lost"), true);
		return false;
	} finally {
		acting = false;
	}
}

function upload(file) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", `/api/door/photo?name=${encodeURIComponent(file.name)}`);
		request.upload.onprogress = (event) => {
			at("progress").value = event.lengthComputable ? event.loaded / event.total : 0;
		};
		request.onload = () => {
			let answer = {};
			try {
				answer = JSON.parse(request.responseText);
			} catch {
				// the status tells
			}
			resolve({ ...answer, ok: request.status === 200, status: request.status });
		};
		request.onerror = reject;
		request.send(file);
	});
}

at("language").addEventListener("change", (event) => {
	try {
		localStorage.setItem("language", event.target.value);
	} catch {
		// then it is forgotten
	}
	speak(event.target.value);
	if (!at("board").hidden)
		refresh();
});
at("login-form").addEventListener("submit", async (event) => {
	event.preventDefault();
	const pin = at("pin").value.trim();
	at("pin").value = "";
	try {
		const answer = await post("door/login", { pin });
		if (answer.ok)
			say("");
		else if (answer.status === 429)
			say(answer.wait > 10 ? word("locked", Math.ceil(answer.wait / 60)) : word("slow"), true);
		else
			say(answer.status === 401 ? word("wrong") : failure(answer), true);
	} catch {
		say(word("lost"), true);
	}
	begin();
});
at("logout").addEventListener("click", async () => {
	stream?.close();
	clearTimeout(again);
	await post("door/logout").catch(() => {});
	programme = null;
	at("picture").removeAttribute("src");
	say(word("logged_out"));
	open("login");
});
at("tell").addEventListener("submit", async (event) => {
	event.preventDefault();
	const title = at("title").value.trim(), text = at("text").value.trim(), until = at("until").value;
	if (!title && !text) {
		say(word("nothing"), true);
		at("title").focus();
		return;
	}
	const length = until === "day" ? { until } : until ? { minutes: Number(until) } : {};
	if (await act("door/message", { title, text, ...length }, word("told")))
		at("tell").reset();
});
at("send").addEventListener("submit", async (event) => {
	event.preventDefault();
	const file = at("file").files[0];
	if (!file || acting)
		return;
	acting = true;
	at("progress").hidden = false;
	at("progress").value = 0;
	say(word("sending"));
	try {
		if (told(file.size > 25 * 1024 * 1024 ? { status: 413 } : await upload(file), word("sent")))
			at("send").reset();
	} catch {
		say(word("lost"), true);
	}
	at("progress").hidden = true;
	acting = false;
});
at("board").addEventListener("focusout", () => setTimeout(() => late && showSessions()));
setInterval(() => link === "live" && refresh(), 30000); // what is on now is another thing by and by

chooseLanguage();
begin();
