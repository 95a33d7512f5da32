#include "model/status.h"

#include "model/deck.h"

struct status_page status_page_of(const struct slide *slide, size_t page, size_t pages)
{
	static const char *const kinds[] = {
		[SLIDE_AGENDA] = "agenda", [SLIDE_ANNOUNCEMENT] = "announcement", [SLIDE_PHOTOS] = "photos"};
	const char *title = NULL;
	switch (slide->kind) {
	case SLIDE_AGENDA:
		title = slide->agenda.title;
		break;
	case SLIDE_ANNOUNCEMENT:
		title = slide->announcement.title;
		break;
	case SLIDE_PHOTOS:
		title = slide->photos.title;
		break;
	}
	return (struct status_page){.slide = slide->id,
				    .kind = slide->emergency ? "emergency" : kinds[slide->kind],
				    .title = title,
				    .page = page + 1,
				    .pages = pages};
}
