#include "player/own_fonts.h"

#include <SDL2/SDL_ttf.h>
#include <dirent.h>
#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"

enum { TRIAL_PX = 100, TRIAL_SECONDS = 4, FACES_LIMIT = 32 };

enum verdict { USABLE, NO_FONT, IMPLAUSIBLE, INKLESS, VERDICTS };

static const char *const reasons[VERDICTS] = {
	[NO_FONT] = "is no font, or a broken one",
	[IMPLAUSIBLE] = "has letters of impossible sizes",
	[INKLESS] = "has letters that draw nothing",
};

static int is_font(const struct dirent *entry)
{
	const char *ending = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && ending &&
	       (strcasecmp(ending, ".ttf") == 0 || strcasecmp(ending, ".otf") == 0 || strcasecmp(ending, ".ttc") == 0);
}

char **own_fonts_list(const char *folder)
{
	struct dirent **entries = NULL;
	int found = folder ? scandir(folder, &entries, is_font, versionsort) : 0, count = 0;
	char **paths = memory_allocate((OWN_FONTS_LIMIT + 1) * sizeof *paths);

	for (int i = 0; i < found; i++) {
		if (count < OWN_FONTS_LIMIT)
			paths[count++] = path_join(folder, entries[i]->d_name);
		else
			log_warning("%s/%s: only the first %d fonts of this folder are used", folder,
				    entries[i]->d_name, OWN_FONTS_LIMIT);
		free(entries[i]);
	}
	free(entries);
	return paths;
}

static enum verdict latin_drawn(TTF_Font *font)
{
	static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
	int top_px, advance_px;
	bool ink = false;
	SDL_Surface *surface;

	if (!TTF_GlyphIsProvided32(font, 'H') || !TTF_GlyphIsProvided32(font, 'n'))
		return USABLE; /* helps out in another script */
	if (TTF_GlyphMetrics32(font, 'H', NULL, NULL, NULL, &top_px, NULL) != 0 ||
	    TTF_GlyphMetrics32(font, 'n', NULL, NULL, NULL, NULL, &advance_px) != 0)
		return NO_FONT;
	if (TTF_FontAscent(font) < TRIAL_PX / 2 || TTF_FontAscent(font) > TRIAL_PX * 2 || TTF_FontDescent(font) > 0 ||
	    TTF_FontDescent(font) < -TRIAL_PX * 3 / 2 || top_px < TRIAL_PX * 2 / 5 || top_px > TRIAL_PX * 6 / 5 ||
	    advance_px < TRIAL_PX / 6 || advance_px > TRIAL_PX * 2)
		return IMPLAUSIBLE;
	surface = TTF_RenderUTF8_Shaded(font, "Hamburgefonstiv 0123456789", white, black);
	if (!surface)
		return NO_FONT;
	for (int y = 0; y < surface->h; y++)
		for (int x = 0; x < surface->w; x++)
			ink |= ((const uint8_t *)surface->pixels)[(ptrdiff_t)y * surface->pitch + x] > 127;
	SDL_FreeSurface(surface);
	return ink ? USABLE : INKLESS;
}

static enum verdict try_all(const char *path)
{
	enum verdict verdict = NO_FONT;
	long faces = 1;

	if (TTF_Init() != 0 || !FcConfigAppFontAddFile(FcConfigCreate(), (const FcChar8 *)path))
		return NO_FONT;
	for (long i = 0; i < faces && i < FACES_LIMIT; i++) {
		TTF_Font *font = TTF_OpenFontIndex(path, TRIAL_PX, i);

		verdict = font ? latin_drawn(font) : NO_FONT;
		if (verdict != USABLE)
			return verdict;
		faces = TTF_FontFaces(font);
		TTF_CloseFont(font);
	}
	return verdict;
}

/* The child does nothing but try, within a bound of time, and leaves at once. */
static pid_t start_trial(const char *path)
{
	pid_t pid = fork();

	if (pid == 0) {
		const struct rlimit seconds = {TRIAL_SECONDS, TRIAL_SECONDS}, no_core = {0, 0};

		setrlimit(RLIMIT_CPU, &seconds);
		alarm(TRIAL_SECONDS * 4); /* should it wait for what never comes, such as its disk */
		setrlimit(RLIMIT_CORE, &no_core);
		_exit(try_all(path));
	}
	return pid;
}

bool own_font_usable(const char *path)
{
	const char *reason = NULL;
	struct stat status;
	int ended = 0;
	pid_t pid;

	if (stat(path, &status) != 0) {
		reason = strerror(errno);
	} else if (!S_ISREG(status.st_mode)) {
		reason = "is no file";
	} else if (status.st_size > OWN_FONT_LIMIT_BYTES) {
		reason = "is larger than 32 MB";
	} else {
		pid = start_trial(path);
		while (pid > 0 && waitpid(pid, &ended, 0) < 0 && errno == EINTR)
			;
		if (pid < 0 || !WIFEXITED(ended) || WEXITSTATUS(ended) >= VERDICTS)
			reason = pid < 0 ? "cannot be tried" : "makes the font library crash or hang";
		else
			reason = reasons[WEXITSTATUS(ended)];
	}
	if (reason)
		log_warning("%s: %s; it is passed over", path, reason);
	return reason == NULL;
}
