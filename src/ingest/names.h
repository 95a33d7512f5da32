/* What a file's name alone tells: whether it counts, as what, and where it stands among the others. */
#ifndef INGEST_NAMES_H
#define INGEST_NAMES_H

#include <stdbool.h>

enum name_kind {
	NAME_IGNORED,  /* by rule: dot-files, drafts, what programs leave behind */
	NAME_CONFLICT, /* a copy that a sync program made of a clash: not shown, reported */
	NAME_CONTENT,  /* JSON and text */
	NAME_PICTURE,
	NAME_FOREIGN, /* a picture of a kind that no decoder here reads */
	NAME_OTHER,   /* nothing that can be shown */
};

/* Is it NAME_IGNORED? Much cheaper than name_kind(), which says so, too. */
bool name_ignored(const char *name);

/* Does it end as pictures do? As cheap. */
bool name_of_picture(const char *name);

/* Of a file's last component; for folders only NAME_IGNORED and the rest matter. */
enum name_kind name_kind(const char *name);

/* Natural order of paths, folder by folder: numbers by their value, letters without case (ASCII). Total: 0 only for
 * equal paths; those that differ in case alone stand together. */
int name_compare(const char *a, const char *b);

/* Do the paths differ in nothing but capitals and how accents are written ("ó", or as macOS has it "o" and an accent)?
 */
bool name_alike(const char *a, const char *b);

/* What is the same text for paths that are name_alike(), and another one for others; free() it. */
char *name_key(const char *path);

/* Does path lie in folder or below? "" is the root. A folder lies in itself. */
bool name_below(const char *path, const char *folder);

#endif
