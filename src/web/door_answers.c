/* What whoever is let in at the door sees and does: the programme, changes to it, messages, photos. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "formats/set.h"
#include "model/room.h"
#include "web/answer.h"
#include "web/door.h"
#include "web/door_files.h"
#include "web/edits.h"
#include "web/programme.h"
#include "web/routes_parts.h"

enum { SHORT_MS = 5000, PHOTO_MS = 60000, MINUTES_MOST = 7 * 1440 };

struct view { /* how things are while a request is answered */
	cJSON *status;
	struct programme programme;
	char at[20];    /* "2018-10-22T10:14:00" */
	char stamp[18]; /* "2018-10-22-101400" */
};

static const cJSON *get(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(const cJSON *object, const char *key)
{
	return cJSON_GetStringValue(get(object, key));
}

/* The deck that is played; kept until it is another. */
static const struct deck *deck_of(struct door *door, const char *key)
{
	if (key == NULL || (door->key != NULL && strcmp(door->key, key) == 0))
		return key != NULL ? door->deck : NULL;
	const char *reason;
	deck_destroy(door->deck);
	free(door->key);
	door->deck = set_load(door->state, &reason);
	door->key = door->deck != NULL ? text_copy(key) : NULL;
	return door->deck;
}

static void view_finish(struct view *view)
{
	cJSON_Delete(view->status);
}

/* True; or the request was answered, *result is what that gave, and there is nothing to finish. */
static bool view_init(struct view *view, struct routes *routes, struct MHD_Connection *connection,
		      enum MHD_Result *result)
{
	int error, offset_s = 0;
	bool has_offset;
	struct civil now = {.date = {1970, 1, 1}};
	*view = (struct view){.status = player_state(routes->state, &error)};
	if (view->status == NULL) {
		*result = answer_error(connection, error);
		return false;
	}
	const char *told = text_of(view->status, "now");
	if (told != NULL)
		civil_parse(told, &now, &has_offset, &offset_s);
	view->programme = (struct programme){
		.deck = deck_of(&routes->door, text_of(get(view->status, "deck"), "key")),
		.screen = text_of(view->status, "screen"),
		.now_utc_s = civil_seconds(now) - offset_s,
		.clock_trusted = cJSON_IsTrue(get(get(view->status, "clock"), "trusted")),
	};
	snprintf(view->at, sizeof view->at, "%.19s", told != NULL ? told : "1970-01-01T00:00:00");
	snprintf(view->stamp, sizeof view->stamp, "%.10s-%.2s%.2s%.2s", view->at, view->at + 11, view->at + 14,
		 view->at + 17);
	if (view->programme.deck != NULL && view->programme.screen != NULL)
		return true;
	view_finish(view);
	*result = answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the screen has nothing to show yet", NULL);
	return false;
}

/* An answer of what touches the folder, as it goes out. */
static enum MHD_Result pass_on(struct MHD_Connection *connection, cJSON *answer)
{
	unsigned status = MHD_HTTP_OK;
	if (answer == NULL)
		return answer_refused(connection, MHD_HTTP_GATEWAY_TIMEOUT, "the folder does not answer", NULL);
	if (cJSON_IsNumber(get(answer, "status")))
		status = (unsigned)get(answer, "status")->valuedouble;
	cJSON_DeleteItemFromObjectCaseSensitive(answer, "status");
	return answer_json(connection, status, answer);
}

/* Has it done; the handler is called again when there is an answer. Deletes what is asked. */
static enum MHD_Result ask(struct routes *routes, struct MHD_Connection *connection, struct request *request,
			   const struct view *view, cJSON *asked)
{
	int error = 0;
	const char *folder = text_of(view->status, "folder"), *share = text_of(get(view->status, "health"), "share");
	bool hung = share != NULL && strcmp(share, "hung") == 0;
	bool there = folder != NULL && share != NULL && strcmp(share, "readable") == 0;
	if (there)
		request->writing = writers_ask(routes->door.writers, connection, folder, asked, request->file_fd,
					       request->file_fd >= 0 ? PHOTO_MS : SHORT_MS, &error);
	cJSON_Delete(asked);
	if (request->writing != NULL)
		return MHD_YES;
	if (hung || error == -ETIMEDOUT)
		return pass_on(connection, NULL);
	if (error == -EBUSY)
		return answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
				      "others are writing just now: try again in a moment", NULL);
	if (error != 0)
		return answer_refused(connection, MHD_HTTP_INTERNAL_SERVER_ERROR, strerror(-error), NULL);
	return answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "the folder cannot be reached now", NULL);
}

