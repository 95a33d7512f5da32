#include "player/hang.h"

#include <stdlib.h>

#include "base/memory.h"

struct hang {
	struct supervisor *stand_in;
	struct health health; /* its texts are ours */
	char *report;
};

/* Where it has written the report. */
static void heard(void *data, const struct link_message *message)
{
	struct hang *hang = data;
	if (message->kind != LINK_HEALTH || message->health.report == NULL)
		return;
	free(hang->report);
	hang->report = text_copy(message->health.report);
	hang->health.report = hang->report;
}

/* It waits for nothing that could hang. */
static void hung(void *data, bool hangs, int64_t since_ms)
{
	(void)data;
	(void)hangs;
	(void)since_ms;
}

struct hang *hang_create(struct loop *loop, const struct supervisor_options *ingest, const struct problems *problems,
			 const struct health *health, int64_t since_utc_s)
{
	struct hang *hang = memory_allocate(sizeof *hang);
	hang->health = *health;
	hang->health.share = SHARE_HUNG;
	hang->health.share_since_utc_s = since_utc_s;
	hang->health.reason = "the folder does not answer; is its server on, and the network well?";
	hang->health.report = hang->health.report_reason = NULL;
	struct supervisor_options options = *ingest;
	options.stand_in = true;
	options.heard = heard;
	options.hung = hung;
	options.data = hang;
	hang->stand_in = supervisor_create(loop, &options);
	supervisor_tell(hang->stand_in, problems, &hang->health);
	return hang;
}

void hang_destroy(struct hang *hang)
{
	if (hang == NULL)
		return;
	supervisor_destroy(hang->stand_in);
	free(hang->report);
	free(hang);
}

const struct health *hang_health(const struct hang *hang)
{
	return &hang->health;
}
