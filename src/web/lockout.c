#include "web/lockout.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum { LINE_LIMIT_BYTES = 256, LOCKS_MOST = 16 };

int64_t lockout_wait_s(const struct lockout *lockout, int64_t now_s)
{
	return lockout->until_s > now_s ? lockout->until_s - now_s : 0;
}

void lockout_add(struct lockout *lockout, int64_t now_s)
{
	if (lockout->wrong > 0 && now_s - lockout->last_s >= LOCKOUT_FIRST_S)
		lockout->wrong = 0;
	lockout->last_s = now_s;
	if (++lockout->wrong < LOCKOUT_FREE)
		return;
	int64_t wait_s = LOCKOUT_FIRST_S;
	for (int i = 0; i < lockout->locks && wait_s < LOCKOUT_LONGEST_S; i++)
		wait_s *= 2;
	lockout->until_s = now_s + (wait_s < LOCKOUT_LONGEST_S ? wait_s : LOCKOUT_LONGEST_S);
	lockout->wrong = 0;
	lockout->locks += lockout->locks < LOCKS_MOST;
}

void lockout_read(struct lockout *lockout, const char *state, int64_t now_s)
{
	struct buffer text;
	char *path = path_join(state, "pin-tries");
	struct lockout kept = {0};
	buffer_init(&text);
	if (file_read(path, LINE_LIMIT_BYTES, &text) != 0 ||
	    sscanf(buffer_text(&text), "%d %d %" SCNd64 " %" SCNd64, &kept.wrong, &kept.locks, &kept.last_s,
		   &kept.until_s) != 4 ||
	    kept.wrong < 0 || kept.wrong >= LOCKOUT_FREE || kept.locks < 0 || kept.locks > LOCKS_MOST ||
	    kept.last_s < 0 || kept.until_s < 0 || kept.until_s - kept.last_s > LOCKOUT_LONGEST_S)
		kept = (struct lockout){0};
	if (kept.last_s > now_s) { /* of an earlier start of the machine */
		kept.until_s = kept.until_s > kept.last_s ? now_s + (kept.until_s - kept.last_s) : 0;
		kept.last_s = now_s;
	}
	*lockout = kept;
	buffer_finish(&text);
	free(path);
}

void lockout_write(const struct lockout *lockout, const char *state)
{
	char *path = path_join(state, "pin-tries");
	char *line = text_format("%d %d %" PRId64 " %" PRId64 "\n", lockout->wrong, lockout->locks, lockout->last_s,
				 lockout->until_s);
	int error = file_write(path, line, strlen(line));
	if (error != 0)
		log_warning("web: %s: %s: a restart forgets how often a wrong PIN was tried", path, strerror(-error));
	free(line);
	free(path);
}

void lockout_clear(struct lockout *lockout, const char *state)
{
	char *path = path_join(state, "pin-tries");
	*lockout = (struct lockout){0};
	unlink(path);
	free(path);
}