static cJSON *asking(const char *what, const char *in)
{
	cJSON *asked = cJSON_CreateObject();
	cJSON_AddStringToObject(asked, "do", what);
	if (in != NULL)
		cJSON_AddStringToObject(asked, "in", in);
	return asked;
}

static cJSON *body_of(const struct request *request)
{
	return cJSON_ParseWithLength(buffer_text(&request->body), request->body.length);
}

enum MHD_Result door_programme(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	struct view view;
	enum MHD_Result result;
	(void)request;
	if (!view_init(&view, routes, connection, &result))
		return result;
	cJSON *report = programme_report(&view.programme);
	const char *share = text_of(get(view.status, "health"), "share");
	cJSON_AddStringToObject(report, "share", share != NULL ? share : "unreachable");
	view_finish(&view);
	return answer_json(connection, MHD_HTTP_OK, report);
}

/* The folders of the deck's events, where changes lie. */
static cJSON *folders_of(const struct deck *deck)
{
	cJSON *folders = cJSON_CreateArray();
	for (size_t i = 0; i < deck->events_count; i++) {
		bool known = false;
		for (size_t before = 0; before < i; before++)
			known |= strcmp(deck->events[before].folder, deck->events[i].folder) == 0;
		if (!known)
			cJSON_AddItemToArray(folders, cJSON_CreateString(deck->events[i].folder));
	}
	return folders;
}

/* What the wall made of a message or a photo. */
static const char *state_of_file(const struct view *view, cJSON *change)
{
	const char *file = text_of(change, "file"), *until = text_of(change, "until");
	const cJSON *problem;
	cJSON_ArrayForEach(problem, get(view->status, "problems"))
	{
		if (!text_equal(text_of(problem, "path"), file) || !text_equal(text_of(problem, "level"), "refused"))
			continue;
		const char *words = text_of(problem, "words"), *remedy = text_of(problem, "remedy");
		cJSON_AddStringToObject(change, "words", words != NULL ? words : "");
		if (remedy != NULL)
			cJSON_AddStringToObject(change, "remedy", remedy);
		return "refused";
	}
	if (until != NULL && view->programme.clock_trusted && strncmp(view->at, until, strlen(until)) > 0)
		return "over";
	for (size_t i = 0; i < view->programme.deck->slides_count; i++)
		if (strcmp(view->programme.deck->slides[i].source, file) == 0)
			return "shown";
	return "waiting";
}

static const char *state_of_session(const struct view *view, const cJSON *change)
{
	struct programme_session found;
	const char *date = text_of(get(change, "session"), "date"), *room = text_of(change, "room");
	const cJSON *delay = get(change, "delay_minutes");
	if (!cJSON_IsObject(get(change, "session")) ||
	    programme_find(&view->programme, get(change, "session"), &found) == 0)
		return date != NULL && strncmp(date, view->at, strlen(date)) == 0 ? "unmatched" : "other_day";
	if ((cJSON_IsTrue(get(change, "cancelled")) && !found.session->cancelled) ||
	    (cJSON_IsNumber(delay) && found.session->delay_minutes < delay->valuedouble) ||
	    (room != NULL && !room_same(room, found.session->room)))
		return "waiting";
	return "shown";
}

