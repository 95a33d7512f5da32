/* A venue's own fonts: files dropped into the fonts folder. They are strangers' files, and a font is a program of many
 * tables; each is tried in a process of its own before the player opens it. */
#ifndef PLAYER_OWN_FONTS_H
#define PLAYER_OWN_FONTS_H

#include <stdbool.h>

enum { OWN_FONTS_LIMIT = 32, OWN_FONT_LIMIT_BYTES = 32 << 20 };

/* The paths of the folder's .ttf, .otf and .ttc files by name, at most OWN_FONTS_LIMIT, NULL behind the last; free()
 * each and the list. What is passed over is logged. */
char **own_fonts_list(const char *folder);

/* Can the file's fonts be opened, and be drawn with in plausible sizes? Logs why not. */
bool own_font_usable(const char *path);

#endif
