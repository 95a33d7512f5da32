#include "player/queue.h"

#include <stdlib.h>

#include "base/memory.h"

struct queue {
	struct queue_source source;
	struct lineup *lineup;
	struct programme *programme;
	int64_t updated_utc_s;
	bool updated_unset; /* by a clock that could not be trusted */
};

static size_t item_pages(void *data, size_t item)
{
	return queue_pages(data, item);
}

static double page_seconds(void *data, size_t item, size_t page)
{
	const struct queue *queue = data;
	struct view view = queue->source.view(queue->source.data);
	const struct slide *slide = lineup_slide(queue->lineup, item);
	logbook_working(queue->source.logbook, slide);
	double seconds = queue->source.seconds(queue->source.data, &view, slide, page);
	logbook_working(queue->source.logbook, NULL);
	return seconds;
}

struct queue *queue_create(const struct queue_source *source)
{
	struct queue *queue = memory_allocate(sizeof *queue);
	queue->source = *source;
	queue->lineup = lineup_create();
	queue->programme = programme_create(
		&(struct programme_source){.pages = item_pages, .seconds = page_seconds, .data = queue});
	return queue;
}

void queue_destroy(struct queue *queue)
{
	if (queue == NULL)
		return;
	programme_destroy(queue->programme);
	lineup_destroy(queue->lineup);
	free(queue);
}

void queue_update(struct queue *queue)
{
	struct view view = queue->source.view(queue->source.data);
	lineup_update(queue->lineup, &view);
	queue->updated_utc_s = view.now_utc_s;
	queue->updated_unset = view.clock_unset;
	programme_items(queue->programme, lineup_items(queue->lineup), lineup_count(queue->lineup));
}

bool queue_outdated(const struct queue *queue, int64_t now_utc_s, bool clock_unset)
{
	return now_utc_s < queue->updated_utc_s || now_utc_s >= lineup_valid_until_utc_s(queue->lineup) ||
	       clock_unset != queue->updated_unset;
}

int64_t queue_valid_until_utc_s(const struct queue *queue)
{
	return lineup_valid_until_utc_s(queue->lineup);
}

size_t queue_count(const struct queue *queue)
{
	return lineup_count(queue->lineup);
}

const struct slide *queue_slide(const struct queue *queue, size_t item)
{
	return lineup_slide(queue->lineup, item);
}

const struct slide *queue_find(const struct queue *queue, const char *id, size_t *item)
{
	size_t found = lineup_find(queue->lineup, id);
	if (item != NULL)
		*item = found;
	return found < lineup_count(queue->lineup) ? lineup_slide(queue->lineup, found) : NULL;
}

bool queue_emergency(const struct queue *queue)
{
	return lineup_count(queue->lineup) > 0 && lineup_slide(queue->lineup, 0)->emergency;
}

bool queue_passes_over(const struct queue *queue, const struct slide *slide)
{
	return quarantine_holds(logbook_quarantine(queue->source.logbook), slide->digest,
				loop_now_ms(queue->source.loop));
}

size_t queue_pages(struct queue *queue, size_t item)
{
	const struct slide *slide = lineup_slide(queue->lineup, item);
	if (queue_passes_over(queue, slide))
		return 0;
	struct view view = queue->source.view(queue->source.data);
	logbook_working(queue->source.logbook, slide);
	size_t pages = lineup_pages(queue->lineup, &view, item);
	logbook_working(queue->source.logbook, NULL);
	return pages;
}

bool queue_next(struct queue *queue, struct programme_place *place)
{
	return programme_next(queue->programme, loop_now_ms(queue->source.loop), place);
}

bool queue_peek(struct queue *queue, int64_t then_ms, struct programme_place *place)
{
	return programme_peek(queue->programme, then_ms, place);
}

bool queue_previous(struct queue *queue, struct programme_place *place)
{
	return programme_previous(queue->programme, place);
}

bool queue_resume(struct queue *queue, const char *id, size_t page, struct programme_place *place)
{
	return programme_resume(queue->programme, id, page, place);
}
