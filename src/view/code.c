#include "view/code.h"

#include <string.h>

#define QUIET_ZONE 4 /* modules around a code, ISO/IEC 18004 */

int code_side_px(const struct qr *qr, int most_px)
{
	int modules = qr->size + 2 * QUIET_ZONE;
	return most_px > 0 ? most_px / modules * modules : 0;
}

const char *code_words(const struct qr *qr)
{
	if (qr->label != NULL)
		return qr->label;
	const char *scheme = strstr(qr->url, "://");
	return scheme != NULL ? scheme + 3 : qr->url;
}

void code_draw(struct page *page, const struct qr *qr, struct box card, struct scene *scene)
{
	int each = card.width / (qr->size + 2 * QUIET_ZONE);
	if (each == 0)
		return;
	scene_rectangle(scene, card, COLOUR_PAPER, page_px(page, 0.5), 255);
	for (int row = 0; row < qr->size; row++) {
		const char *modules = qr->modules + (size_t)row * (size_t)qr->size;
		for (int column = 0, run; column < qr->size; column += run) {
			for (run = 1; column + run < qr->size && modules[column + run] == modules[column]; run++)
				;
			/* The page may be turned: turned twice the code stands as it was. */
			int at = scene->mirrored ? qr->size - column - run : column;
			struct box box = {card.x + (at + QUIET_ZONE) * each, card.y + (row + QUIET_ZONE) * each,
					  run * each, each};
			if (modules[column] == '1')
				scene_rectangle(scene, box, COLOUR_PRINT, 0, 255);
		}
	}
}
