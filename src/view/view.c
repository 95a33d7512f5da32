#include "view/view.h"

#include "view/kinds.h"

size_t view_pages(const struct view *view, const struct slide *slide)
{
	struct page current;
	if (slide->kind == SLIDE_PHOTOS)
		return slide->photos.photos_count > 0 ? slide->photos.photos_count : 1;
	page_init(&current, view, slide, &view->deck->events[slide->event]);
	size_t pages = slide->kind == SLIDE_AGENDA ? agenda_pages(&current) : announcement_pages(&current);
	page_finish(&current);
	return pages;
}

void view_page(const struct view *view, const struct slide *slide, size_t page, struct scene *scene)
{
	struct page current;
	page_init(&current, view, slide, &view->deck->events[slide->event]);
	switch (slide->kind) {
	case SLIDE_AGENDA:
		agenda_page(&current, page, scene);
		break;
	case SLIDE_ANNOUNCEMENT:
		announcement_page(&current, page, scene);
		break;
	case SLIDE_PHOTOS:
		photos_page(&current, page, scene);
		break;
	}
	page_finish(&current);
}

bool view_slide_on_now(const struct view *view, const struct slide *slide)
{
	return slide->kind == SLIDE_AGENDA &&
	       agenda_now(&slide->agenda, view->now_utc_s) < slide->agenda.sessions_count;
}
