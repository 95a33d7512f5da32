/* What each path answers. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "formats/set.h"
#include "web/agenda.h"
#include "web/answer.h"
#include "web/metrics.h"
#include "web/routes_parts.h"

enum { ASSET_LIMIT_BYTES = 1 << 20, PROGRAMME_AGE_MS = 5000 };

enum MHD_Result answer_error(struct MHD_Connection *connection, int error)
{
	if (error == -ETIMEDOUT)
		return answer_refused(connection, MHD_HTTP_GATEWAY_TIMEOUT, "the player does not answer", NULL);
	if (error == -ENOENT || error == -ECONNREFUSED)
		return answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "no player runs", NULL);
	return answer_refused(connection, MHD_HTTP_BAD_GATEWAY, strerror(-error), NULL);
}

static enum MHD_Result answer_asset(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	const struct route *route = request->route;
	(void)routes;
	struct buffer bytes;
	char *path = data_path(route->asset);
	buffer_init(&bytes);
	int error = path != NULL ? file_read(path, ASSET_LIMIT_BYTES, &bytes) : -ENOENT;
	if (error != 0)
		log_error("web: %s: %s", route->asset, strerror(-error));
	enum MHD_Result result =
		error != 0
			? answer_refused(connection, MHD_HTTP_INTERNAL_SERVER_ERROR, "a file of the page is lost", NULL)
			: answer_bytes(connection, MHD_HTTP_OK, route->type, bytes.bytes, bytes.length);
	buffer_finish(&bytes);
	free(path);
	return result;
}

static enum MHD_Result answer_metrics(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	(void)request;
	int error;
	struct buffer text;
	cJSON *status = player_state(routes->state, &error);
	buffer_init(&text);
	metrics_write(&text, status);
	enum MHD_Result result = answer_bytes(connection, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8",
					      text.bytes, text.length);
	buffer_finish(&text);
	cJSON_Delete(status);
	return result;
}

/* What came of asking the player for something; frees the words. */
static enum MHD_Result answer_done(struct MHD_Connection *connection, int result, char *words)
{
	enum MHD_Result answer = result < 0   ? answer_error(connection, result)
				 : result > 0 ? answer_refused(connection, MHD_HTTP_CONFLICT, words, NULL)
					      : answer_well(connection, NULL, NULL);
	free(words);
	return answer;
}

static enum MHD_Result answer_command(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	char *words;
	int result = player_do(routes->state, request->route->command, &words);
	return answer_done(connection, result, words);
}

static enum MHD_Result answer_clock(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	cJSON *object = cJSON_ParseWithLength(buffer_text(&request->body), request->body.length);
	const char *now = cJSON_GetStringValue(cJSON_GetObjectItem(object, "now"));
	char *words = NULL;
	int done = now != NULL ? player_tell_time(routes->state, now, &words) : 0;
	enum MHD_Result result = now != NULL
					 ? answer_done(connection, done, words)
					 : answer_refused(connection, MHD_HTTP_BAD_REQUEST,
							  "it takes {\"now\": \"2026-05-04T09:30:00+02:00\"}", NULL);
	cJSON_Delete(object);
	return result;
}

static enum MHD_Result give_session(struct routes *routes, struct MHD_Connection *connection, bool open)
{
	char *value = text_format("%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", routes->cookie,
				  open ? routes->session : "", open ? 30 * 24 * 3600 : 0,
				  routes->tls != NULL ? "; Secure" : "");
	enum MHD_Result result = answer_well(connection, "Set-Cookie", value);
	free(value);
	return result;
}

static enum MHD_Result answer_login(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	const struct buffer *body = &request->body;
	if (!routes_may_try(routes, connection))
		return routes_too_many(connection);
	cJSON *object = cJSON_ParseWithLength(buffer_text(body), body->length);
	const char *token = cJSON_GetStringValue(cJSON_GetObjectItem(object, "token"));
	const char *code = cJSON_GetStringValue(cJSON_GetObjectItem(object, "code"));
	enum MHD_Result result;
	if (token == NULL && code == NULL)
		result = answer_refused(connection, MHD_HTTP_BAD_REQUEST, "it takes {\"token\": \"…\"}", NULL);
	else if (token != NULL ? token_equal(routes->token, token) : token_code_spend(routes->state, code))
		result = give_session(routes, connection, true);
	else
		result = routes_wrong_secret(routes, connection, "the token is not the one of this player");
	cJSON_Delete(object);
	return result;
}

static enum MHD_Result answer_logout(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	(void)request;
	return give_session(routes, connection, false);
}

const struct phrases *routes_language(const struct routes *routes, struct MHD_Connection *connection)
{
	const char *asked = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "language");
	if (asked == NULL)
		asked = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Accept-Language");
	return tongues_find(routes->tongues, asked);
}

static enum MHD_Result answer_status(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	int error;
	cJSON *status = player_state(routes->state, &error);
	(void)request;
	if (status != NULL)
		tongues_translate(routes_language(routes, connection), status);
	return status != NULL ? answer_json(connection, MHD_HTTP_OK, status) : answer_error(connection, error);
}

static enum MHD_Result answer_screen(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	int error = player_look(routes->state, &routes->picture, loop_now_ms(routes->loop));
	(void)request;
	return error == 0
		       ? answer_bytes(connection, MHD_HTTP_OK, "image/png", routes->picture.png, routes->picture.length)
		       : answer_error(connection, error);
}

