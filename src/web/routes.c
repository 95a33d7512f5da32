#include "web/routes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "web/answer.h"
#include "web/guard.h"
#include "web/metrics.h"

enum { BODY_LIMIT_BYTES = 4096, ASSET_LIMIT_BYTES = 1 << 20 };

enum route_kind {
	ROUTE_ASSET,
	ROUTE_STATUS,
	ROUTE_SCREEN,
	ROUTE_EVENTS,
	ROUTE_METRICS,
	ROUTE_DO,
	ROUTE_LOGIN,
	ROUTE_LOGOUT
};

struct route {
	const char *path;
	enum route_kind kind;
	enum control_command command; /* ROUTE_DO */
	const char *asset, *type;     /* ROUTE_ASSET */
};

static const struct route routes_known[] = {
	{"/", ROUTE_ASSET, 0, "assets/web/index.html", "text/html; charset=utf-8"},
	{"/style.css", ROUTE_ASSET, 0, "assets/web/style.css", "text/css; charset=utf-8"},
	{"/page.js", ROUTE_ASSET, 0, "assets/web/page.js", "text/javascript; charset=utf-8"},
	{"/words.js", ROUTE_ASSET, 0, "assets/web/words.js", "text/javascript; charset=utf-8"},
	{"/icon.svg", ROUTE_ASSET, 0, "assets/web/icon.svg", "image/svg+xml"},
	{"/api/status", ROUTE_STATUS, 0, NULL, NULL},
	{"/api/screen.png", ROUTE_SCREEN, 0, NULL, NULL},
	{"/api/events", ROUTE_EVENTS, 0, NULL, NULL},
	{"/metrics", ROUTE_METRICS, 0, NULL, NULL},
	{"/api/next", ROUTE_DO, CONTROL_NEXT, NULL, NULL},
	{"/api/previous", ROUTE_DO, CONTROL_PREVIOUS, NULL, NULL},
	{"/api/pause", ROUTE_DO, CONTROL_PAUSE, NULL, NULL},
	{"/api/resume", ROUTE_DO, CONTROL_RESUME, NULL, NULL},
	{"/api/identify", ROUTE_DO, CONTROL_IDENTIFY, NULL, NULL},
	{"/api/reload", ROUTE_DO, CONTROL_RELOAD, NULL, NULL},
	{"/api/restart", ROUTE_DO, CONTROL_RESTART, NULL, NULL},
	{"/api/emergency-clear", ROUTE_DO, CONTROL_CLEAR_EMERGENCY, NULL, NULL},
	{"/api/login", ROUTE_LOGIN, 0, NULL, NULL},
	{"/api/logout", ROUTE_LOGOUT, 0, NULL, NULL},
};

struct request {
	const struct route *route;
	struct buffer body;
	bool too_long;
};

int routes_init(struct routes *routes, const struct loop *loop, const char *state, struct events *events, int port)
{
	*routes = (struct routes){.loop = loop, .state = state, .events = events};
	gethostname(routes->host, sizeof routes->host - 1);
	snprintf(routes->cookie, sizeof routes->cookie, "callboard_%d", port);
	int error = token_take(state, routes->token);
	char *made = text_format("callboard session %s", routes->token);
	digest_of(made, strlen(made), routes->session);
	free(made);
	return error;
}

void routes_finish(struct routes *routes)
{
	player_picture_finish(&routes->picture);
	explicit_bzero(routes, sizeof *routes);
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static const struct sockaddr *address_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	return info != NULL ? info->client_addr : NULL;
}

static struct visitor *visitor_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info->socket_context;
}

static const struct route *find(const char *path)
{
	for (size_t i = 0; i < sizeof routes_known / sizeof *routes_known; i++)
		if (strcmp(path, routes_known[i].path) == 0)
			return &routes_known[i];
	return NULL;
}

static bool acts(const struct route *route)
{
	return route->kind == ROUTE_DO || route->kind == ROUTE_LOGIN || route->kind == ROUTE_LOGOUT;
}

static enum MHD_Result wrong_secret(struct routes *routes, struct MHD_Connection *connection)
{
	failures_add(&routes->failures, address_of(connection), loop_now_ms(routes->loop));
	return answer_refused(connection, MHD_HTTP_UNAUTHORIZED, "the token is not the one of this player", NULL);
}

static bool may_try(struct routes *routes, struct MHD_Connection *connection)
{
	return failures_allow(&routes->failures, address_of(connection), loop_now_ms(routes->loop));
}

