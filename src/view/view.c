#include "view/view.h"

#include <stdlib.h>

#include "base/memory.h"
#include "view/kinds.h"

struct view_layout {
	const struct view *view;
	const struct slide *slide;
	struct page page;             /* of an agenda; other kinds have few pages, laid out one by one */
	struct agenda_layout *agenda; /* NULL: another kind */
	struct board *board;          /* NULL: no agenda that is a page of cards */
	size_t pages;
};

static void begin(struct page *page, const struct view *view, const struct slide *slide)
{
	page_init(page, view, slide, &view->deck->events[slide->event]);
}

/* Some agendas are lists, some cards. */
static bool is_board(const struct slide *slide)
{
	return slide->agenda.kind != AGENDA_DAY && slide->agenda.kind != AGENDA_SOON;
}

struct view_layout *view_layout_create(const struct view *view, const struct slide *slide)
{
	struct view_layout *layout = memory_allocate(sizeof *layout);
	*layout = (struct view_layout){.view = view, .slide = slide};
	if (slide->kind == SLIDE_PHOTOS) {
		layout->pages = slide->photos.photos_count > 0 ? slide->photos.photos_count : 1;
		return layout;
	}
	begin(&layout->page, view, slide);
	if (slide->kind == SLIDE_AGENDA && is_board(slide)) {
		layout->board = board_lay_out(&layout->page);
		layout->pages = board_pages(layout->board);
		return layout;
	}
	if (slide->kind == SLIDE_AGENDA) {
		layout->agenda = agenda_lay_out(&layout->page);
		layout->pages = agenda_pages(layout->agenda);
		return layout;
	}
	layout->pages = slide->emergency ? emergency_pages(&layout->page) : announcement_pages(&layout->page);
	page_finish(&layout->page);
	return layout;
}

void view_layout_destroy(struct view_layout *layout)
{
	if (layout == NULL)
		return;
	if (layout->agenda != NULL || layout->board != NULL)
		page_finish(&layout->page);
	free(layout);
}

size_t view_layout_pages(const struct view_layout *layout)
{
	return layout->pages;
}

void view_layout_page(struct view_layout *layout, size_t page, struct scene *scene)
{
	if (layout->board != NULL)
		board_page(layout->board, page, scene);
	else if (layout->agenda != NULL)
		agenda_page(layout->agenda, page, scene);
	else
		view_page(layout->view, layout->slide, page, scene);
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
	struct page current;
	begin(&current, view, slide);
	switch (slide->kind) {
	case SLIDE_AGENDA:
		if (is_board(slide))
			board_page(board_lay_out(&current), page, scene);
		else
			agenda_page(agenda_lay_out(&current), page, scene);
		break;
	case SLIDE_ANNOUNCEMENT:
		if (slide->emergency)
			emergency_page(&current, page, scene);
		else
			announcement_page(&current, page, scene);
		break;
	case SLIDE_PHOTOS:
		photos_page(&current, page, scene);
		break;
	}
	page_finish(&current);
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