static enum MHD_Result answer_events(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	return events_answer(routes->events, connection, routes_language(routes, connection),
			     request->right == ACCESS_DOOR);
}

/* Half a minute old at most with what others keep, so a thousand phones cost no more than one. */
static int renew_programme(struct routes *routes)
{
	const char *reason;
	int error;
	int64_t now_ms = loop_now_ms(routes->loop);
	if (routes->programme_ms != 0 && now_ms - routes->programme_ms < PROGRAMME_AGE_MS)
		return 0;
	cJSON *status = player_state(routes->state, &error);
	if (status == NULL)
		return error;
	struct deck *deck = set_load(routes->state, &reason);
	struct agenda_page page = {
		.deck = deck,
		.screen = cJSON_GetStringValue(cJSON_GetObjectItem(status, "screen")),
		.clock_unset = !cJSON_IsTrue(cJSON_GetObjectItem(cJSON_GetObjectItem(status, "clock"), "trusted")),
		.wording = routes->wording};
	const char *now = cJSON_GetStringValue(cJSON_GetObjectItem(status, "now"));
	struct civil civil;
	bool has_offset;
	int offset_s;
	buffer_clear(&routes->programme);
	if (deck != NULL && agenda_page_wanted(deck) && page.screen != NULL && now != NULL &&
	    civil_parse(now, &civil, &has_offset, &offset_s)) {
		page.now_utc_s = civil_seconds(civil) - offset_s;
		agenda_page_write(&routes->programme, &page);
	}
	routes->programme_ms = now_ms;
	deck_destroy(deck);
	cJSON_Delete(status);
	return 0;
}

static enum MHD_Result answer_programme(struct routes *routes, struct MHD_Connection *connection,
					struct request *request)
{
	int error = renew_programme(routes);
	(void)request;
	if (error != 0)
		return answer_error(connection, error);
	if (routes->programme.length == 0)
		return answer_refused(connection, MHD_HTTP_NOT_FOUND,
				      "no event asks for this page: \"agenda_page\": true in its file does", NULL);
	return answer_page(connection, routes->programme.bytes, routes->programme.length);
}

static const struct route routes_known[] = {
	{"/", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/index.html",
	 .type = "text/html; charset=utf-8"},
	{"/style.css", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/style.css",
	 .type = "text/css; charset=utf-8"},
	{"/page.js", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/page.js",
	 .type = "text/javascript; charset=utf-8"},
	{"/words.js", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/words.js",
	 .type = "text/javascript; charset=utf-8"},
	{"/agenda", ACCESS_OPEN, false, .answer = answer_programme},
	{"/agenda.css", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/agenda.css",
	 .type = "text/css; charset=utf-8"},
	{"/icon.svg", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/icon.svg",
	 .type = "image/svg+xml"},
	{"/door", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/door.html",
	 .type = "text/html; charset=utf-8"},
	{"/door.css", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/door.css",
	 .type = "text/css; charset=utf-8"},
	{"/door.js", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/door.js",
	 .type = "text/javascript; charset=utf-8"},
	{"/door-words.js", ACCESS_OPEN, false, .answer = answer_asset, .asset = "assets/web/door-words.js",
	 .type = "text/javascript; charset=utf-8"},
	{"/api/next", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_NEXT},
	{"/api/previous", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_PREVIOUS},
	{"/api/pause", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_PAUSE},
	{"/api/resume", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_RESUME},
	{"/api/identify", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_IDENTIFY},
	{"/api/reload", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_RELOAD},
	{"/api/restart", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_RESTART},
	{"/api/emergency-clear", ACCESS_TOKEN, true, .answer = answer_command, .command = CONTROL_CLEAR_EMERGENCY},
	{"/api/clock", ACCESS_TOKEN, true, .answer = answer_clock},
	{"/api/status", ACCESS_TOKEN, false, .answer = answer_status},
	{"/api/screen.png", ACCESS_DOOR, false, .answer = answer_screen},
	{"/api/events", ACCESS_DOOR, false, .answer = answer_events, .stays = true},
	{"/metrics", ACCESS_TOKEN, false, .answer = answer_metrics},
	{"/api/door", ACCESS_LOGIN, false, .answer = door_tell},
	{"/api/door/login", ACCESS_LOGIN, true, .answer = door_login},
	{"/api/door/logout", ACCESS_LOGIN, true, .answer = door_logout},
	{"/api/door/pin", ACCESS_TOKEN, true, .answer = door_pin},
	{"/api/programme", ACCESS_DOOR, false, .answer = door_programme},
	{"/api/door/changes", ACCESS_DOOR, false, .answer = door_changes},
	{"/api/door/session", ACCESS_DOOR, true, .answer = door_session},
	{"/api/door/message", ACCESS_DOOR, true, .answer = door_message, .body_limit = 16384},
	{"/api/door/photo", ACCESS_DOOR, true, .answer = door_photo, .body_limit = DOOR_PHOTO_LIMIT_BYTES,
	 .file = true},
	{"/api/door/undo", ACCESS_DOOR, true, .answer = door_undo},
	{"/api/login", ACCESS_LOGIN, true, .answer = answer_login},
	{"/api/logout", ACCESS_TOKEN, true, .answer = answer_logout},
};

const struct route *route_find(const char *path)
{
	for (size_t i = 0; i < sizeof routes_known / sizeof *routes_known; i++)
		if (strcmp(path, routes_known[i].path) == 0)
			return &routes_known[i];
	return NULL;
}
