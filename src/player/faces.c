#include "player/faces.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

#include "base/file.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "formats/fonts.h"
#include "player/clusters.h"

enum { ROLES_FILE_LIMIT_BYTES = 1 << 16 };

static const char *const role_names[FONT_ROLES] = {
	[FONT_TEXT] = "text",       [FONT_TEXT_STRONG] = "text-strong",       [FONT_TEXT_ITALIC] = "text-italic",
	[FONT_DISPLAY] = "display", [FONT_DISPLAY_MEDIUM] = "display-medium",
};

struct style {
	int weight;
	bool italic;
	const struct font_file *own, *spare; /* spare: should a venue's own font go; the same if it has none */
};

struct face {
	char *family;
	const struct font_file *files[FONT_ROLES];
	bool sought[FONT_ROLES]; /* fontconfig is asked when a face is first needed, once for each role */
};

struct faces {
	struct font_files *files;
	struct font_roles roles;
	struct style styles[FONT_ROLES];
	struct face *list; /* number 1 is list[0]; the fallbacks first and in their order */
	size_t count, capacity;
	size_t fallbacks_count;
	UBreakIterator *rules; /* of clusters; NULL until a text needs them */
};

static void roles_read(struct font_roles *roles, const char *folder)
{
	char *path = folder ? path_join(folder, "roles.json") : NULL;
	struct buffer text, line;
	struct problems problems;
	int error;

	buffer_init(&text);
	buffer_init(&line);
	problems_init(&problems);
	error = path ? file_read(path, ROLES_FILE_LIMIT_BYTES, &text) : -ENOENT;
	if (error != 0)
		log_warning("fonts/roles.json cannot be read (%s); fonts are fontconfig's choice", strerror(-error));
	font_roles_read(roles, path ? path : "", buffer_text(&text), text.length, &problems);
	for (size_t i = 0; error == 0 && i < problems.count; i++) {
		buffer_clear(&line);
		problem_format(&problems.list[i], &line);
		log_warning("%s", buffer_text(&line));
	}
	problems_finish(&problems);
	buffer_finish(&line);
	buffer_finish(&text);
	free(path);
}

/* A venue's own font: one that the role names, or the first that can write Latin. NULL if there is none. */
static const struct font_file *own_find(struct faces *faces, const struct font_choice *choice,
					const struct style *style)
{
	const struct font_file *file = NULL;
	const char *family;

	for (size_t i = 0; choice && i < choice->families_count && !file; i++)
		file = font_files_own_for(faces->files, choice->families[i], style->weight, style->italic);
	for (size_t i = 0; !file && (family = font_files_own(faces->files, i)); i++)
		file = font_files_own_for(faces->files, family, style->weight, style->italic);
	return file;
}

static void style_find(struct faces *faces, enum font_role role)
{
	struct style *style = &faces->styles[role];
	const struct font_choice *choice = NULL;

	style->weight = role == FONT_TEXT_STRONG || role == FONT_DISPLAY ? 700 : 500;
	style->italic = role == FONT_TEXT_ITALIC;
	for (size_t i = 0; i < faces->roles.choices_count && !choice; i++) {
		if (strcmp(faces->roles.choices[i].role, role_names[role]) == 0)
			choice = &faces->roles.choices[i];
	}
	if (choice) {
		style->weight = choice->weight;
		style->italic = choice->italic;
	}
	for (size_t i = 0; choice && i < choice->families_count && !style->spare; i++)
		style->spare = font_files_find(faces->files, choice->families[i], style->weight, style->italic);
	if (!style->spare)
		style->spare = font_files_find(faces->files, NULL, style->weight, style->italic);
	style->own = own_find(faces, choice, style);
	if (!style->own)
		style->own = style->spare;
}

static int face_add(struct faces *faces, const char *family)
{
	for (size_t i = 0; i < faces->count; i++) {
		if (strcmp(faces->list[i].family, family) == 0)
			return (int)i + 1;
	}
	faces->list = memory_grow(faces->list, &faces->capacity, faces->count + 1, sizeof *faces->list);
	faces->list[faces->count] = (struct face){.family = text_copy(family)};
	return (int)++faces->count;
}

/* A venue's own fonts first; what its Latin lacks, the roles' usual families have. */
static void fallbacks_add(struct faces *faces)
{
	const char *own;

	for (size_t i = 0; (own = font_files_own(faces->files, i)); i++)
		face_add(faces, own);
	for (int role = 0; role < FONT_ROLES && faces->count > 0; role++)
		face_add(faces, faces->styles[role].spare->family);
	for (size_t i = 0; i < faces->roles.fallbacks_count; i++)
		face_add(faces, faces->roles.fallbacks[i]);
}

struct faces *faces_create(const char *folder)
{
	struct faces *faces = memory_allocate(sizeof *faces);

	faces->files = font_files_create(folder);
	roles_read(&faces->roles, folder);
	for (int role = 0; role < FONT_ROLES; role++) {
		style_find(faces, (enum font_role)role);
		if (!faces->styles[role].own) {
			log_error("there is no font on this machine: install fonts-inter");
			faces_destroy(faces);
			return NULL;
		}
	}
	fallbacks_add(faces);
	faces->fallbacks_count = faces->count;
	return faces;
}

void faces_destroy(struct faces *faces)
{
	if (!faces)
		return;
	if (faces->rules)
		ubrk_close(faces->rules);
	for (size_t i = 0; i < faces->count; i++)
		free(faces->list[i].family);
	free(faces->list);
	font_roles_finish(&faces->roles);
	font_files_destroy(faces->files);
	free(faces);
}

