/* The report as organizers read it: one HTML file without anything from elsewhere, in their language, for a telephone
 * as much as for paper. A pure function of what it tells. */
#ifndef INGEST_REPORT_PAGE_H
#define INGEST_REPORT_PAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "formats/phrases.h"
#include "model/language.h"
#include "model/problem.h"
#include "model/zone.h"

struct report_picture { /* of a page, as JPEG */
	const void *bytes;
	size_t length;      /* 0: none */
	size_t page, pages; /* from 1 */
	const char *texts;  /* what stands on it */
};

struct report_slide { /* on the screen now, or later */
	const char *id;
	const char *title;               /* NULL: none */
	const char *source;              /* its file; "": callboard made it */
	int64_t from_utc_s, until_utc_s; /* INT64_MIN, INT64_MAX: not told */
	struct report_picture *pictures;
	size_t pictures_count;
};

struct report_file {
	const char *path;
	enum phrase kind, state;
	int sessions, photos, pages;        /* 0: none */
	int64_t changed_utc_s, taken_utc_s; /* 0: not known */
	int64_t from_utc_s;                 /* of PHRASE_STATE_LATER */
};

struct report_contents { /* all borrowed */
	const char *screen, *version;
	const char *style;         /* CSS: assets/report/style.css */
	const char *event, *place; /* NULL: none */
	int width_px, height_px;   /* of the screen: what shape the pictures are */
	int64_t written_utc_s;     /* 0: the clock is not set */
	const char *digest;        /* of all the rest: to know it again by */
	const struct zone *zone;
	const struct language *language; /* for dates and times */
	const struct phrases *phrases;
	const char *unreachable; /* why; NULL: it is read */
	int64_t unreachable_since_utc_s;
	const char *unwritable;          /* why; NULL: this lies in the folder */
	int taken;                       /* files */
	const struct problems *problems; /* by path */
	int64_t as_at_utc_s;             /* the moment of the pictures; 0: the clock is not set */
	const struct report_slide *now, *later;
	size_t now_count, later_count;
	const struct report_file *files;
	size_t files_count;
};

enum {
	REPORT_PICTURES_LIMIT_BYTES = 1 << 20, /* all together; pages beyond it are told without theirs */
	REPORT_FILES_LIMIT = 300,              /* listed; of more it is told how many */
};

void report_page_write(const struct report_contents *contents, struct buffer *html);

#endif
