/* EMERGENCY files: a text in the folder's root that takes every screen which allows it, at once and alone, until the
 * file is gone, is cleared on the screen, or ends as its last line says: "until 14:30", "do 23.10.2018 9:00".
 *
 * No alarm of any standard: a folder, a network and a small computer lie between the words and the people. */
#ifndef FORMATS_EMERGENCY_H
#define FORMATS_EMERGENCY_H

#include <stdbool.h>
#include <stddef.h>

#include "formats/content.h"

enum { EMERGENCY_LIMIT_BYTES = 16 << 10 };

/* Does a file's name (its last component) call for it? EMERGENCY in capitals, whatever follows; or what other languages
 * call it ("ALARM", "NOTFALL", …): in capitals before anything but a letter, or alone in letters of any case. Endings
 * do not matter ("EMERGENCY.txt.txt", as Windows hides one), but those of pictures and of other content. */
bool emergency_named(const char *name);

/* The text as one item, an announcement that is an emergency. False after a problem: there are no words in it. */
bool emergency_read(struct source *source, const char *text, size_t length, struct problems *problems);

#endif
