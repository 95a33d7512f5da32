/* Which font plays which role, as the JSON file fonts/roles.json has it:
 *   "roles"      role name to {"families": [first choice, …], "weight": 100..900, "italic": true}
 *   "fallbacks"  families that help out, in this order, with what a role's own lacks
 *   "languages"  language tag to the family that helps out first in that language
 *   "emoji"      the family of coloured pictographs */
#ifndef FORMATS_FONTS_H
#define FORMATS_FONTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/problem.h"

struct font_choice {
	const char *role;
	const char **families;
	size_t families_count;
	int weight;
	bool italic;
};

struct font_language {
	const char *tag, *family;
};

struct font_roles {
	struct arena *arena;
	struct font_choice *choices;
	size_t choices_count;
	const char **fallbacks;
	size_t fallbacks_count;
	struct font_language *languages;
	size_t languages_count;
	const char *emoji; /* NULL: none named */
};

/* False after a problem; all there is to do then is font_roles_finish(), and everything is empty. */
bool font_roles_read(struct font_roles *roles, const char *path, const char *text, size_t length,
		     struct problems *problems);
void font_roles_finish(struct font_roles *roles);

#endif
