#include "web/routes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "web/answer.h"
#include "web/guard.h"
#include "web/routes_parts.h"

enum { BODY_LIMIT_BYTES = 4096, FILE_BEGINNING_BYTES = 64, FILES_LIMIT = 3 };

int routes_init(struct routes *routes, const struct loop *loop, const char *state, struct events *events,
		const struct tls *tls, int port)
{
	*routes = (struct routes){
		.loop = loop, .state = state, .events = events, .tongues = tongues_create(), .tls = tls};
	char *assets = data_path("assets");
	routes->wording = wording_create(assets);
	free(assets);
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
	tongues_destroy(routes->tongues);
	wording_destroy(routes->wording);
	buffer_finish(&routes->programme);
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

/* Is it us whom the visitor asked for? */
static bool called_so(const struct routes *routes, const char *host)
{
	char name[GUARD_HOST_SIZE];
	return guard_host(host, routes->host) || (guard_host_name(host, name) && tls_names(routes->tls, name));
}

enum MHD_Result routes_wrong_secret(struct routes *routes, struct MHD_Connection *connection, const char *words)
{
	failures_add(&routes->failures, address_of(connection), loop_now_ms(routes->loop));
	return answer_refused(connection, MHD_HTTP_UNAUTHORIZED, words, NULL);
}

bool routes_may_try(struct routes *routes, struct MHD_Connection *connection)
{
	return failures_allow(&routes->failures, address_of(connection), loop_now_ms(routes->loop));
}

enum MHD_Result routes_too_many(struct MHD_Connection *connection)
{
	return answer_refused(connection, MHD_HTTP_TOO_MANY_REQUESTS,
			      "too many wrong secrets came from this address: wait ten seconds", "10");
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
	else if (!routes_may_try(routes, connection))
		*result = routes_too_many(connection);
	else if (bearer != NULL ? !token_equal(routes->token, bearer) : !token_equal(routes->session, cookie))
		*result = routes_wrong_secret(routes, connection, "the token is not the one of this player");
	else if (act && bearer == NULL && !guard_own_action(&from))
		*result = answer_refused(connection, MHD_HTTP_FORBIDDEN, "this does not come from the control page",
					 NULL);
	else
		return true;
	return false;
}

/* The same at the door, which the technician may pass, too. */
static bool admitted_at_door(struct routes *routes, struct MHD_Connection *connection, bool act,
			     enum route_access *right, enum MHD_Result *result)
{
	const char *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, routes->door.cookie);
	struct guard_headers from = {header(connection, "Host"), header(connection, "Origin"),
				     header(connection, "Sec-Fetch-Site")};
	bool other = guard_bearer(header(connection, "Authorization")) != NULL ||
		     MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, routes->cookie) != NULL;
	bool opens = cookie != NULL && door_opens(&routes->door, routes->token, cookie);
	*right = opens ? ACCESS_DOOR : ACCESS_TOKEN;
	if (!opens && other)
		return admitted(routes, connection, act, result);
	if (!opens)
		*result = answer_refused(connection, MHD_HTTP_UNAUTHORIZED,
					 "this wants the organizer's PIN, at /api/door/login, or the token", NULL);
	else if (act && !guard_own_action(&from))
		*result = answer_refused(connection, MHD_HTTP_FORBIDDEN, "this does not come from the page", NULL);
	else
		return true;
	return false;
}

static size_t body_limit(const struct route *route)
{
	return route->body_limit != 0 ? route->body_limit : BODY_LIMIT_BYTES;
}