enum MHD_Result door_changes(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	struct view view;
	enum MHD_Result result;
	if (!view_init(&view, routes, connection, &result))
		return result;
	if (request->writing == NULL) {
		cJSON *asked = asking("list", NULL);
		cJSON_AddItemToObject(asked, "in", folders_of(view.programme.deck));
		result = ask(routes, connection, request, &view, asked);
	} else {
		cJSON *answer = writing_answer(request->writing), *change;
		tongues_translate(routes_language(routes, connection), view.status);
		cJSON_ArrayForEach(change, get(answer, "changes"))
		{
			bool session = strcmp(text_of(change, "kind"), "session") == 0;
			cJSON_AddStringToObject(change, "state",
						session ? state_of_session(&view, change)
							: state_of_file(&view, change));
		}
		result = pass_on(connection, answer);
	}
	view_finish(&view);
	return result;
}

static enum MHD_Result say_of(struct routes *routes, struct MHD_Connection *connection, struct request *request,
			      const struct view *view, const cJSON *body)
{
	struct programme_session found;
	int count = cJSON_IsObject(get(body, "session"))
			    ? programme_find(&view->programme, get(body, "session"), &found)
			    : -1;
	if (count < 0)
		return answer_refused(connection, MHD_HTTP_BAD_REQUEST,
				      "it takes \"session\", with its title, date, start or room", NULL);
	if (count != 1)
		return answer_refused(connection, count == 0 ? MHD_HTTP_NOT_FOUND : MHD_HTTP_CONFLICT,
				      count == 0 ? "there is no such session today"
						 : "several sessions fit: say date, start or room",
				      NULL);
	cJSON *asked = asking("say", view->programme.deck->events[found.slide->event].folder);
	cJSON_AddItemToObject(asked, "session", programme_which(&view->programme, &found));
	cJSON_AddItemToObject(asked, "change", cJSON_Duplicate(body, 1));
	cJSON_AddStringToObject(asked, "at", view->at);
	return ask(routes, connection, request, view, asked);
}

/* The answer to a body that says something: what was begun for it before, or what `say` begins now. */
static enum MHD_Result heed(struct routes *routes, struct MHD_Connection *connection, struct request *request,
			    enum MHD_Result (*say)(struct routes *routes, struct MHD_Connection *connection,
						   struct request *request, const struct view *view, const cJSON *body))
{
	struct view view;
	enum MHD_Result result;
	if (request->writing != NULL)
		return pass_on(connection, writing_answer(request->writing));
	if (!view_init(&view, routes, connection, &result))
		return result;
	cJSON *body = body_of(request);
	result = say(routes, connection, request, &view, body);
	cJSON_Delete(body);
	view_finish(&view);
	return result;
}

enum MHD_Result door_session(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	return heed(routes, connection, request, say_of);
}

/* Until when a message is shown, as content has it: text, or NULL for ever. False: that cannot be. */
static bool until_of(const struct view *view, const struct event *event, const cJSON *body, char text[static 24],
		     const char **until)
{
	const cJSON *minutes = get(body, "minutes");
	*until = NULL;
	if (cJSON_IsNumber(minutes) && minutes->valuedouble >= 1 && minutes->valuedouble <= MINUTES_MOST) {
		int64_t end_utc_s = view->programme.now_utc_s + (int64_t)minutes->valuedouble * 60;
		struct civil end = zone_local(&event->zone, end_utc_s);
		date_format(end.date, text);
		snprintf(text + 10, 14, "T%02d:%02d", end.hour % 24, end.minute % 60);
		*until = text;
	} else if (text_equal(text_of(body, "until"), "day")) {
		date_format(zone_day(&event->zone, view->programme.now_utc_s, event->day_change), text);
		*until = text;
	} else {
		return minutes == NULL && (get(body, "until") == NULL || cJSON_IsNull(get(body, "until")));
	}
	return true;
}

