/* The parts of intake, for intake.c and take.c alone. */
#ifndef INGEST_INTAKE_PARTS_H
#define INGEST_INTAKE_PARTS_H

#include "ingest/glance.h"
#include "ingest/intake.h"
#include "ingest/settle.h"

struct intake {
	struct intake_options options;
	struct settle *settle;
	struct watcher *watcher; /* NULL if there is none to be had */
	bool scanned, afresh, unwatched;
	bool glanced;         /* all of it, before the last scan */
	struct glance glance; /* what it looked like then */
	struct glance_turn turn;
	bool quiet; /* the last scan left nothing open */
	int64_t scanned_ms;
};

struct pass { /* one scan */
	struct intake *intake;
	struct intake_report *report;
	struct scan scan;
	int folder_fd;
	int64_t began_ms, now_ms; /* before and after all was looked at */
};

/* take.c: reads an entry that counts as whole into the store, or refuses it, or leaves it for another time. */
void take_file(struct pass *pass, size_t index, enum mark mark);

/* Tells one thing of the bytes in the folder, which do not count; mostly that they are refused. */
void tell_of_file(struct pass *pass, struct file *file, enum problem_level level, const char *words,
		  const char *remedy);
void refuse(struct pass *pass, struct file *file, const char *words, const char *remedy);

void wait_for(struct pass *pass, const struct entry *entry, bool whole);

#endif