/* NULL where the family is not installed. */
static const struct font_file *file_of(struct faces *faces, enum font_role role, int number)
{
	const struct style *style = &faces->styles[role];
	struct face *face;

	if (number == 0)
		return style->own;
	assert(number > 0 && (size_t)number <= faces->count);
	face = &faces->list[number - 1];
	if (!face->sought[role])
		face->files[role] = font_files_find(faces->files, face->family, style->weight, style->italic);
	face->sought[role] = true;
	return face->files[role];
}

const struct font_file *faces_file(struct faces *faces, enum font_role role, int face)
{
	const struct font_file *file = file_of(faces, role, face);

	return file ? file : faces->styles[role].own;
}

const struct font_file *faces_spare(struct faces *faces, enum font_role role)
{
	return faces->styles[role].spare;
}

static bool letters_covered(struct faces *faces, const struct font_file *file, const struct cluster *cluster)
{
	size_t size;

	for (size_t at = 0; at < cluster->bytes; at += size) {
		uint32_t letter = utf8_decode(cluster->text + at, cluster->bytes - at, &size);

		if (!font_file_has(file, letter) &&
		    !u_hasBinaryProperty((UChar32)letter, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
			return false;
	}
	return !cluster->marked || (cluster->composed && font_file_has(file, cluster->composed)) ||
	       font_files_attach_marks(faces->files, file);
}

/* Signs that the emoji face draws flat in one dark grey, hardly to be seen on a dark ground: better in the text's ink.
 */
static bool is_sign(uint32_t letter)
{
	static const uint32_t signs[] = {0xA9,   0xAE,   0x2122, 0x2660, 0x2663, 0x2716,
					 0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x3030};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (letter == signs[i])
			return true;
	}
	return false;
}

static bool cluster_wants_emoji(const struct cluster *cluster)
{
	bool emoji = u_hasBinaryProperty((UChar32)cluster->first, UCHAR_EMOJI_PRESENTATION);
	size_t size;

	if (is_sign(cluster->first))
		return false;
	for (size_t at = 0; at < cluster->bytes; at += size) {
		uint32_t letter = utf8_decode(cluster->text + at, cluster->bytes - at, &size);

		if (letter == 0xFE0F) /* the selectors of emoji and of text presentation */
			emoji = true;
		if (letter == 0xFE0E)
			return false;
	}
	return emoji;
}

/* The family of the longest tag that begins `language`: "zh-Hant-TW" finds "zh-Hant" before "zh". */
static const char *language_family(const struct faces *faces, const char *language)
{
	const char *family = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < faces->roles.languages_count; i++) {
		const char *tag = faces->roles.languages[i].tag;
		size_t length = strlen(tag);

		if (length > longest && strncasecmp(language, tag, length) == 0 &&
		    (language[length] == '\0' || language[length] == '-')) {
			family = faces->roles.languages[i].family;
			longest = length;
		}
	}
	return family;
}

/* The face of that family if it has all of the cluster, else 0. */
static int family_covering(struct faces *faces, enum font_role role, const char *family, const struct cluster *cluster)
{
	int face = family ? face_add(faces, family) : 0;
	const struct font_file *file = face ? file_of(faces, role, face) : NULL;

	return file && letters_covered(faces, file, cluster) ? face : 0;
}

static int fallback_covering(struct faces *faces, enum font_role role, const char *language,
			     const struct cluster *cluster)
{
	int face = family_covering(faces, role, language_family(faces, language), cluster);
	const struct font_file *file;

	for (int i = 1; face == 0 && i <= (int)faces->fallbacks_count; i++) {
		file = file_of(faces, role, i);
		if (file && letters_covered(faces, file, cluster))
			face = i;
	}
	if (face == 0)
		face = family_covering(faces, role, faces->roles.emoji, cluster);
	if (face != 0)
		return face;
	file = font_files_having(faces->files, cluster->first, faces->styles[role].weight, faces->styles[role].italic);
	return file && !font_file_has(faces->styles[role].own, cluster->first) ? face_add(faces, file->family) : 0;
}

static int face_covering(struct faces *faces, enum font_role role, const char *language, const struct cluster *cluster)
{
	int emoji;

	if (cluster->first >= CLUSTER_PLAIN_LIMIT || cluster->bytes > 2) {
		emoji = cluster_wants_emoji(cluster) ? family_covering(faces, role, faces->roles.emoji, cluster) : 0;
		if (emoji != 0)
			return emoji;
	}
	if (letters_covered(faces, faces->styles[role].own, cluster))
		return 0;
	return fallback_covering(faces, role, language, cluster);
}

size_t faces_covered(struct faces *faces, enum font_role role, const char *text, size_t bytes, const char *language,
		     int *face)
{
	struct clusters clusters = {.text = text, .bytes = bytes, .rules = &faces->rules};
	struct cluster cluster = cluster_at(&clusters, 0);
	size_t covered = cluster.bytes;
	const struct font_file *file;

	assert(bytes > 0);
	*face = face_covering(faces, role, language, &cluster);
	file = faces_file(faces, role, *face);
	while (covered < bytes) {
		cluster = cluster_at(&clusters, covered);
		/* A space has no look: it stays with the words around it, so that they are shaped together. */
		if (!(u_isUWhiteSpace((UChar32)cluster.first) && !file->coloured &&
		      letters_covered(faces, file, &cluster)) &&
		    face_covering(faces, role, language, &cluster) != *face)
			break;
		covered += cluster.bytes;
	}
	clusters_finish(&clusters);
	return covered;
}