static enum MHD_Result say_message(struct routes *routes, struct MHD_Connection *connection, struct request *request,
				   const struct view *view, const cJSON *body)
{
	char text[24];
	const char *until, *reason = "";
	const struct event *event = deck_event_now(view->programme.deck, view->programme.now_utc_s);
	if (!until_of(view, event, body, text, &until))
		return answer_refused(connection, MHD_HTTP_BAD_REQUEST,
				      "it takes \"minutes\" (to a week), or \"until\": \"day\", or neither", NULL);
	if (until != NULL && !view->programme.clock_trusted)
		return answer_refused(
			connection, MHD_HTTP_CONFLICT,
			"the screen's clock is not set, so it cannot end a message: take it back yourself", NULL);
	cJSON *message = edits_message(text_of(body, "title"), text_of(body, "text"), until, view->at, &reason);
	if (message == NULL)
		return answer_refused(connection, MHD_HTTP_BAD_REQUEST, reason, NULL);
	cJSON *asked = asking("message", event->folder);
	char *name = text_format("message-%s.json", view->stamp);
	cJSON_AddStringToObject(asked, "name", name);
	cJSON_AddItemToObject(asked, "message", message);
	free(name);
	return ask(routes, connection, request, view, asked);
}

enum MHD_Result door_message(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	return heed(routes, connection, request, say_message);
}

enum MHD_Result door_photo(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	struct view view;
	enum MHD_Result result;
	if (request->writing != NULL)
		return pass_on(connection, writing_answer(request->writing));
	if (request->file_error == -EBUSY)
		return answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
				      "others are sending photos just now: try again in a moment", NULL);
	if (request->file_error != 0)
		return answer_refused(connection, MHD_HTTP_INSUFFICIENT_STORAGE,
				      "there is no room for it on the screen's computer", NULL);
	if (!view_init(&view, routes, connection, &result))
		return result;
	const char *name = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "name");
	char *clean = edits_photo_name(name, view.stamp, buffer_text(&request->body), request->body.length);
	if (clean == NULL) {
		result = answer_refused(
			connection, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE,
			"this is no picture that can be shown: JPEG, PNG, HEIC, AVIF, WebP, TIFF and GIF "
			"are",
			NULL);
	} else {
		cJSON *asked = asking("photo", deck_event_now(view.programme.deck, view.programme.now_utc_s)->folder);
		cJSON_AddStringToObject(asked, "name", clean);
		result = ask(routes, connection, request, &view, asked);
	}
	free(clean);
	view_finish(&view);
	return result;
}

/* Of what was said of a session, its file tells in which folder. */
static cJSON *undoing(const struct view *view, const cJSON *body)
{
	static const char end[] = DOOR_FOLDER "/changes.json";
	const char *file = text_of(body, "file");
	if (!cJSON_IsObject(get(body, "session"))) {
		cJSON *asked = asking("undo", NULL);
		cJSON_AddStringToObject(asked, "file", file);
		return asked;
	}
	for (size_t i = 0; i < view->programme.deck->events_count; i++) {
		const char *folder = view->programme.deck->events[i].folder;
		char *path = text_format("%s%s%s", folder, folder[0] != '\0' ? "/" : "", end);
		bool it = strcmp(path, file) == 0;
		free(path);
		if (!it)
			continue;
		cJSON *asked = asking("say", folder);
		cJSON_AddItemToObject(asked, "session", cJSON_Duplicate(get(body, "session"), 1));
		cJSON_AddTrueToObject(cJSON_AddObjectToObject(asked, "change"), "as_planned");
		cJSON_AddStringToObject(asked, "at", view->at);
		return asked;
	}
	return NULL;
}

enum MHD_Result door_undo(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	struct view view;
	enum MHD_Result result;
	if (request->writing != NULL)
		return pass_on(connection, writing_answer(request->writing));
	if (!view_init(&view, routes, connection, &result))
		return result;
	cJSON *body = body_of(request);
	cJSON *asked = text_of(body, "file") != NULL ? undoing(&view, body) : NULL;
	if (asked == NULL)
		result = answer_refused(connection, MHD_HTTP_NOT_FOUND, "there is no such change", NULL);
	else
		result = ask(routes, connection, request, &view, asked);
	cJSON_Delete(body);
	view_finish(&view);
	return result;
}
