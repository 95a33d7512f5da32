#include "web/answer.h"

#include <string.h>

static const char policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
			     "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

void answer_guard(struct MHD_Response *response)
{
	static const char *const headers[][2] = {
		{"Content-Security-Policy", policy},
		{"X-Content-Type-Options", "nosniff"},
		{"X-Frame-Options", "DENY"},
		{"Referrer-Policy", "no-referrer"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cache-Control", "no-store"},
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		MHD_add_response_header(response, headers[i][0], headers[i][1]);
}

static struct MHD_Response *response_of(const char *type, const void *bytes, size_t length)
{
	void *copied = NULL; /* but never written to: the parameter lacks a const */
	memcpy(&copied, &bytes, sizeof copied);
	struct MHD_Response *response = MHD_create_response_from_buffer(length, copied, MHD_RESPMEM_MUST_COPY);
	if (response != NULL) {
		MHD_add_response_header(response, "Content-Type", type);
		answer_guard(response);
	}
	return response;
}

static enum MHD_Result send_response(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
	if (response == NULL)
		return MHD_NO;
	enum MHD_Result result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

enum MHD_Result answer_bytes(struct MHD_Connection *connection, unsigned status, const char *type, const void *bytes,
			     size_t length)
{
	return send_response(connection, status, response_of(type, bytes, length));
}

enum MHD_Result answer_page(struct MHD_Connection *connection, const void *html, size_t length)
{
	struct MHD_Response *response = response_of("text/html; charset=utf-8", html, length);
	if (response != NULL) {
		MHD_del_response_header(response, "Cache-Control", "no-store");
		MHD_add_response_header(response, "Cache-Control", "public, max-age=30");
	}
	return send_response(connection, MHD_HTTP_OK, response);
}

static struct MHD_Response *json_response(cJSON *object)
{
	char *text = cJSON_PrintUnformatted(object);
	cJSON_Delete(object);
	struct MHD_Response *response = text != NULL ? response_of("application/json", text, strlen(text)) : NULL;
	cJSON_free(text);
	return response;
}

enum MHD_Result answer_json(struct MHD_Connection *connection, unsigned status, cJSON *object)
{
	return send_response(connection, status, json_response(object));
}

enum MHD_Result answer_well(struct MHD_Connection *connection, const char *header, const char *value)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddTrueToObject(object, "ok");
	struct MHD_Response *response = json_response(object);
	if (response != NULL && header != NULL)
		MHD_add_response_header(response, header, value);
	return send_response(connection, MHD_HTTP_OK, response);
}

enum MHD_Result answer_refused(struct MHD_Connection *connection, unsigned status, const char *words, const char *more)
{
	cJSON *object = cJSON_CreateObject();
	cJSON_AddFalseToObject(object, "ok");
	cJSON_AddStringToObject(object, "error", words);
	struct MHD_Response *response = json_response(object);
	if (response != NULL && status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	if (response != NULL && status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, "Allow", more);
	if (response != NULL && status == MHD_HTTP_TOO_MANY_REQUESTS)
		MHD_add_response_header(response, "Retry-After", more);
	return send_response(connection, status, response);
}
