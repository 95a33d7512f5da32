#include "player/font_files.h"

#include <SDL2/SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "player/own_fonts.h"

enum { ANSWERS = 512 };

struct answer {              /* which file has a code point, in a style */
	uint32_t code_point; /* 0: none yet */
	int weight;
	bool italic;
	const struct font_file *file; /* NULL: nothing has it */
};

struct font_files {
	FcConfig *config;
	char **own; /* families in the folder */
	size_t own_count, own_capacity;
	struct font_file **list; /* every file once; the machine's fonts bound it */
	size_t count, capacity;
	struct answer answers[ANSWERS];
};

/* Can the role's texts be written with it? What basic Latin it lacks, every page would have to borrow. */
static bool writes_latin(const FcPattern *font)
{
	FcCharSet *letters;
	FcBool outline = FcFalse;

	FcPatternGetBool(font, FC_OUTLINE, 0, &outline);
	if (outline != FcTrue || FcPatternGetCharSet(font, FC_CHARSET, 0, &letters) != FcResultMatch)
		return false;
	for (FcChar32 letter = ' '; letter <= 'z'; letter++) {
		bool needed = letter == ' ' || (letter >= '0' && letter <= ':') || (letter >= 'A' && letter <= 'Z') ||
			      letter >= 'a';

		if (needed && !FcCharSetHasChar(letters, letter))
			return false;
	}
	return true;
}

static bool has_family(const FcPattern *font, const char *family)
{
	FcChar8 *name;

	for (int i = 0; FcPatternGetString(font, FC_FAMILY, i, &name) == FcResultMatch; i++) {
		if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
			return true;
	}
	return false;
}

static void add_own_families(struct font_files *files)
{
	FcFontSet *set = FcConfigGetFonts(files->config, FcSetApplication);
	FcChar8 *family;

	for (int i = 0; set && i < set->nfont; i++) {
		bool known = FcPatternGetString(set->fonts[i], FC_FAMILY, 0, &family) != FcResultMatch;

		for (size_t k = 0; k < files->own_count && !known; k++)
			known = has_family(set->fonts[i], files->own[k]);
		if (known)
			continue;
		files->own = memory_grow(files->own, &files->own_capacity, files->own_count + 1, sizeof *files->own);
		files->own[files->own_count++] = text_copy((const char *)family);
	}
}

/* A configuration of our own, loaded with the caches that the packages left: 4 ms for some 500 fonts. */
struct font_files *font_files_create(const char *folder)
{
	struct font_files *files = memory_allocate(sizeof *files);
	char **paths = own_fonts_list(folder);

