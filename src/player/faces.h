/* Which face writes what: the roles' own fonts, the order in which others help out (fonts/roles.json), and, for what
 * none of those has, any font of the machine. Faces are families; each comes in the weight and slant of a role. */
#ifndef PLAYER_FACES_H
#define PLAYER_FACES_H

#include <stddef.h>
#include <stdint.h>

#include "player/font_files.h"
#include "view/measure.h"

struct faces;

/* Roles and a venue's own fonts come from the folder (NULL: there is none). NULL after a logged reason: not one usable
 * font on this machine. */
struct faces *faces_create(const char *folder);
void faces_destroy(struct faces *faces);

/* The file of a face (0: the role's own) in a role's style; lives as long as faces, never NULL. */
const struct font_file *faces_file(struct faces *faces, enum font_role role, int face);

/* For a role whose own file can no longer be opened: what it would have without a venue's own fonts. */
const struct font_file *faces_spare(struct faces *faces, enum font_role role);

/* As struct measure's covered(). */
size_t faces_covered(struct faces *faces, enum font_role role, const char *text, size_t bytes, const char *language,
		     int *face);

#endif
