/* What of assets a report is made with: its language's phrases and dates, and its style. */
#ifndef INGEST_REPORT_WORDS_H
#define INGEST_REPORT_WORDS_H

#include "formats/phrases.h"
#include "model/language.h"

struct report_words {
	struct phrases *phrases; /* English where the language has none */
	struct language *language;
	char *style;
};

/* By a BCP 47 tag ("": not known). NULL after a logged reason: callboard is not installed whole. */
struct report_words *report_words_read(const char *tag);
void report_words_destroy(struct report_words *words);

#endif
