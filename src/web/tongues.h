/* The words of problems in the languages that the report has (assets/report), for whoever asks. */
#ifndef WEB_TONGUES_H
#define WEB_TONGUES_H

#include <cjson/cJSON.h>

#include "formats/phrases.h"

struct tongues;

struct tongues *tongues_create(void);
void tongues_destroy(struct tongues *tongues); /* NULL is fine */

/* The first language that is wanted and there is, of a list such as "pl-PL,pl;q=0.9,en", as Accept-Language has it: the
 * order counts, no numbers. NULL: English, also for a list that is NULL or nonsense. Good as long as tongues are. */
const struct phrases *tongues_find(struct tongues *tongues, const char *wanted);

/* Puts a status' problems, and why its folder cannot be read, into that language. It gets "language", what its words
 * are in. phrases NULL: it stays English. */
void tongues_translate(const struct phrases *phrases, cJSON *status);

#endif
