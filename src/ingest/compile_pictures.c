/* Names of pictures to what was decoded of them. */
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "formats/foreign_file.h"
#include "ingest/compile_parts.h"

/* The name as a path of the folder: beside the content, "." and ".." resolved. NULL if it leads out. */
static const char *resolve(struct arena *arena, const char *content_path, const char *name)
{
	size_t length = (size_t)(path_name(content_path) - content_path);
	char *path = arena_format(arena, "%.*s%s", (int)length, content_path, name);
	char *to = path;
	for (char *from = path; *from != '\0';) {
		size_t part = strcspn(from, "/");
		bool last = from[part] == '\0';
		if (part == 2 && from[0] == '.' && from[1] == '.') {
			if (to == path)
				return NULL;
			for (to--; to > path && to[-1] != '/'; to--)
				;
		} else if (part > 0 && !(part == 1 && from[0] == '.')) {
			memmove(to, from, part);
			to += part;
			if (!last)
				*to++ = '/';
		}
		from += part + (last ? 0 : 1);
	}
	*to = '\0';
	return path;
}

const struct file *picture_named(const struct compilation *compilation, const char *content_path, const char *name,
				 const char **asked)
{
	*asked = resolve(compilation->deck->arena, content_path, name);
	return *asked != NULL ? store_find_alike(compilation->store, *asked, NAME_PICTURE) : NULL;
}

/* How many letters two names differ by, at most `limit`. */
static size_t distance(const char *a, const char *b, size_t limit)
{
	enum { LENGTH_LIMIT = 64 };
	size_t length_a = strlen(a), length_b = strlen(b);
	if (length_a > LENGTH_LIMIT || length_b > LENGTH_LIMIT)
		return limit;
	size_t row[LENGTH_LIMIT + 1];
	for (size_t j = 0; j <= length_b; j++)
		row[j] = j;
	for (size_t i = 1; i <= length_a; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= length_b; j++) {
			size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
			diagonal = row[j];
			size_t least = row[j] < row[j - 1] ? row[j] : row[j - 1];
			row[j] = change < least + 1 ? change : least + 1;
		}
	}
	return row[length_b] < limit ? row[length_b] : limit;
}

static const char *nearest(const struct compilation *compilation, const char *name)
{
	enum { NEAR = 4 };
	const char *best = NULL;
	size_t best_distance = NEAR, count;
	struct file *const *files = store_files(compilation->store, &count);
	for (size_t i = 0; i < count; i++) {
		const char *other = path_name(files[i]->path);
		if (files[i]->kind != NAME_PICTURE)
			continue;
		size_t far = distance(path_name(name), other, NEAR), length = strlen(path_name(name));
		if (length >= 3 && strncasecmp(other, path_name(name), length) == 0 &&
		    strchr(other + length, '.') == other + length)
			far = 1; /* without its ending */
		if (far < best_distance) {
			best_distance = far;
			best = files[i]->path;
		}
	}
	return best;
}

static const char *remedy_for_absent(const struct compilation *compilation, const char *name)
{
	const char *last = path_name(name);
	const struct foreign_file *foreign = foreign_file_named(last);
	const char *near = nearest(compilation, name);
	if (name_kind(last) == NAME_IGNORED)
		return "files with such a name are left alone by rule: rename it";
	if (foreign != NULL)
		return foreign->remedy;
	return near != NULL ? arena_format(compilation->deck->arena, "is \"%s\" meant?", near)
			    : "put it beside this file, or correct the name";
}

static void remember_named(struct compilation *compilation, const char *path)
{
	compilation->named = arena_grow(compilation->deck->arena, compilation->named, &compilation->named_capacity,
					compilation->named_count + 1, sizeof *compilation->named);
	compilation->named[compilation->named_count++] = path;
}

/* A file that names a thousand pictures which are not there yet need not say so a thousand times. */
static void tell_of_picture(struct compilation *compilation, const struct chosen *chosen,
			    const struct source_picture *source, bool broken)
{
	enum { TOLD_LIMIT = 20 };
	struct arena *arena = compilation->deck->arena;
	if (compilation->told_of != chosen->version) {
		compilation->told_of = chosen->version;
		compilation->told = 0;
	}
	if (++compilation->told > TOLD_LIMIT + 1)
		return;
	const char *words, *remedy;
	if (compilation->told > TOLD_LIMIT) {
		words = "more pictures that this file names cannot be shown";
		remedy = "mend those told of first";
	} else if (broken) {
		words = arena_format(arena, "the picture \"%s\" cannot be shown", source->file);
		remedy = "see what is told of that file";
	} else {
		words = arena_format(arena, "there is no picture \"%s\"", source->file);
		remedy = remedy_for_absent(compilation, source->file);
	}
	chosen_problem(compilation, chosen, PROBLEM_WARNING, source->json_path, words, remedy);
}

