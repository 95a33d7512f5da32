/* Who may use the door: the PIN, and the session that it gives. */
#include "web/door.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "control/pin.h"
#include "web/answer.h"
#include "web/routes_parts.h"

static int64_t now_s(const struct door *door)
{
	return loop_now_ms(door->loop) / 1000; /* since the machine was started: no clock that is set can end a lock */
}

void door_init(struct door *door, const struct loop *loop, const char *state, struct writers *writers, int port)
{
	struct buffer boot;
	*door = (struct door){.loop = loop, .state = state, .writers = writers};
	snprintf(door->cookie, sizeof door->cookie, "callboard_door_%d", port);
	buffer_init(&boot);
	if (file_read("/proc/sys/kernel/random/boot_id", 64, &boot) == 0)
		snprintf(door->boot, sizeof door->boot, "%.36s", buffer_text(&boot));
	buffer_finish(&boot);
	lockout_read(&door->lockout, state, now_s(door));
}

void door_finish(struct door *door)
{
	writers_destroy(door->writers);
	deck_destroy(door->deck);
	free(door->key);
}

/* What a session that ends then is proved by. It tells neither the PIN nor the token, and another PIN ends it. False:
 * there is no PIN. */
static bool prove(const struct door *door, const char *token, int64_t end_s, char proof[static DIGEST_SIZE])
{
	char hash[PIN_HASH_SIZE];
	if (pin_take(door->state, hash) != 0)
		return false;
	char *made = text_format("callboard door %s %" PRId64 " %s %s", door->boot, end_s, hash, token);
	digest_of(made, strlen(made), proof);
	explicit_bzero(made, strlen(made));
	free(made);
	return true;
}

bool door_opens(const struct door *door, const char *token, const char *value)
{
	char proof[DIGEST_SIZE], *end;
	int64_t end_s = strtoll(value, &end, 10), now = now_s(door);
	return *end == '-' && end_s > now && end_s <= now + DOOR_SESSION_S && prove(door, token, end_s, proof) &&
	       token_equal(proof, end + 1);
}

static enum MHD_Result set_cookie(const struct routes *routes, struct MHD_Connection *connection, const char *value,
				  int seconds)
{
	char *cookie = text_format("%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", routes->door.cookie, value,
				   seconds, routes->tls != NULL ? "; Secure" : "");
	enum MHD_Result result = answer_well(connection, "Set-Cookie", cookie);
	free(cookie);
	return result;
}

enum MHD_Result door_tell(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	char hash[PIN_HASH_SIZE];
	cJSON *object = cJSON_CreateObject();
	(void)request;
	cJSON_AddTrueToObject(object, "ok");
	cJSON_AddBoolToObject(object, "pin", pin_take(routes->state, hash) == 0);
	cJSON_AddNumberToObject(object, "locked_s",
				(double)lockout_wait_s(&routes->door.lockout, now_s(&routes->door)));
	return answer_json(connection, MHD_HTTP_OK, object);
}

static enum MHD_Result locked(struct MHD_Connection *connection, int64_t wait_s)
{
	char seconds[24];
	snprintf(seconds, sizeof seconds, "%" PRId64, wait_s);
	return answer_refused(connection, MHD_HTTP_TOO_MANY_REQUESTS,
			      "too many wrong PINs were tried: wait, or ask the technician, who can unlock it",
			      seconds);
}

static enum MHD_Result wrong_pin(struct routes *routes, struct MHD_Connection *connection)
{
	struct lockout *lockout = &routes->door.lockout;
	lockout_add(lockout, now_s(&routes->door));
	lockout_write(lockout, routes->state);
	if (lockout_wait_s(lockout, now_s(&routes->door)) > 0)
		log_warning("web: %d wrong PINs: nobody is let try for %" PRId64 " minutes", LOCKOUT_FREE,
			    lockout_wait_s(lockout, now_s(&routes->door)) / 60);
	return routes_wrong_secret(routes, connection, "this is not the PIN");
}

enum MHD_Result door_login(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	char hash[PIN_HASH_SIZE], proof[DIGEST_SIZE];
	struct door *door = &routes->door;
	int64_t wait_s = lockout_wait_s(&door->lockout, now_s(door)), end_s = now_s(door) + DOOR_SESSION_S;
	if (pin_take(routes->state, hash) != 0)
		return answer_refused(connection, MHD_HTTP_CONFLICT,
				      "there is no PIN: the technician sets one, on the control page or with "
				      "callboard ctl pin",
				      NULL);
	if (wait_s > 0)
		return locked(connection, wait_s);
	if (!routes_may_try(routes, connection))
		return routes_too_many(connection);
	cJSON *object = cJSON_ParseWithLength(buffer_text(&request->body), request->body.length);
	const char *pin = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, "pin"));
	enum MHD_Result result;
	if (pin == NULL) {
		result = answer_refused(connection, MHD_HTTP_BAD_REQUEST, "it takes {\"pin\": \"…\"}", NULL);
	} else if (!pin_right(hash, pin) || !prove(door, routes->token, end_s, proof)) {
		result = wrong_pin(routes, connection);
	} else {
		if (door->lockout.wrong > 0 || door->lockout.locks > 0)
			lockout_clear(&door->lockout, routes->state);
		char *value = text_format("%" PRId64 "-%s", end_s, proof);
		result = set_cookie(routes, connection, value, DOOR_SESSION_S);
		free(value);
	}
	cJSON_Delete(object);
	return result;
}

enum MHD_Result door_logout(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	(void)request;
	return set_cookie(routes, connection, "", 0);
}

enum MHD_Result door_pin(struct routes *routes, struct MHD_Connection *connection, struct request *request)
{
	cJSON *object = cJSON_ParseWithLength(buffer_text(&request->body), request->body.length);
	const cJSON *pin = cJSON_GetObjectItemCaseSensitive(object, "pin");
	int error = -EINVAL;
	if (cJSON_IsNull(pin))
		error = pin_remove(routes->state);
	else if (cJSON_IsString(pin))
		error = pin_set(routes->state, pin->valuestring);
	else if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "unlock")))
		error = 0;
	cJSON_Delete(object);
	if (error == -EINVAL)
		return answer_refused(connection, MHD_HTTP_BAD_REQUEST, "a PIN has 6 to 16 digits", NULL);
	if (error != 0)
		return answer_refused(connection, MHD_HTTP_INTERNAL_SERVER_ERROR, strerror(-error), NULL);
	lockout_clear(&routes->door.lockout, routes->state);
	return answer_well(connection, NULL, NULL);
}
