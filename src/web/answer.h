/* What goes back: every answer has the same strict headers, whatever it is. Each call returns what libmicrohttpd's
 * handler has to return. */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include <cjson/cJSON.h>
#include <microhttpd.h>
#include <stddef.h>

/* Adds the headers that every answer has. */
void answer_guard(struct MHD_Response *response);

/* Bytes of a type, copied. */
enum MHD_Result answer_bytes(struct MHD_Connection *connection, unsigned status, const char *type, const void *bytes,
			     size_t length);

/* A page for everybody, copied: others may keep it for half a minute. */
enum MHD_Result answer_page(struct MHD_Connection *connection, const void *html, size_t length);

/* An object, which is freed. */
enum MHD_Result answer_json(struct MHD_Connection *connection, unsigned status, cJSON *object);

/* {"ok": true}, with a header more unless its name is NULL. */
enum MHD_Result answer_well(struct MHD_Connection *connection, const char *header, const char *value);

/* {"ok": false, "error": words}, with the header that belongs to the status: WWW-Authenticate, or Allow or Retry-After
 * with more. */
enum MHD_Result answer_refused(struct MHD_Connection *connection, unsigned status, const char *words, const char *more);

#endif