static enum MHD_Result too_many(struct MHD_Connection *connection)
{
	return answer_refused(connection, MHD_HTTP_TOO_MANY_REQUESTS,
			      "too many wrong tokens came from this address: wait ten seconds", "10");
}

/* The secret that came along. True if it is right; else an answer was queued, and *result is what that gave. */
static bool admitted(struct routes *routes, struct MHD_Connection *connection, bool act, enum MHD_Result *result)
{
	const char *bearer = guard_bearer(header(connection, "Authorization"));
	const char *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, routes->cookie);
	struct guard_headers from = {header(connection, "Host"), header(connection, "Origin"),
				     header(connection, "Sec-Fetch-Site")};
	if (bearer == NULL && cookie == NULL)
		*result = answer_refused(connection, MHD_HTTP_UNAUTHORIZED,
					 "this wants the token: Authorization: Bearer, with what is in the state "
					 "folder's file token",
					 NULL);
	else if (!may_try(routes, connection))
		*result = too_many(connection);
	else if (bearer != NULL ? !token_equal(routes->token, bearer) : !token_equal(routes->session, cookie))
		*result = wrong_secret(routes, connection);
	else if (act && bearer == NULL && !guard_own_action(&from))
		*result = answer_refused(connection, MHD_HTTP_FORBIDDEN, "this does not come from the control page",
					 NULL);
	else
		return true;
	return false;
}

/* Everything that can be said before a body was read. True if the request may go on. */
static bool passes(struct routes *routes, struct MHD_Connection *connection, const struct route *route,
		   const char *method, enum MHD_Result *result)
{
	struct guard_headers from = {header(connection, "Host"), header(connection, "Origin"),
				     header(connection, "Sec-Fetch-Site")};
	const char *length = header(connection, "Content-Length");
	bool post = strcmp(method, "POST") == 0;
	bool get =
		strcmp(method, "GET") == 0 || (strcmp(method, "HEAD") == 0 && (!route || route->kind != ROUTE_EVENTS));
	if (!guard_host(from.host, routes->host))
		*result = answer_refused(connection, MHD_HTTP_MISDIRECTED_REQUEST,
					 "this player is not called so: use its address, or the host's own name", NULL);
	else if (route == NULL)
		*result = answer_refused(connection, MHD_HTTP_NOT_FOUND, "there is nothing here", NULL);
	else if (acts(route) ? !post : !get)
		*result = answer_refused(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
					 acts(route) ? "this acts, so it takes POST alone" : "this takes GET alone",
					 acts(route) ? "POST" : "GET, HEAD");
	else if (length != NULL && (strlen(length) > 5 || atoi(length) > BODY_LIMIT_BYTES))
		*result = answer_refused(connection, MHD_HTTP_CONTENT_TOO_LARGE, "the request is too long", NULL);
	else if (route->kind != ROUTE_ASSET && !guard_own_site(&from))
		*result = answer_refused(connection, MHD_HTTP_FORBIDDEN, "this comes from another site", NULL);
	else if (route->kind != ROUTE_ASSET && route->kind != ROUTE_LOGIN)
		return admitted(routes, connection, acts(route), result);
	else
		return true;
	return false;
}

static enum MHD_Result answer_error(struct MHD_Connection *connection, int error)
{
	if (error == -ETIMEDOUT)
		return answer_refused(connection, MHD_HTTP_GATEWAY_TIMEOUT, "the player does not answer", NULL);
	if (error == -ENOENT || error == -ECONNREFUSED)
		return answer_refused(connection, MHD_HTTP_SERVICE_UNAVAILABLE, "no player runs", NULL);
	return answer_refused(connection, MHD_HTTP_BAD_GATEWAY, strerror(-error), NULL);
}

