/* deck.json: a deck as ingest publishes it and the player reads it. Its own format, versioned, of no interest to
 * anybody else. Writing and reading give the same deck. */
#ifndef FORMATS_DECK_H
#define FORMATS_DECK_H

#include <stddef.h>

#include "base/buffer.h"
#include "model/deck.h"

enum { DECK_LIMIT_BYTES = 64 << 20 }; /* of one that is published and read */

void deck_write(const struct deck *deck, struct buffer *into);

/* NULL, with a reason in *reason (static or in no need of freeing), for any other version and anything that is not
 * whole: indices in range, kinds known, dates real, picture names without slashes. */
struct deck *deck_read(const char *text, size_t length, const char **reason);

#endif
