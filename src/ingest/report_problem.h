/* One problem of the report's page: what is wrong, where, the lines there with the place marked, and the remedy. */
#ifndef INGEST_REPORT_PROBLEM_H
#define INGEST_REPORT_PROBLEM_H

#include "base/arena.h"
#include "base/buffer.h"
#include "formats/phrases.h"
#include "model/problem.h"

/* Adds it, in the language of the phrases; the arena takes what lasts no longer than the page. */
void report_problem_add(struct buffer *html, struct arena *arena, const struct phrases *phrases,
			const struct problem *problem);

#endif