static enum MHD_Result answer_asset(struct MHD_Connection *connection, const struct route *route)
{
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

static enum MHD_Result answer_metrics(struct routes *routes, struct MHD_Connection *connection)
{
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

static enum MHD_Result answer_do(struct routes *routes, struct MHD_Connection *connection, enum control_command command)
{
	char *words;
	int result = player_do(routes->state, command, &words);
	enum MHD_Result answer = result < 0   ? answer_error(connection, result)
				 : result > 0 ? answer_refused(connection, MHD_HTTP_CONFLICT, words, NULL)
					      : answer_well(connection, NULL, NULL);
	free(words);
	return answer;
}

static enum MHD_Result answer_session(struct routes *routes, struct MHD_Connection *connection, bool open)
{
	char *value = text_format("%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d", routes->cookie,
				  open ? routes->session : "", open ? 30 * 24 * 3600 : 0);
	enum MHD_Result result = answer_well(connection, "Set-Cookie", value);
	free(value);
	return result;
}

static enum MHD_Result answer_login(struct routes *routes, struct MHD_Connection *connection, const struct buffer *body)
{
	if (!may_try(routes, connection))
		return too_many(connection);
	cJSON *object = cJSON_ParseWithLength(buffer_text(body), body->length);
	const char *token = cJSON_GetStringValue(cJSON_GetObjectItem(object, "token"));
	const char *code = cJSON_GetStringValue(cJSON_GetObjectItem(object, "code"));
	enum MHD_Result result;
	if (token == NULL && code == NULL)
		result = answer_refused(connection, MHD_HTTP_BAD_REQUEST, "it takes {\"token\": \"…\"}", NULL);
	else if (token != NULL ? token_equal(routes->token, token) : token_code_spend(routes->state, code))
		result = answer_session(routes, connection, true);
	else
		result = wrong_secret(routes, connection);
	cJSON_Delete(object);
	return result;
}

static enum MHD_Result answer(struct routes *routes, struct MHD_Connection *connection, const struct request *request)
{
	int error;
	cJSON *status;
	switch (request->route->kind) {
	case ROUTE_STATUS:
		status = player_state(routes->state, &error);
		return status != NULL ? answer_json(connection, MHD_HTTP_OK, status) : answer_error(connection, error);
	case ROUTE_SCREEN:
		error = player_look(routes->state, &routes->picture, loop_now_ms(routes->loop));
		return error == 0 ? answer_bytes(connection, MHD_HTTP_OK, "image/png", routes->picture.png,
						 routes->picture.length)
				  : answer_error(connection, error);
	case ROUTE_EVENTS:
		return events_answer(routes->events, connection);
	case ROUTE_METRICS:
		return answer_metrics(routes, connection);
	case ROUTE_DO:
		return answer_do(routes, connection, request->route->command);
	case ROUTE_LOGIN:
		return answer_login(routes, connection, &request->body);
	case ROUTE_LOGOUT:
		return answer_session(routes, connection, false);
	case ROUTE_ASSET:
		break;
	}
	return answer_asset(connection, request->route);
}

static void take_body(struct request *request, const char *upload, size_t length)
{
	request->too_long = request->too_long || request->body.length + length > BODY_LIMIT_BYTES;
	if (!request->too_long)
		buffer_add(&request->body, upload, length);
}

enum MHD_Result routes_handle(void *data, struct MHD_Connection *connection, const char *path, const char *method,
			      const char *version, const char *upload, size_t *upload_length, void **given)
{
	struct routes *routes = data;
	struct request *request = *given;
	struct visitor *visitor = visitor_of(connection);
	int64_t now_ms = loop_now_ms(routes->loop);
	enum MHD_Result result;
	(void)version;
	if (request == NULL) {
		const struct route *route = find(path);
		if (!passes(routes, connection, route, method, &result)) {
			visitor_does(visitor, VISITOR_READS, now_ms);
			return result;
		}
		visitor->known = visitor->known || (route->kind != ROUTE_ASSET && route->kind != ROUTE_LOGIN);
		request = memory_allocate(sizeof *request);
		request->route = route;
		buffer_init(&request->body);
		*given = request;
		return MHD_YES;
	}
	if (*upload_length > 0) {
		take_body(request, upload, *upload_length);
		*upload_length = 0;
		return MHD_YES;
	}
	visitor_does(visitor, request->route->kind == ROUTE_EVENTS ? VISITOR_STAYS : VISITOR_READS, now_ms);
	if (request->too_long)
		return answer_refused(connection, MHD_HTTP_CONTENT_TOO_LARGE, "the request is too long", NULL);
	return answer(routes, connection, request);
}

void routes_done(void *data, struct MHD_Connection *connection, void **given, enum MHD_RequestTerminationCode how)
{
	struct routes *routes = data;
	struct request *request = *given;
	(void)how;
	visitor_does(visitor_of(connection), VISITOR_ASKS, loop_now_ms(routes->loop));
	if (request != NULL)
		buffer_finish(&request->body);
	free(request);
	*given = NULL;
}
