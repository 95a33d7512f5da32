/* What of ours fails, in words, and when to try again: after a second, and after twice as long each time. */
#ifndef INGEST_TROUBLES_H
#define INGEST_TROUBLES_H

#include <stdbool.h>

#include "base/loop.h"

enum trouble {
	TROUBLE_STATE,    /* the state folder */
	TROUBLE_PICTURES, /* decoding */
	TROUBLES_COUNT,
};

struct troubles;

/* again(data) is called when it is time. */
struct troubles *troubles_create(struct loop *loop, void (*again)(void *data), void *data);
void troubles_destroy(struct troubles *troubles);

void troubles_begin(struct troubles *troubles, enum trouble trouble, const char *words);
void troubles_end(struct troubles *troubles, enum trouble trouble);

/* "" if all is well with it. */
const char *troubles_words(const struct troubles *troubles, enum trouble trouble);
bool troubles_any(const struct troubles *troubles);

#endif
