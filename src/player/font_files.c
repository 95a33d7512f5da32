#include "player/font_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { MISSES = 256 };

struct font_files {
	FcConfig *config;
	struct font_file **list; /* every file once; the machine's fonts bound it */
	size_t count, capacity;
	uint32_t misses[MISSES]; /* code points that nothing has, the newest replacing the oldest */
	size_t misses_next;
};

/* A configuration of our own, loaded with the caches that the packages left: 4 ms for some 500 fonts. */
struct font_files *font_files_create(const char *folder)
{
	struct font_files *files = memory_allocate(sizeof *files);

	files->config = FcInitLoadConfig();
	if (!files->config)
		files->config = FcConfigCreate();
	if (folder)
		FcConfigAppFontAddDir(files->config, (const FcChar8 *)folder);
	FcConfigBuildFonts(files->config);
	return files;
}

void font_files_destroy(struct font_files *files)
{
	if (!files)
		return;
	for (size_t i = 0; i < files->count; i++) {
		free(files->list[i]->path);
		free(files->list[i]->family);
		FcCharSetDestroy(files->list[i]->letters);
		free(files->list[i]);
	}
	free(files->list);
	FcConfigDestroy(files->config);
	free(files);
}

static const struct font_file *take(struct font_files *files, const FcPattern *match)
{
	FcChar8 *path, *family;
	FcCharSet *letters;
	FcBool coloured = FcFalse;
	int index = 0;
	struct font_file *file;

	if (FcPatternGetString(match, FC_FILE, 0, &path) != FcResultMatch ||
	    FcPatternGetString(match, FC_FAMILY, 0, &family) != FcResultMatch ||
	    FcPatternGetCharSet(match, FC_CHARSET, 0, &letters) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(match, FC_INDEX, 0, &index);
	FcPatternGetBool(match, FC_COLOR, 0, &coloured);
	for (size_t i = 0; i < files->count; i++) {
		if (files->list[i]->index == index && strcmp(files->list[i]->path, (const char *)path) == 0)
			return files->list[i];
	}
	file = memory_allocate(sizeof *file);
	*file = (struct font_file){
		.path = text_copy((const char *)path),
		.index = index,
		.family = text_copy((const char *)family),
		.letters = FcCharSetCopy(letters),
		.coloured = coloured == FcTrue,
	};
	files->list = memory_grow(files->list, &files->capacity, files->count + 1, sizeof *files->list);
	files->list[files->count++] = file;
	return file;
}

static FcPattern *wish(const char *family, int weight, bool italic)
{
	FcPattern *pattern = FcPatternCreate();

	FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)(family ? family : "sans-serif"));
	FcPatternAddInteger(pattern, FC_WEIGHT, FcWeightFromOpenType(weight));
	FcPatternAddInteger(pattern, FC_SLANT, italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
	FcPatternAddBool(pattern, FC_SCALABLE, FcTrue);
	/* SDL_ttf cannot set an axis; the named instances of a variable font are faces of their own to FreeType. */
	FcPatternAddBool(pattern, FC_VARIABLE, FcFalse);
	return pattern;
}

/* Consumes the pattern. NULL if nothing that FreeType could scale, or that is in colour, is there. */
static FcPattern *best(struct font_files *files, FcPattern *pattern, bool aliases)
{
	FcBool outline = FcFalse, coloured = FcFalse;
	FcPattern *match;
	FcResult result;

	if (aliases)
		FcConfigSubstitute(files->config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	match = FcFontMatch(files->config, pattern, &result);
	FcPatternDestroy(pattern);
	if (!match)
		return NULL;
	FcPatternGetBool(match, FC_OUTLINE, 0, &outline);
	FcPatternGetBool(match, FC_COLOR, 0, &coloured);
	if (outline == FcTrue || coloured == FcTrue)
		return match;
	FcPatternDestroy(match);
	return NULL;
}

static bool of_family(const FcPattern *match, const char *family)
{
	FcChar8 *name;

	for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; i++) {
		if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
			return true;
	}
	return false;
}

const struct font_file *font_files_find(struct font_files *files, const char *family, int weight, bool italic)
{
	/* Without the system's aliases a family stands for itself alone: quicker, and no surprise. */
	FcPattern *match = best(files, wish(family, weight, italic), family == NULL);
	const struct font_file *file = NULL;

	if (match && (!family || of_family(match, family)))
		file = take(files, match);
	if (match)
		FcPatternDestroy(match);
	return file;
}

static bool missed(const struct font_files *files, uint32_t code_point)
{
	for (size_t i = 0; i < MISSES; i++) {
		if (files->misses[i] == code_point)
			return true;
	}
	return false;
}

const struct font_file *font_files_having(struct font_files *files, uint32_t code_point, int weight, bool italic)
{
	const struct font_file *file = NULL;
	FcPattern *pattern, *match;
	FcCharSet *letters;

	if (missed(files, code_point))
		return NULL;
	letters = FcCharSetCreate();
	FcCharSetAddChar(letters, code_point);
	pattern = wish(NULL, weight, italic);
	FcPatternAddCharSet(pattern, FC_CHARSET, letters);
	match = best(files, pattern, true);
	if (match)
		file = take(files, match);
	if (match)
		FcPatternDestroy(match);
	FcCharSetDestroy(letters);
	if (file && font_file_has(file, code_point))
		return file;
	files->misses[files->misses_next++ % MISSES] = code_point;
	return NULL;
}

bool font_file_has(const struct font_file *file, uint32_t code_point)
{
	return FcCharSetHasChar(file->letters, code_point) == FcTrue;
}
