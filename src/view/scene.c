#include "view/scene.h"

#include <inttypes.h>
#include <string.h>

#include "base/memory.h"

void scene_init(struct scene *scene, int width_px, int height_px)
{
	*scene = (struct scene){.arena = arena_create(), .width_px = width_px, .height_px = height_px};
	scene_clear(scene);
}

void scene_finish(struct scene *scene)
{
	arena_destroy(scene->arena);
	*scene = (struct scene){0};
}

void scene_clear(struct scene *scene)
{
	arena_clear(scene->arena);
	scene->items = NULL;
	scene->sources = NULL;
	scene->items_count = scene->items_capacity = 0;
	scene->sources_count = scene->sources_capacity = 0;
	scene->safe = (struct box){0, 0, scene->width_px, scene->height_px};
	scene->mirrored = false;
	scene->seconds = 0;
	scene->valid_until_utc_s = INT64_MAX;
}

static struct scene_item *add(struct scene *scene, enum scene_kind kind, struct box box)
{
	scene->items = arena_grow(scene->arena, scene->items, &scene->items_capacity, scene->items_count + 1,
				  sizeof *scene->items);
	struct scene_item *item = &scene->items[scene->items_count++];
	memset(item, 0, sizeof *item);
	item->kind = kind;
	item->box = box;
	return item;
}

static struct box moved(const struct scene *scene, struct box box)
{
	box.x += scene->safe.x;
	box.y += scene->safe.y;
	return box;
}

static struct box turned(const struct scene *scene, struct box box)
{
	if (scene->mirrored)
		box.x = scene->safe.width - box.x - box.width;
	return moved(scene, box);
}

void scene_rectangle(struct scene *scene, struct box box, enum colour colour, int radius_px, int alpha)
{
	struct scene_item *item = add(scene, SCENE_RECTANGLE, turned(scene, box));
	item->rectangle.colour = colour;
	item->rectangle.radius_px = radius_px;
	item->rectangle.alpha = alpha;
}

void scene_gradient(struct scene *scene, struct box box, enum colour colour, int alpha, int full_px, bool up)
{
	struct scene_item *item = add(scene, SCENE_GRADIENT, turned(scene, box));
	item->gradient.colour = colour;
	item->gradient.alpha = alpha;
	item->gradient.full_px = full_px;
	item->gradient.up = up;
}

void scene_picture(struct scene *scene, struct box box, const char *name, struct box source, enum picture_manner manner,
		   int radius_px)
{
	const char *copy = arena_text(scene->arena, name);
	struct scene_item *item = add(scene, SCENE_PICTURE, turned(scene, box));
	item->picture.name = copy;
	item->picture.source = source;
	item->picture.manner = manner;
	item->picture.radius_px = radius_px;
}

struct scene_item *scene_text(struct scene *scene, struct box box, int baseline_y, const char *text, size_t bytes,
			      struct font font, enum colour colour, bool right_to_left)
{
	const char *copy = arena_text_part(scene->arena, text, bytes);
	struct scene_item *item = add(scene, SCENE_TEXT, moved(scene, box));
	item->text.text = copy;
	item->text.font = font;
	item->text.colour = colour;
	item->text.baseline_y = baseline_y + scene->safe.y;
	item->text.right_to_left = right_to_left;
	return item;
}

void scene_source(struct scene *scene, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	scene->sources = arena_grow(scene->arena, scene->sources, &scene->sources_capacity, scene->sources_count + 1,
				    sizeof *scene->sources);
	scene->sources[scene->sources_count++] = arena_text(scene->arena, text);
}

