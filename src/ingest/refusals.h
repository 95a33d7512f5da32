/* Which pictures a decoder could not take, by content, and why: STATE/refused, so that a restart does not try them all
 * again. Another decoder begins anew. */
#ifndef INGEST_REFUSALS_H
#define INGEST_REFUSALS_H

#include "base/digest.h"

struct refusals;

/* What is known of the decoder at `program`, its path; nothing if it is not the one that refused. state is borrowed. */
struct refusals *refusals_open(const char *state, const char *program);
void refusals_close(struct refusals *refusals);

/* The words with which this content was refused; NULL if it was not. Valid until the next refusals_add(). */
const char *refusals_find(const struct refusals *refusals, const char *digest);

/* Remembers one more, in place of the oldest if there are many. What cannot be written is known until the end of this
 * run. */
void refusals_add(struct refusals *refusals, const char *digest, const char *words);

/* Forgets all: somebody wants everything tried again. */
void refusals_clear(struct refusals *refusals);

#endif