/* Everything that can be said before a body was read. True if the request may go on. */
static bool passes(struct routes *routes, struct MHD_Connection *connection, const struct route *route,
		   const char *method, enum route_access *right, enum MHD_Result *result)
{
	struct guard_headers from = {header(connection, "Host"), header(connection, "Origin"),
				     header(connection, "Sec-Fetch-Site")};
	const char *length = header(connection, "Content-Length");
	bool post = strcmp(method, "POST") == 0;
	bool get = strcmp(method, "GET") == 0 || (strcmp(method, "HEAD") == 0 && (!route || !route->stays));
	if (!called_so(routes, from.host))
		*result = answer_refused(connection, MHD_HTTP_MISDIRECTED_REQUEST,
					 "this player is not called so: use its address, or the host's own name, or "
					 "one that its certificate has",
					 NULL);
	else if (route == NULL)
		*result = answer_refused(connection, MHD_HTTP_NOT_FOUND, "there is nothing here", NULL);
	else if (route->acts ? !post : !get)
		*result = answer_refused(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
					 route->acts ? "this acts, so it takes POST alone" : "this takes GET alone",
					 route->acts ? "POST" : "GET, HEAD");
	else if (length != NULL && (strlen(length) > 9 || strtoul(length, NULL, 10) > body_limit(route)))
		*result = answer_refused(connection, MHD_HTTP_CONTENT_TOO_LARGE, "the request is too long", NULL);
	else if (route->access != ACCESS_OPEN && !guard_own_site(&from))
		*result = answer_refused(connection, MHD_HTTP_FORBIDDEN, "this comes from another site", NULL);
	else if (route->access == ACCESS_DOOR)
		return admitted_at_door(routes, connection, route->acts, right, result);
	else if (route->access == ACCESS_TOKEN)
		return admitted(routes, connection, route->acts, result);
	else
		return true;
	return false;
}

static void take_body(struct request *request, const char *upload, size_t length)
{
	request->too_long = request->too_long || request->body.length + length > body_limit(request->route);
	if (!request->too_long)
		buffer_add(&request->body, upload, length);
}

/* A file's bytes go where they cost no memory, without a name, so that nothing is left of one that breaks off. */
static void take_file(struct routes *routes, struct request *request, const char *upload, size_t length)
{
	size_t room = FILE_BEGINNING_BYTES - request->body.length;
	request->too_long = request->too_long || request->file_length + length > body_limit(request->route);
	if (request->too_long || request->file_error != 0)
		return;
	if (request->file_fd < 0 && routes->files >= FILES_LIMIT) {
		request->file_error = -EBUSY;
		return;
	}
	if (request->file_fd < 0)
		request->file_fd = open(routes->state, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	request->file_error = request->file_fd < 0 ? -errno : file_write_fd(request->file_fd, upload, length);
	routes->files += request->file_fd >= 0 && request->file_length == 0;
	request->file_length += length;
	buffer_add(&request->body, upload, length < room ? length : room);
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
		const struct route *route = route_find(path);
		enum route_access right = ACCESS_TOKEN;
		if (!passes(routes, connection, route, method, &right, &result)) {
			visitor_does(visitor, VISITOR_READS, now_ms);
			return result;
		}
		visitor->known = visitor->known || route->access == ACCESS_DOOR || route->access == ACCESS_TOKEN;
		if (route->file)
			visitor_does(visitor, VISITOR_SENDS, now_ms);
		request = memory_allocate(sizeof *request);
		*request = (struct request){.route = route, .right = right, .file_fd = -1};
		buffer_init(&request->body);
		*given = request;
		return MHD_YES;
	}
	if (*upload_length > 0) {
		if (request->route->file)
			take_file(routes, request, upload, *upload_length);
		else
			take_body(request, upload, *upload_length);
		*upload_length = 0;
		return MHD_YES;
	}
	visitor_does(visitor,
		     request->route->stays  ? VISITOR_STAYS
		     : request->route->file ? VISITOR_SENDS
					    : VISITOR_READS,
		     now_ms);
	if (request->too_long)
		return answer_refused(connection, MHD_HTTP_CONTENT_TOO_LARGE, "the request is too long", NULL);
	return request->route->answer(routes, connection, request);
}

void routes_done(void *data, struct MHD_Connection *connection, void **given, enum MHD_RequestTerminationCode how)
{
	struct routes *routes = data;
	struct request *request = *given;
	(void)how;
	visitor_does(visitor_of(connection), VISITOR_ASKS, loop_now_ms(routes->loop));
	if (request != NULL) {
		if (request->writing != NULL)
			writing_leave(request->writing);
		if (request->file_fd >= 0) {
			close(request->file_fd);
			routes->files--;
		}
		buffer_finish(&request->body);
	}
	free(request);
	*given = NULL;
}