static bool same_box(struct box a, struct box b)
{
	return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

static bool same_item(const struct scene_item *a, const struct scene_item *b)
{
	if (a->kind != b->kind || !same_box(a->box, b->box))
		return false;
	switch (a->kind) {
	case SCENE_RECTANGLE:
		return a->rectangle.colour == b->rectangle.colour && a->rectangle.radius_px == b->rectangle.radius_px &&
		       a->rectangle.alpha == b->rectangle.alpha;
	case SCENE_GRADIENT:
		return a->gradient.colour == b->gradient.colour && a->gradient.alpha == b->gradient.alpha &&
		       a->gradient.full_px == b->gradient.full_px && a->gradient.up == b->gradient.up;
	case SCENE_TEXT:
		return a->text.colour == b->text.colour && a->text.baseline_y == b->text.baseline_y &&
		       a->text.right_to_left == b->text.right_to_left && a->text.font.role == b->text.font.role &&
		       a->text.font.size_px == b->text.font.size_px && a->text.font.face == b->text.font.face &&
		       text_equal(a->text.text, b->text.text);
	case SCENE_PICTURE:
		return a->picture.manner == b->picture.manner && a->picture.radius_px == b->picture.radius_px &&
		       same_box(a->picture.source, b->picture.source) && text_equal(a->picture.name, b->picture.name);
	}
	return false;
}

bool scene_same(const struct scene *a, const struct scene *b)
{
	if (a->width_px != b->width_px || a->height_px != b->height_px || a->items_count != b->items_count)
		return false;
	for (size_t i = 0; i < a->items_count; i++)
		if (!same_item(&a->items[i], &b->items[i]))
			return false;
	return true;
}

void scene_say(const struct scene *scene, struct buffer *into)
{
	int colour = -1;
	for (size_t i = 0; i < scene->items_count; i++) {
		const struct scene_item *item = &scene->items[i];
		if (item->kind == SCENE_PICTURE)
			buffer_add_format(into, "\n%s\n", item->picture.name);
		if (item->kind != SCENE_TEXT || item->text.clock)
			continue;
		if ((int)item->text.colour != colour)
			buffer_add_format(into, "\n%s:", colour_names[item->text.colour]);
		colour = (int)item->text.colour;
		size_t length = strlen(item->text.text) - (item->text.hyphen ? 1 : 0);
		for (size_t c = 0; c < length; c++) {
			if (item->text.text[c] != ' ')
				buffer_add(into, item->text.text + c, 1);
		}
	}
}

static void print_item(const struct scene_item *item, struct buffer *into)
{
	static const char *const roles[FONT_ROLES] = {"text", "strong", "italic", "display", "display-medium"};
	static const char *const manners[] = {"", " soft", " veiled", " logo"};
	struct box box = item->box;
	switch (item->kind) {
	case SCENE_RECTANGLE:
		buffer_add_format(into, "rectangle %d,%d %dx%d %s", box.x, box.y, box.width, box.height,
				  colour_names[item->rectangle.colour]);
		if (item->rectangle.radius_px != 0)
			buffer_add_format(into, " radius %d", item->rectangle.radius_px);
		if (item->rectangle.alpha != 255)
			buffer_add_format(into, " alpha %d", item->rectangle.alpha);
		break;
	case SCENE_GRADIENT:
		buffer_add_format(into, "gradient %d,%d %dx%d %s alpha %d over %d %s", box.x, box.y, box.width,
				  box.height, colour_names[item->gradient.colour], item->gradient.alpha,
				  item->gradient.full_px, item->gradient.up ? "up" : "down");
		break;
	case SCENE_TEXT:
		buffer_add_format(into, "text %d,%d %dx%d baseline %d %s %d", box.x, box.y, box.width, box.height,
				  item->text.baseline_y, roles[item->text.font.role], item->text.font.size_px);
		if (item->text.font.face != 0)
			buffer_add_format(into, " face %d", item->text.font.face);
		buffer_add_format(into, " %s%s \"%s\"", colour_names[item->text.colour],
				  item->text.right_to_left ? " leftwards" : "", item->text.text);
		break;
	case SCENE_PICTURE:
		buffer_add_format(into, "picture %d,%d %dx%d %s from %d,%d %dx%d%s", box.x, box.y, box.width,
				  box.height, item->picture.name, item->picture.source.x, item->picture.source.y,
				  item->picture.source.width, item->picture.source.height,
				  manners[item->picture.manner]);
		if (item->picture.radius_px != 0)
			buffer_add_format(into, " radius %d", item->picture.radius_px);
		break;
	}
	buffer_add_text(into, "\n");
}

void scene_print(const struct scene *scene, struct buffer *into)
{
	buffer_add_format(into, "scene %dx%d, %g s", scene->width_px, scene->height_px, scene->seconds);
	if (scene->valid_until_utc_s != INT64_MAX)
		buffer_add_format(into, ", until %" PRId64, scene->valid_until_utc_s);
	buffer_add_text(into, "\n");
	for (size_t i = 0; i < scene->items_count; i++)
		print_item(&scene->items[i], into);
	for (size_t i = 0; i < scene->sources_count; i++)
		buffer_add_format(into, "source \"%s\"\n", scene->sources[i]);
}