	files->config = FcInitLoadConfig();
	if (!files->config)
		files->config = FcConfigCreate();
	for (size_t i = 0; paths[i]; i++) {
		if (own_font_usable(paths[i]))
			FcConfigAppFontAddFile(files->config, (const FcChar8 *)paths[i]);
		free(paths[i]);
	}
	free(paths);
	FcConfigBuildFonts(files->config);
	add_own_families(files);
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
	for (size_t i = 0; i < files->own_count; i++)
		free(files->own[i]);
	free(files->own);
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

/* FreeType could scale it, or it is in colour. */
static bool drawable(const FcPattern *font)
{
	FcBool outline = FcFalse, coloured = FcFalse;

	FcPatternGetBool(font, FC_OUTLINE, 0, &outline);
	FcPatternGetBool(font, FC_COLOR, 0, &coloured);
	return outline == FcTrue || coloured == FcTrue;
}

/* Any sans-serif, or what comes next to it with what the pattern asks for. Consumes the pattern. */
static const struct font_file *find_any(struct font_files *files, FcPattern *pattern)
{
	const struct font_file *file = NULL;
	FcPattern *match;
	FcResult result;

	FcConfigSubstitute(files->config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	match = FcFontMatch(files->config, pattern, &result);
	if (match && drawable(match))
		file = take(files, match);
	if (match)
		FcPatternDestroy(match);
	FcPatternDestroy(pattern);
	return file;
}

/* Only the family's own fonts are compared: a family stands for itself alone, without the system's aliases, and that
 * is quicker, too. */
static const struct font_file *find_in(struct font_files *files, FcFontSet *set, FcPattern *pattern, const char *family,
				       bool latin)
{
	FcFontSet *fonts = FcFontSetCreate();
	const struct font_file *file = NULL;
	FcPattern *match;
	FcResult result;

	for (int i = 0; set && i < set->nfont; i++) {
		if (!has_family(set->fonts[i], family) || !drawable(set->fonts[i]) ||
		    (latin && !writes_latin(set->fonts[i])))
			continue;
		FcPatternReference(set->fonts[i]);
		FcFontSetAdd(fonts, set->fonts[i]);
	}
	match = fonts->nfont > 0 ? FcFontSetMatch(files->config, &fonts, 1, pattern, &result) : NULL;
	if (match) {
		file = take(files, match);
		FcPatternDestroy(match);
	}
	FcFontSetDestroy(fonts);
	return file;
}

const struct font_file *font_files_find(struct font_files *files, const char *family, int weight, bool italic)
{
	FcPattern *pattern = wish(family, weight, italic);
	const struct font_file *file;

	if (!family)
		return find_any(files, pattern);
	FcDefaultSubstitute(pattern);
	file = find_in(files, FcConfigGetFonts(files->config, FcSetApplication), pattern, family, false);
	if (!file)
		file = find_in(files, FcConfigGetFonts(files->config, FcSetSystem), pattern, family, false);
	FcPatternDestroy(pattern);
	return file;
}

const char *font_files_own(const struct font_files *files, size_t i)
{
	return i < files->own_count ? files->own[i] : NULL;
}

const struct font_file *font_files_own_for(struct font_files *files, const char *family, int weight, bool italic)
{
	FcPattern *pattern = wish(family, weight, italic);
	const struct font_file *file;

	FcDefaultSubstitute(pattern);
	file = find_in(files, FcConfigGetFonts(files->config, FcSetApplication), pattern, family, true);
	FcPatternDestroy(pattern);
	return file;
}

static const struct font_file *search(struct font_files *files, uint32_t code_point, int weight, bool italic)
{
	FcCharSet *letters = FcCharSetCreate();
	FcPattern *pattern = wish(NULL, weight, italic);
	const struct font_file *file;

	FcCharSetAddChar(letters, code_point);
	FcPatternAddCharSet(pattern, FC_CHARSET, letters);
	file = find_any(files, pattern);
	FcCharSetDestroy(letters);
	return file && font_file_has(file, code_point) ? file : NULL;
}

/* fontconfig compares all fonts of the machine, which takes a third of a millisecond; a text asks for each letter. */
const struct font_file *font_files_having(struct font_files *files, uint32_t code_point, int weight, bool italic)
{
	struct answer *answer = &files->answers[(code_point + (unsigned)weight * 31 + italic) % ANSWERS];

	if (answer->code_point != code_point || answer->weight != weight || answer->italic != italic)
		*answer = (struct answer){code_point, weight, italic, search(files, code_point, weight, italic)};
	return answer->file;
}

bool font_file_has(const struct font_file *file, uint32_t code_point)
{
	return FcCharSetHasChar(file->letters, code_point) == FcTrue;
}

/* Accents that no letter is made with in one piece, on letters that stand in the way of one set beside. */
static bool marks_loose(const struct font_file *file)
{
	static const char *const plain[] = {"z", "n"}, *const marked[] = {"z\u0324", "n\u032D"};
	TTF_Font *font = TTF_Init() == 0 ? TTF_OpenFontIndex(file->path, 100, file->index) : NULL;
	bool loose = false;

	for (size_t i = 0; font && i < sizeof plain / sizeof *plain; i++) {
		int width_px, marked_px;

		if (TTF_SizeUTF8(font, plain[i], &width_px, NULL) == 0 &&
		    TTF_SizeUTF8(font, marked[i], &marked_px, NULL) == 0)
			loose |= marked_px > width_px * 5 / 4;
	}
	if (font)
		TTF_CloseFont(font);
	TTF_Quit();
	return loose;
}

bool font_files_attach_marks(struct font_files *files, const struct font_file *file)
{
	for (size_t i = 0; i < files->count; i++) {
		struct font_file *listed = files->list[i];

		if (listed != file)
			continue;
		if (listed->marks == MARKS_UNTRIED)
			listed->marks = marks_loose(file) ? MARKS_LOOSE : MARKS_ATTACHED;
		return listed->marks == MARKS_ATTACHED;
	}
	return true;
}
