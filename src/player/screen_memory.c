#include <stdlib.h>

#include "base/memory.h"
#include "player/painter.h"

/* With no display everything succeeds: what would be visible can be had as a screenshot. */
static bool show(struct painter *painter, const struct frame *frame)
{
	(void)painter;
	(void)frame;
	return true;
}

static bool again(struct painter *painter, struct sample *sample)
{
	(void)painter;
	(void)sample;
	return true;
}

static void fade_begin(struct painter *painter, const struct frame *from, bool from_new, const struct frame *to)
{
	(void)painter;
	(void)from;
	(void)from_new;
	(void)to;
}

static bool fade_ready(struct painter *painter)
{
	(void)painter;
	return true;
}

static bool fade_step(struct painter *painter, int weight)
{
	(void)painter;
	(void)weight;
	return true;
}

static void fade_end(struct painter *painter)
{
	(void)painter;
}

static void destroy(struct painter *painter)
{
	free(painter);
}

struct painter *painter_memory(void)
{
	struct painter *painter = memory_allocate(sizeof *painter);

	*painter = (struct painter){.name = "memory",
				    .show = show,
				    .again = again,
				    .fade_begin = fade_begin,
				    .fade_ready = fade_ready,
				    .fade_step = fade_step,
				    .fade_end = fade_end,
				    .destroy = destroy};
	return painter;
}
