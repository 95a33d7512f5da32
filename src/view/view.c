#include "view/view.h"

#include "view/kinds.h"

size_t view_pages(const struct view *view, const struct slide *slide)
{
	struct page page;
	size_t pages = 1;
	if (slide->kind == SLIDE_PHOTOS)
		return slide->photos.photos_count > 0 ? slide->photos.photos_count : 1;
	page_init(&page, view, slide, &view->deck->events[slide->event]);
	pages = slide->kind == SLIDE_AGENDA ? agenda_pages(&page) : announcement_pages(&page);
	page_finish(&page);
	return pages;
}

void view_page(const struct view *view, const struct slide *slide, size_t number, struct scene *scene)
{
	struct page page;
	page_init(&page, view, slide, &view->deck->events[slide->event]);
	switch (slide->kind) {
	case SLIDE_AGENDA:
		agenda_page(&page, number, scene);
		break;
	case SLIDE_ANNOUNCEMENT:
		announcement_page(&page, number, scene);
		break;
	case SLIDE_PHOTOS:
		photos_page(&page, number, scene);
		break;
	}
	page_finish(&page);
}

bool view_slide_on_now(const struct view *view, const struct slide *slide)
{
	return slide->kind == SLIDE_AGENDA &&
	       agenda_now(&slide->agenda, view->now_utc_s) < slide->agenda.sessions_count;
}
