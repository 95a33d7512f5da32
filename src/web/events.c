#include "web/events.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "web/answer.h"
#include "web/player.h"
#include "web/tongues.h"

enum {
	LOOK_MS = 1000,
	SAY_MS = 15000,     /* also what finds out that a listener is gone */
	PICTURE_MS = 10000, /* a clock on the wall goes on by itself */
	PENDING_LIMIT_BYTES = 1 << 20,
	BLOCK_BYTES = 16384,
};

struct listener {
	struct events *events;
	struct MHD_Connection *connection;
	const struct phrases *phrases; /* NULL: English */
	struct buffer out;
	bool at_door;
	bool suspended, ended;
	struct listener *next; /* the one that came before */
};

struct events {
	struct loop *loop;
	char *state;
	void (*wake)(void *data);
	void *data;
	struct timer *look;
	struct listener *first;
	char *known; /* what of the last status matters; NULL: no player answered */
	bool fresh;  /* something changed a second ago, so now it does not fade any more */
	int64_t said_ms, picture_ms;
	uint64_t pictures;
	bool ending;
};

static void go_on(struct listener *listener)
{
	if (!listener->suspended)
		return;
	listener->suspended = false;
	MHD_resume_connection(listener->connection);
}

static void end(struct listener *listener)
{
	listener->ended = true;
	go_on(listener);
}

static void add(struct listener *listener, const char *event, const char *line)
{
	if (listener->out.length > PENDING_LIMIT_BYTES) /* it does not read */
		end(listener);
	if (listener->ended)
		return;
	buffer_add_format(&listener->out, "event: %s\ndata: %s\n\n", event, line);
	go_on(listener);
}

/* The status without what changes all the time. */
static char *what_matters(const cJSON *status)
{
	cJSON *copy = cJSON_Duplicate(status, 1);
	cJSON *display = cJSON_GetObjectItem(copy, "display");
	cJSON_DeleteItemFromObject(copy, "now");
	cJSON_DeleteItemFromObject(copy, "uptime_s");
	cJSON_DeleteItemFromObject(copy, "machine");
	cJSON_DeleteItemFromObject(display, "frames");
	cJSON_DeleteItemFromObject(display, "last_present_ms_ago");
	cJSON_DeleteItemFromObject(display, "last_proof_ms_ago");
	cJSON_DeleteItemFromObject(display, "last_proof");
	char *text = cJSON_PrintUnformatted(copy);
	cJSON_Delete(copy);
	return text;
}

static void say_status(struct events *events, const cJSON *status)
{
	for (struct listener *listener = events->first; listener != NULL; listener = listener->next) {
		cJSON *theirs = status != NULL && listener->at_door ? player_state_at_door(status)
				: status != NULL                    ? cJSON_Duplicate(status, 1)
								    : NULL;
		if (theirs != NULL)
			tongues_translate(listener->phrases, theirs);
		char *line = theirs != NULL ? cJSON_PrintUnformatted(theirs) : NULL;
		add(listener, line != NULL ? "status" : "away", line != NULL ? line : "{}");
		cJSON_free(line);
		cJSON_Delete(theirs);
	}
	events->said_ms = loop_now_ms(events->loop);
}

static void say_picture(struct events *events)
{
	char line[32];
	snprintf(line, sizeof line, "%" PRIu64, ++events->pictures);
	for (struct listener *listener = events->first; listener != NULL; listener = listener->next)
		add(listener, "picture", line);
	events->picture_ms = loop_now_ms(events->loop);
}

static void look(struct events *events)
{
	int error;
	int64_t now_ms = loop_now_ms(events->loop);
	cJSON *status = player_state(events->state, &error);
	char *matters = status != NULL ? what_matters(status) : NULL;
	bool changed = !text_equal(matters, events->known);
	cJSON_free(events->known);
	events->known = matters;
	if (changed || now_ms - events->said_ms >= SAY_MS)
		say_status(events, status);
	if (status != NULL && !changed && (events->fresh || now_ms - events->picture_ms >= PICTURE_MS))
		say_picture(events);
	events->fresh = changed;
	cJSON_Delete(status);
}

static void look_due(void *data)
{
	struct events *events = data;
	if (events->first == NULL)
		return;
	look(events);
	events->wake(events->data);
	timer_set(events->look, loop_now_ms(events->loop) + LOOK_MS);
}

struct events *events_create(struct loop *loop, const char *state, void (*wake)(void *data), void *data)
{
	struct events *events = memory_allocate(sizeof *events);
	*events = (struct events){.loop = loop, .state = text_copy(state), .wake = wake, .data = data};
	events->look = loop_timer(loop, look_due, events);
	return events;
}

void events_end(struct events *events)
{
	events->ending = true;
	for (struct listener *listener = events->first; listener != NULL; listener = listener->next)
		end(listener);
}

void events_destroy(struct events *events)
{
	if (events == NULL)
		return;
	timer_destroy(events->look);
	cJSON_free(events->known);
	free(events->state);
	free(events);
}

/* A callback that gives nothing is called again at once: so the connection sleeps until there is something. */
static ssize_t read_listener(void *data, uint64_t position, char *into, size_t room)
{
	struct listener *listener = data;
	(void)position;
	if (listener->out.length == 0 && listener->ended)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (listener->out.length == 0) {
		listener->suspended = true;
		MHD_suspend_connection(listener->connection);
		return 0;
	}
	size_t length = listener->out.length < room ? listener->out.length : room;
	memcpy(into, listener->out.bytes, length);
	buffer_drop(&listener->out, length);
	return (ssize_t)length;
}

static void free_listener(void *data)
{
	struct listener *listener = data;
	struct listener **at = &listener->events->first;
	while (*at != listener)
		at = &(*at)->next;
	*at = listener->next;
	buffer_finish(&listener->out);
	free(listener);
}

static void make_room(struct events *events)
{
	int count = 0;
	for (struct listener *listener = events->first; listener != NULL; listener = listener->next)
		if (!listener->ended && ++count >= EVENTS_LISTENERS)
			end(listener);
}

enum MHD_Result events_answer(struct events *events, struct MHD_Connection *connection, const struct phrases *phrases,
			      bool at_door)
{
	make_room(events);
	struct listener *listener = memory_allocate(sizeof *listener);
	*listener = (struct listener){
		.events = events, .connection = connection, .phrases = phrases, .next = events->first};
	buffer_init(&listener->out);
	struct MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, read_listener,
									  listener, free_listener);
	if (response == NULL) {
		buffer_finish(&listener->out);
		free(listener);
		return MHD_NO;
	}
	events->first = listener;
	listener->at_door = at_door;
	listener->ended = events->ending;
	MHD_add_response_header(response, "Content-Type", "text/event-stream");
	answer_guard(response);
	buffer_add_text(&listener->out, "retry: 1000\n\n");
	cJSON_free(events->known); /* so that all is said at the next look, which is now */
	events->known = NULL;
	events->said_ms = INT64_MIN / 2;
	timer_set(events->look, loop_now_ms(events->loop));
	enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
	MHD_destroy_response(response);
	return result;
}
