#include "view/view.h"

#include <stdlib.h>

#include "base/memory.h"
#include "view/kinds.h"

struct view_layout {
	const struct slide *slide;
	struct page page;
	union { /* by kind */
		struct agenda_layout *agenda;
		struct board *board;
		struct announcement_layout *announcement;
		struct photos_layout *photos;
	};
	size_t pages;
};

/* Some agendas are lists, some cards. */
static bool is_board(const struct slide *slide)
{
	return slide->agenda.kind != AGENDA_DAY && slide->agenda.kind != AGENDA_SOON;
}

struct view_layout *view_layout_create(const struct view *view, const struct slide *slide)
{
	struct view_layout *layout = memory_allocate(sizeof *layout);
	struct page *page = &layout->page;
	*layout = (struct view_layout){.slide = slide};
	page_init(page, view, slide, &view->deck->events[slide->event]);
	switch (slide->kind) {
	case SLIDE_AGENDA:
		if (is_board(slide)) {
			layout->board = board_lay_out(page);
			layout->pages = board_pages(layout->board);
		} else {
			layout->agenda = agenda_lay_out(page);
			layout->pages = agenda_pages(layout->agenda);
		}
		break;
	case SLIDE_ANNOUNCEMENT:
		if (slide->emergency) {
			layout->pages = emergency_pages(page);
		} else {
			layout->announcement = announcement_lay_out(page);
			layout->pages = announcement_pages(layout->announcement);
		}
		break;
	case SLIDE_PHOTOS:
		layout->photos = photos_lay_out(page);
		layout->pages = photos_pages(layout->photos);
		break;
	}
	return layout;
}

void view_layout_destroy(struct view_layout *layout)
{
	if (layout == NULL)
		return;
	page_finish(&layout->page);
	free(layout);
}

size_t view_layout_pages(const struct view_layout *layout)
{
	return layout->pages;
}

void view_layout_page(struct view_layout *layout, size_t page, struct scene *scene)
{
	switch (layout->slide->kind) {
	case SLIDE_AGENDA:
		if (is_board(layout->slide))
			board_page(layout->board, page, scene);
		else
			agenda_page(layout->agenda, page, scene);
		break;
	case SLIDE_ANNOUNCEMENT:
		if (layout->slide->emergency)
			emergency_page(&layout->page, page, scene);
		else
			announcement_page(layout->announcement, page, scene);
		break;
	case SLIDE_PHOTOS:
		photos_page(layout->photos, page, scene);
		break;
	}
}

size_t view_pages(const struct view *view, const struct slide *slide)
{
	struct view_layout *layout = view_layout_create(view, slide);
	size_t pages = layout->pages;
	view_layout_destroy(layout);
	return pages;
}

void view_page(const struct view *view, const struct slide *slide, size_t page, struct scene *scene)
{
	struct view_layout *layout = view_layout_create(view, slide);
	view_layout_page(layout, page, scene);
	view_layout_destroy(layout);
}

const struct event *view_event(const struct view *view)
{
	return deck_event_now(view->deck, view->clock_unset ? 0 : view->now_utc_s);
}

bool view_slide_on_now(const struct view *view, const struct slide *slide)
{
	return !view->clock_unset && slide->kind == SLIDE_AGENDA &&
	       (slide->agenda.kind == AGENDA_DAY || slide->agenda.kind == AGENDA_ROOMS) &&
	       agenda_now(&slide->agenda, view->now_utc_s) < slide->agenda.sessions_count;
}
