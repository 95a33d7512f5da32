/* The player: a screen, what is directed onto it, and the ingest program that keeps it supplied. The wall's side of
 * callboard, without signals, sockets and the service manager, which commands/play.c adds. */
#ifndef PLAYER_PLAYER_H
#define PLAYER_PLAYER_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/loop.h"
#include "model/status.h"
#include "player/director.h"

struct player;

enum player_leave {
	PLAYER_QUIT,     /* somebody asked for the end */
	PLAYER_RESTART,  /* the display came, went or changed: exec ourselves */
	PLAYER_UNPROVED, /* the picture cannot be proved: exec ourselves, too */
};

struct player_options {     /* borrowed, texts too */
	const char *state;  /* the folder, which exists */
	const char *folder; /* for ingest */
	const char *ingest; /* the program's path; NULL: show what was published before */
	const char *screen, *version;
	int width_px, height_px; /* 0: the display's own */
	bool window;
	int turn_degrees;        /* as struct screen_options has it */
	double overscan_percent; /* as struct director_options has it */
	bool time_given;         /* the clock is --at's: it is not asked whether it is right */
	struct logbook *logbook;
	const struct position *position; /* begin there; NULL: at the beginning */
	void (*proved)(void *data);      /* every few seconds, if the picture is there as it should be */
	void (*loaded)(void *data, const struct deck *deck);                  /* as struct director_options has it */
	void (*leave)(void *data, enum player_leave reason, const char *why); /* in plain words */
	bool resumes;                                                         /* as struct screen_options has it */
	bool (*stands)(void *data, int fd);                                   /* as struct screen_options has it */
	void *data;
};

/* clock: the player's, which it moves when somebody tells the time. Opens the display and shows the first picture
 * before it returns; the rest happens in the loop, whose before_sleep it takes. NULL after a logged reason. */
struct player *player_create(struct loop *loop, struct clock *clock, const struct player_options *options);
void player_destroy(struct player *player);

/* Everything about pages: next, previous, pause, identify, position. */
struct director *player_director(struct player *player);

/* Reads the folder anew. */
void player_reload(struct player *player);

/* Shows for a minute which screen this is: its name, addresses, what it is bound to. */
void player_identify(struct player *player);

/* Somebody tells what time it is, as timekeeper_tell() has it. NULL, or why that is not taken, in words. */
const char *player_tell_time(struct player *player, int64_t utc_s);

/* A sealed memfd with the pixels visible now, or a negative errno. */
int player_screenshot(const struct player *player, int *width_px, int *height_px);

/* Good until anything else happens. */
void player_status(struct player *player, struct status *status);

/* Before exec of ourselves: ingest is ended, and the picture left standing where that can be done. */
void player_retain(struct player *player);

bool player_offscreen(const struct player *player);

#endif
