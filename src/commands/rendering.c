#include "commands/rendering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "commands/commands.h"
#include "control/png.h"
#include "player/bake.h"

int rendering_failed(const char *what, const char *why)
{
	fprintf(stderr, "callboard render: %s: %s\n", what, why);
	return EXIT_REFUSED;
}

struct theme rendering_theme(struct rendering *rendering, const struct event *event)
{
	return looks_theme_of(rendering->looks, event, rendering->view.screen, rendering->wishes->theme);
}

struct listing_page rendering_page(const struct rendering *rendering, const struct slide *slide)
{
	static const char *const kinds[] = {
		[SLIDE_AGENDA] = "agenda", [SLIDE_ANNOUNCEMENT] = "announcement", [SLIDE_PHOTOS] = "photos"};
	const struct view *view = &rendering->view;

	if (!slide)
		return (struct listing_page){.kind = "calm",
					     .title = deck_event_now(view->deck, view->now_utc_s)->name,
					     .screen = view->screen};
	return (struct listing_page){.kind = kinds[slide->kind],
				     .title = slide->kind == SLIDE_AGENDA         ? slide->agenda.title
					      : slide->kind == SLIDE_ANNOUNCEMENT ? slide->announcement.title
										  : slide->photos.title,
				     .screen = view->screen};
}

/* What a page is called after its number: the name of its file, in letters that no system minds. */
static char *plain_name(const char *source)
{
	const char *name = path_name(source);
	const char *dot = strrchr(name, '.');
	size_t length = dot && dot != name ? (size_t)(dot - name) : strlen(name);
	char *plain = memory_allocate(length + 1);
	size_t written = 0;

	for (size_t i = 0; i < length; i++) {
		bool usual = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z') ||
			     (name[i] >= '0' && name[i] <= '9');

		if (usual)
			plain[written++] = name[i];
		else if (written > 0 && plain[written - 1] != '-' && (name[i] & 0x80) == 0)
			plain[written++] = '-';
	}
	while (written > 0 && plain[written - 1] == '-')
		written--;
	plain[written] = '\0';
	return plain;
}

void rendering_bake(const struct rendering *rendering, struct frame *frame, const struct scene *scene,
		    const struct theme *theme)
{
	char *pictures = path_join(rendering->state, "pictures");

	bake(frame, scene, theme, rendering->fonts, pictures);
	free(pictures);
}

int rendering_write_picture(const struct rendering *rendering, const char *name, const struct frame *frame)
{
	char *path = path_join(rendering->wishes->out, name);
	int error = png_file_write(path, frame->pixels, frame->width_px, frame->height_px);

	if (error != 0)
		rendering_failed(path, strerror(-error));
	else if (!rendering->wishes->json)
		printf("%s\n", path);
	free(path);
	return error == 0 ? EXIT_WELL : EXIT_REFUSED;
}

int rendering_write(struct rendering *rendering, const struct scene *scene, const struct theme *theme,
		    const char *source, struct listing_page *page)
{
	char *name = plain_name(source);
	int status;

	free(rendering->file);
	rendering->file = text_format("%03d-%s.png", ++rendering->number, name[0] != '\0' ? name : page->kind);
	free(name);
	page->number = rendering->number;
	page->file = rendering->file;
	page->sources = scene->sources;
	page->sources_count = scene->sources_count;
	rendering_bake(rendering, rendering->frame, scene, theme);
	status = rendering_write_picture(rendering, rendering->file, rendering->frame);
	listing_add(&rendering->list, page);
	return status;
}
