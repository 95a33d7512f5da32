/* While the folder does not answer, ingest waits for it and can tell nothing. So the player says since when, in status;
 * and a second ingest, which never touches the folder, writes the screen's report into the state folder. */
#ifndef PLAYER_HANG_H
#define PLAYER_HANG_H

#include "player/supervise.h"

struct hang;

/* ingest: how the one that hangs was started. problems and health are what it told last; since_utc_s is when it spoke
 * last. */
struct hang *hang_create(struct loop *loop, const struct supervisor_options *ingest, const struct problems *problems,
			 const struct health *health, int64_t since_utc_s);

/* Ends the second ingest; NULL is fine. The first writes its own report when it goes on. */
void hang_destroy(struct hang *hang);

/* How things are. Valid for its life. */
const struct health *hang_health(const struct hang *hang);

#endif
