/* A QR code on its card: quiet zone included, modules of whole pixels, never mirrored. A code is read from about ten
 * times its width away. */
#ifndef VIEW_CODE_H
#define VIEW_CODE_H

#include "view/page.h"

/* The side of its card, at most that many pixels, in px; 0 if it would be too fine to read. */
int code_side_px(const struct qr *qr, int most_px);

/* What to say beside it: its label, or where it leads. */
const char *code_words(const struct qr *qr);

/* Draws it; card is a square of code_side_px(). */
void code_draw(struct page *page, const struct qr *qr, struct box card, struct scene *scene);

#endif
