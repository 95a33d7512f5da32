/* What is wrong with a file, for its author: where, what, and how to mend it, in plain words. */
#ifndef MODEL_PROBLEM_H
#define MODEL_PROBLEM_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"

enum problem_level {
	PROBLEM_WARNING, /* shown all the same */
	PROBLEM_REFUSED, /* not shown; its last good version is, if there is one */
};

/* The lines around a place, for who looks for it. */
struct excerpt {
	const char *text; /* as they stand in the file, the place's line among them; NULL: none, or nobody's business */
	int line, column; /* of the first of them; where the place is in its own, which may be cut (0: not known) */
	char missing;     /* what belongs there and is not: ','; 0: nothing, or more than a character */
};

struct problem {
	enum problem_level level;
	const char *path;      /* in the folder */
	int line, column;      /* from 1; column in characters; 0: not known */
	const char *json_path; /* "$.sessions[2].start"; NULL: none */
	const char *words;     /* what is wrong: one sentence without its full stop */
	const char *remedy;    /* what to do: likewise; NULL: plain from the words */
	struct excerpt excerpt;
};

/* Problems and the arena they lie in. */
struct problems {
	struct arena *arena;
	struct problem *list;
	size_t count, capacity;
};

void problems_init(struct problems *problems);
void problems_finish(struct problems *problems);

/* Adds a copy; texts are copied too. */
void problems_add(struct problems *problems, const struct problem *problem);

/* Adds the "path:line:column: refused: words ($.json.path); remedy" line, as compilers have it, without a newline.
 * Control characters in it are replaced. */
void problem_format(const struct problem *problem, struct buffer *line);

#endif
