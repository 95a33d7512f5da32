/* What a venue sets over themes. */
#include "ingest/compile_parts.h"

static const struct picture *picture_of(struct compilation *compilation, const struct chosen *chosen,
					const struct source_picture *source, const struct picture *above)
{
	struct picture picture = {0}, *kept;
	if (source->file == NULL)
		return above;
	if (!compile_picture(compilation, chosen, source, &picture))
		return NULL;
	kept = arena_allocate(compilation->deck->arena, 1, sizeof *kept);
	*kept = picture;
	return kept;
}

static void tell_of_colour(struct compilation *compilation, const struct chosen *chosen, const char *key,
			   uint32_t written, uint32_t shown, const char *theme)
{
	struct arena *arena = compilation->deck->arena;
	if (written == 0 || written == shown)
		return;
	chosen_problem(
		compilation, chosen, PROBLEM_WARNING, arena_format(arena, "%s.%s", chosen->item->json_path, key),
		arena_format(arena,
			     "with \"#%06x\" not all could be read from afar (in the theme \"%s\"), so \"#%06x\" is "
			     "shown",
			     written & 0xFFFFFF, theme, shown & 0xFFFFFF),
		"choose a lighter or a darker colour if you like that less");
}

void compile_brand(struct compilation *compilation, const struct chosen *chosen, const struct brand *above)
{
	const struct source_item *item = chosen->item;
	struct event *event = &compilation->deck->events[chosen->event];
	struct brand *brand = &event->brand;
	struct theme theme = theme_dusk;

	brand->logo = picture_of(compilation, chosen, &item->logo, above->logo);
	/* A colour and a picture are one setting. */
	brand->background =
		picture_of(compilation, chosen, &item->background, brand->ground == 0 ? above->background : NULL);
	if (brand->ground == 0 && item->background.file == NULL)
		brand->ground = above->ground;
	if (brand->accent == 0)
		brand->accent = above->accent;
	if (item->event.brand.accent == 0 && item->event.brand.ground == 0)
		return;
	if (event->theme != NULL && compilation->options->theme != NULL)
		compilation->options->theme(event->theme, &theme);
	theme = theme_with(&theme, brand);
	tell_of_colour(compilation, chosen, "accent", item->event.brand.accent, theme.colours[COLOUR_ACCENT],
		       theme.name);
	tell_of_colour(compilation, chosen, "background", item->event.brand.ground, theme.colours[COLOUR_GROUND],
		       theme.name);
}
