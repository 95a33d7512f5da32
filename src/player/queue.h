/* What is in line and what of it comes next: the lineup, and the programme that goes through it. What is laid out to
 * answer is noted in the logbook, should it take the player down; what has done so too often is passed over. */
#ifndef PLAYER_QUEUE_H
#define PLAYER_QUEUE_H

#include "base/loop.h"
#include "player/lineup.h"
#include "player/logbook.h"
#include "player/programme.h"

struct queue;

struct queue_source {                    /* all borrowed */
	struct view (*view)(void *data); /* of the deck that is shown, now */
	double (*seconds)(void *data, const struct view *view, const struct slide *slide, size_t page); /* it stays */
	struct loop *loop;
	struct logbook *logbook;
	void *data;
};

struct queue *queue_create(const struct queue_source *source);
void queue_destroy(struct queue *queue);

/* Everything anew, as lineup_update() has it: the deck of the last update must still be there. */
void queue_update(struct queue *queue);

/* Does the line of the last update stand no longer at this moment? */
bool queue_outdated(const struct queue *queue, int64_t now_utc_s, bool clock_unset);

/* The next moment at which it does not; INT64_MAX: never. */
int64_t queue_valid_until_utc_s(const struct queue *queue);

size_t queue_count(const struct queue *queue);
const struct slide *queue_slide(const struct queue *queue, size_t item);

/* The slide with that id, and where it is in line (item NULL: nobody asks); NULL if it is not. */
const struct slide *queue_find(const struct queue *queue, const char *id, size_t *item);

/* An emergency wants the screen: nothing else is in line. */
bool queue_emergency(const struct queue *queue);

/* It has taken the player down too often of late. */
bool queue_passes_over(const struct queue *queue, const struct slide *slide);

/* The item's pages; 0: nothing of it is left, or it is passed over. */
size_t queue_pages(struct queue *queue, size_t item);

/* As the programme has them; then_ms is monotonic. */
bool queue_next(struct queue *queue, struct programme_place *place);
bool queue_peek(struct queue *queue, int64_t then_ms, struct programme_place *place);
bool queue_previous(struct queue *queue, struct programme_place *place);
bool queue_resume(struct queue *queue, const char *id, size_t page, struct programme_place *place);

#endif