/* The file's name as the author should have written it. */
static const char *name_to_write(const struct source_picture *source, const struct file *file)
{
	size_t written = strlen(source->file), length = strlen(file->path);
	return written <= length && strcasecmp(file->path + length - written, source->file) == 0
		       ? file->path + length - written
		       : path_name(file->path);
}

/* It was found all the same. Of a file that names hundreds so a few are told. */
static void tell_of_name(struct compilation *compilation, const struct chosen *chosen,
			 const struct source_picture *source, const char *asked, const struct file *file)
{
	enum { TOLD_LIMIT = 3 };
	struct arena *arena = compilation->deck->arena;
	if (compilation->told_of_names != chosen->version) {
		compilation->told_of_names = chosen->version;
		compilation->names_told = 0;
	}
	if (++compilation->names_told > TOLD_LIMIT + 1)
		return;
	const char *name = name_to_write(source, file), *words, *remedy;
	if (compilation->names_told > TOLD_LIMIT) {
		words = "more pictures that this file names are called a little otherwise, and found all the same";
		remedy = "correct them, too";
	} else if (strcasecmp(asked, file->path) == 0) {
		words = "the picture's name has other capitals than here; it is found all the same";
		remedy = arena_format(arena, "write \"%s\"", name);
	} else {
		words = "the picture's name has its accents apart from their letters, as a Mac stores them, and here "
			"it has not, or the other way round; it is found all the same";
		remedy = arena_format(arena, "give the picture the name \"%s\" anew, typed by hand", name);
	}
	chosen_problem(compilation, chosen, PROBLEM_WARNING, source->json_path, words, remedy);
}

bool compile_picture(struct compilation *compilation, const struct chosen *chosen, const struct source_picture *source,
		     struct picture *picture)
{
	struct arena *arena = compilation->deck->arena;
	const char *asked;
	const struct file *file = picture_named(compilation, chosen->file->path, source->file, &asked);
	enum picture_state state = PICTURE_ABSENT;
	if (file != NULL) {
		remember_named(compilation, file->path);
		state = compilation->options->picture(compilation->options->data, file, arena, picture);
	}
	picture->alt = source->alt;
	if (state == PICTURE_READY && strcmp(asked, file->path) != 0)
		tell_of_name(compilation, chosen, source, asked, file);
	if (state == PICTURE_READY || state == PICTURE_PENDING)
		return state == PICTURE_READY;
	tell_of_picture(compilation, chosen, source, state == PICTURE_BROKEN);
	return false;
}

const char *picture_caption(const struct compilation *compilation, size_t event, const struct file *file)
{
	const struct compile_options *options = compilation->options;
	return compilation->describes[event] ? options->description(options->data, file, compilation->deck->arena)
					     : NULL;
}

static enum picture_state state_of(const struct compilation *compilation, const char *content_path,
				   const struct source_picture *source)
{
	const char *asked;
	struct picture picture;
	const struct file *file = picture_named(compilation, content_path, source->file, &asked);
	if (file == NULL)
		return PICTURE_ABSENT;
	return compilation->options->picture(compilation->options->data, file, compilation->deck->arena, &picture);
}

/* A picture that is not there yet may be on its way, behind a text that has just come in place of another one. */
static bool on_its_way(const struct compilation *compilation, const struct file *content,
		       const struct source_picture *source)
{
	enum picture_state state = state_of(compilation, content->path, source);
	bool hope = content->fresh && content->versions_count > 1;
	return state == PICTURE_PENDING || (state == PICTURE_ABSENT && hope);
}

bool item_pending(const struct compilation *compilation, const struct file *content, const struct source_item *item)
{
	if (item->kind == SOURCE_ANNOUNCEMENT)
		return item->announcement.picture.file != NULL &&
		       on_its_way(compilation, content, &item->announcement.picture);
	bool pending = false;
	for (size_t i = 0; item->kind == SOURCE_PHOTOS && i < item->photos.photos_count; i++) {
		enum picture_state state = state_of(compilation, content->path, &item->photos.photos[i]);
		if (state == PICTURE_READY) /* one is enough to begin with */
			return false;
		pending = pending || on_its_way(compilation, content, &item->photos.photos[i]);
	}
	return pending;
}
