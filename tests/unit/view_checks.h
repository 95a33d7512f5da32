/* What must hold of every page, whatever it says. */
#ifndef TESTS_VIEW_CHECKS_H
#define TESTS_VIEW_CHECKS_H

#include <unicode/uchar.h>

#include "model/scale.h"
#include "unit/view_fixture.h"

static const struct {
	int width_px, height_px;
} screens[] = {{1920, 1080}, {3840, 2160}, {1366, 768},  {1024, 768}, {1080, 1920}, {1920, 540},
	       {800, 480},   {1920, 360},  {2560, 1080}, {480, 800},  {640, 480},   {320, 240}};

/* A small generator of its own, so that every machine tests the same. */
static inline unsigned next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

/* Without spaces, nor the hyphens of divided words. */
static inline void add_without_spaces(struct buffer *into, const struct scene_item *item)
{
	const char *text = item->text.text;
	for (size_t left = strlen(text) - item->text.hyphen; left > 0; text++, left--)
		if (*text != ' ')
			buffer_add(into, text, 1);
}

static inline bool apart(struct box a, struct box b)
{
	return a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
}

/* From a text's capitals to its baseline. Lines may be set so close that ascenders reach into the line above. */
static inline struct box body(const struct scene_item *item)
{
	int cap = (int)(item->text.font.size_px * 0.73);
	return (struct box){item->box.x, item->text.baseline_y - cap, item->box.width, cap};
}

/* One letter to its reader: that may be smaller than any type, to stay in its box. */
static inline bool one_cluster(const char *text)
{
	size_t size;
	bool joined = true; /* to what is before it */
	for (size_t left = strlen(text); left > 0; text += size, left -= size) {
		UChar32 code = (UChar32)utf8_decode(text, left, &size);
		bool mark = (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0 || code == 0x200d;
		if (!mark && !joined)
			return false;
		joined = code == 0x200d;
	}
	return true;
}

/* The type scale is the screen's, whatever stands on the page. */
static inline void check_unit(const struct scene *scene, const struct viewing *viewing, const char *name)
{
	struct scale scale =
		scale_for(scene->safe.width, scene->safe.height, hypot(scene->width_px, scene->height_px), viewing);
	if (fabs(scene->unit_px - scale.unit_px) > 1e-6)
		fail_msg("%s, %dx%d: the page's unit is %g, not %g", name, scene->width_px, scene->height_px,
			 scene->unit_px, scale.unit_px);
}

static inline void check_page(const struct scene *scene, const char *name)
{
	assert_true(scene->items_count > 1);
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		struct box box = item->box;
		if (box.width < 0 || box.height <= 0 || box.x < 0 || box.y < 0 || box.x + box.width > scene->width_px ||
		    box.y + box.height > scene->height_px)
			fail_msg("%s: %d,%d %dx%d is outside %dx%d: %s", name, box.x, box.y, box.width, box.height,
				 scene->width_px, scene->height_px, item->kind == SCENE_TEXT ? item->text.text : "-");
		if (item->kind != SCENE_TEXT)
			continue;
		const struct box *safe = &scene->safe;
		if (box.x < safe->x || box.x + box.width > safe->x + safe->width ||
		    item->text.baseline_y > safe->y + safe->height)
			fail_msg("%s: \"%s\" may be cropped", name, item->text.text);
		if (item->text.font.size_px < (int)scene->unit_px && !one_cluster(item->text.text))
			fail_msg("%s, %dx%d: \"%s\" is too small", name, scene->width_px, scene->height_px,
				 item->text.text);
		assert_true(item->text.baseline_y > box.y && item->text.baseline_y <= box.y + box.height);
		for (size_t j = i + 1; j < scene->items_count; j++)
			if (scene->items[j].kind == SCENE_TEXT && !apart(body(item), body(&scene->items[j])))
				fail_msg("%s, %dx%d: \"%s\" on top of \"%s\"", name, scene->width_px, scene->height_px,
					 scene->items[j].text.text, item->text.text);
	}
}

#endif
