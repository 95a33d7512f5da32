/* How languages write dates and times, and the wall's words in them (assets/languages, assets/words), read when they
 * are needed and kept. */
#ifndef WEB_WORDING_H
#define WEB_WORDING_H

#include "model/language.h"

struct wording;

/* assets: that folder, of ours; NULL: it is lost, and there is no language. */
struct wording *wording_create(const char *assets);
void wording_destroy(struct wording *wording); /* NULL is fine */

/* By a BCP 47 tag: of the whole tag, of the tag without its last part, and so on; English if there is none, also for
 * "". NULL: callboard is not installed whole. Good as long as wording is. */
const struct language *wording_language(struct wording *wording, const char *tag);

#endif
