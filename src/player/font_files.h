/* The font files of this machine, found with fontconfig: by family, or by what they can write. Nothing is opened here;
 * fontconfig's cache knows every file's letters. */
#ifndef PLAYER_FONT_FILES_H
#define PLAYER_FONT_FILES_H

#include <fontconfig/fontconfig.h>
#include <stdbool.h>
#include <stdint.h>

struct font_file {
	char *path;
	long index;         /* of the face in it, as FreeType counts */
	char *family;       /* by its first name */
	FcCharSet *letters; /* the code points it has */
	bool coloured;      /* bitmaps of one size, in colour */
	enum { MARKS_UNTRIED, MARKS_ATTACHED, MARKS_LOOSE } marks;
};

struct font_files;

/* The system's fonts and the usable ones of a folder (NULL: none), which come first. Never NULL. */
struct font_files *font_files_create(const char *folder);
void font_files_destroy(struct font_files *files);

/* The file of this very family that comes nearest in weight (100..900) and slant; NULL: not installed. family NULL: any
 * sans-serif. Files live as long as font_files, and the same one is the same pointer. */
const struct font_file *font_files_find(struct font_files *files, const char *family, int weight, bool italic);

/* Families in the folder, by their files' names; NULL from the last on. */
const char *font_files_own(const struct font_files *files, size_t i);

/* As font_files_find(), but only of the folder's fonts, and only of those that have all of basic Latin. */
const struct font_file *font_files_own_for(struct font_files *files, const char *family, int weight, bool italic);

/* A file of any family that has this code point; NULL: none has. Answers are remembered. */
const struct font_file *font_files_having(struct font_files *files, uint32_t code_point, int weight, bool italic);

bool font_file_has(const struct font_file *file, uint32_t code_point);

/* Does it put accents to their letters? There are fonts that have them and set them beside. Tried once for each file,
 * when first asked, by opening it. */
bool font_files_attach_marks(struct font_files *files, const struct font_file *file);

#endif
