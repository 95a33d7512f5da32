/* What organizers write, read into sources: still with local times, file names and unresolved inheritance, each item
 * with what is wrong about it. ingest/compile turns sources into a deck. One file per type: event.c, agenda.c,
 * announcement.c, photos.c, overlay.c; text.c for *.txt and *.md; schedule_json.c, schedule_xml.c, indico.c,
 * icalendar.c and csv.c for what other programs export (schedule.h); content.c recognizes. */
#ifndef FORMATS_CONTENT_H
#define FORMATS_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "model/agenda.h"
#include "model/deck.h"
#include "model/problem.h"
#include "model/prose.h"

enum source_kind { SOURCE_EVENT, SOURCE_AGENDA, SOURCE_ANNOUNCEMENT, SOURCE_PHOTOS, SOURCE_OVERLAY };

struct moment { /* a time as written: local in the event's zone unless it had an offset */
	struct civil civil;
	bool given, has_offset, has_time; /* has_time: not a bare date */
	bool anywhere;                    /* its offset tells when, and nothing of where: "Z", or some caller's zone */
	int offset_s;
};

struct source_show {
	struct moment from, until; /* a bare date as `until` means that day's end */
	unsigned weekdays;         /* as struct window */
	int between_start, between_end;
};

struct source_session {
	const char *id; /* NULL: none given */
	const char *title, *room, *note;
	enum session_kind kind;
	struct date date; /* none: the agenda's */
	int start, end;   /* minutes after midnight; end -1: none given; end <= start: past midnight */
	struct moment at; /* an export's: date, time and perhaps offset of its own, instead of date and start */
	int64_t length_s; /* with `at`: how long it takes, instead of end; 0: not told */
	const struct moment *again; /* more times at which it takes place; its id then is followed by each one's */
	size_t again_count;
	struct person *people;
	size_t people_count;
	const char *moved; /* what its author says of a change whose was and is he does not tell; NULL: nothing */
	const char *was_room;
	int was_start; /* minutes; -1: none */
	struct date was_date;
	int delay_minutes;
	bool cancelled, added;
};

struct source_agenda {
	const char *title, *room;
	struct date date;   /* none: `weekdays`, or the event's first day */
	unsigned weekdays;  /* `days`; 0: none */
	const char **rooms; /* in the author's order; none: as sessions name them */
	size_t rooms_count;
	struct source_session *sessions;
	size_t sessions_count;
};

struct source_edit {         /* what an overlay says of a session; what it does not say stays */
	const char *session; /* its id, or its title */
	struct date date;    /* where several are called so: its event day; none: any */
	int start;           /* and when it begins by the agenda, minutes after midnight; -1: whenever */
	const char *in;      /* and its room; NULL: any */
	const char *json_path;
	const char *title, *room, *note; /* NULL: not given */
	int delay_minutes;               /* 0: not given */
	bool cancelled, takes_place;     /* one of them, or neither */
	bool hidden;
};

struct source_room {
	const char *name, *shown; /* in the agendas, and on the wall */
};

struct source_overlay { /* what an export lacks */
	struct source_edit *edits;
	size_t edits_count;
	struct source_agenda added;
	struct source_room *rooms;
	size_t rooms_count;
};

struct source_picture {
	const char *file;      /* as written, relative to the content's folder; NULL: none */
	const char *json_path; /* where it is named, for problems */
	const char *alt, *caption;
};

enum source_captions {                     /* of photos that have none */
		       CAPTIONS_INHERITED, /* as the event above */
		       CAPTIONS_WRITTEN,   /* they stay without */
		       CAPTIONS_PICTURE,   /* what the picture says of itself */
};

struct source_announcement {
	const char *title;
	struct prose text;
	struct source_picture picture;
	const char *qr_url, *qr_label;
};

struct source_photos {
	const char *title;
	struct source_picture *photos;
	size_t photos_count;
};

struct source_item {
	enum source_kind kind;
	bool refused;          /* its problems say why; nothing else of it is set but index and kind */
	bool implied;          /* an event that an export tells of: counts where no event of the folders governs */
	size_t index;          /* position in the file's array, 0 if it is none */
	const char *id;        /* the author's "id"; NULL: none */
	const char *json_path; /* "$" or "$[3]" */
	struct source_show show;
	const char **on;
	size_t on_count;
	double seconds; /* 0: not given; 2 to 3600 */
	bool high;
	bool emergency;       /* an announcement that alone is shown; of show.until the date or its year may be open */
	const char *language; /* NULL: not given */
	union {
		struct {
			struct event
				event; /* folder empty, no pictures, of its zone the name alone (NULL: not given) */
			struct source_picture logo, background;
			enum source_captions captions;
			const char *agenda_url, *agenda_label; /* where its agenda page is, for the wall; NULL */
		};
		struct source_agenda agenda;
		struct source_announcement announcement;
		struct source_photos photos;
		struct source_overlay overlay;
	};
};

struct source { /* one file */
	struct arena *arena;
	const char *path;
	struct source_item *items;
	size_t items_count;
	bool undecoded; /* its encoding leaves doubts, which another language might end */
};

enum { CONTENT_LIMIT_BYTES = 8 << 20 };

/* Does the name say that it may be content (json, txt, md)? Pictures are ingest's. */
bool content_named(const char *path);

/* Reads a file's bytes. True if it was understood as a file (single items may still be refused); false if none of it
 * can be shown. Problems say why in either case. An arena is made in *source; source_finish() in both cases. */
bool content_read(struct source *source, const char *path, const void *bytes, size_t length, struct problems *problems);

/* The same of text that is expected to be in a language (of the event that governs it; "": none is known): that may
 * make certain what encoding it has. */
bool content_read_as(struct source *source, const char *path, const void *bytes, size_t length, const char *language,
		     struct problems *problems);
void source_finish(struct source *source);

#endif
