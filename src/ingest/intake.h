/* From the folder into the store: scans, lets files settle, reads what is whole, offers pictures for decoding, and
 * forgets what is gone. Knows the difference between a folder that is empty and one that is not there. */
#ifndef INGEST_INTAKE_H
#define INGEST_INTAKE_H

#include "base/clock.h"
#include "ingest/decoder.h"
#include "ingest/store.h"

struct intake;

struct intake_options {
	const char *folder;
	struct store *store;
	struct pictures *pictures;
	struct decoder *decoder;
	const struct clock *machine; /* the machine's own time, whatever --at says: files carry it */
	bool once;                   /* all that is there counts as whole, and nothing is watched */
};

struct intake_report { /* of one scan */
	bool reachable;
	char reason[200];         /* if not */
	bool changed;             /* something to compile */
	bool more;                /* pictures were left for the next scan: come back when some are decoded */
	bool settling;            /* files came a moment ago that are not whole yet: come back soon */
	bool heard;               /* something happened meanwhile: come back at once */
	bool network;             /* other machines write there */
	bool watched;             /* events tell of changes; otherwise scans alone do */
	int disk_error;           /* the state folder's, as errno; 0: none */
	struct problems problems; /* about names and folders; intake_report_finish() */
};

/* The options' pointers are borrowed for its life. */
struct intake *intake_create(const struct intake_options *options);
void intake_destroy(struct intake *intake);

/* To be watched for reading; -1 if there are no events here. */
int intake_fd(const struct intake *intake);

/* Takes events; true if a scan is due. */
bool intake_heard(struct intake *intake);

/* Glances at the folder. True: it answers, it is as the last scan left it, and nothing there waits for anything, so
 * that a scan would find nothing. Every scan that no event has asked for begins with this. */
bool intake_unchanged(struct intake *intake);

/* Glances cost much here, so they look at pictures by turns (ingest/glance.h): no reason for more of them. */
bool intake_by_turns(const struct intake *intake);

void intake_scan(struct intake *intake, struct intake_report *report);
void intake_report_finish(struct intake_report *report);

/* The next scan reads everything again. */
void intake_forget(struct intake *intake);

/* Takes over what became of a picture that was asked for, for every file that offered it or has it. True if there is
 * something to compile. */
bool intake_decoded(struct intake *intake, const char *digest, enum decoder_result result, const char *words);

/* Asks for every picture of the store that is not there in the present size. */
void intake_ask_all(struct intake *intake);

#endif
