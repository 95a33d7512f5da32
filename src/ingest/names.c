#include "ingest/names.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <unicode/unorm.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/memory.h"
#include "formats/content.h"
#include "formats/emergency.h"

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name), end_length = strlen(end);
	return length > end_length && strcasecmp(name + length - end_length, end) == 0;
}

static bool ends_with_any(const char *name, const char *const *ends, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (ends_with(name, ends[i]))
			return true;
	}
	return false;
}

bool name_ignored(const char *name)
{
	static const char *const ends[] = {"~", ".tmp", ".part", ".crdownload"};
	static const char *const names[] = {"Thumbs.db", "desktop.ini", "callboard-report"};
	if (name[0] == '.' || name[0] == '_' || strncmp(name, "~$", 2) == 0)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcasecmp(name, names[i]) == 0)
			return true;
	}
	return ends_with_any(name, ends, sizeof ends / sizeof *ends);
}

/* As Syncthing, Dropbox (in three languages), Nextcloud, ownCloud, Seafile and Resilio name theirs. */
static bool conflict(const char *name)
{
	static const char *const parts[] = {
		".sync-conflict-", "conflicted copy", "skonfliktowana kopia", "in Konflikt stehende Kopie",
		"_conflict-",      "(SFConflict ",    ".Conflict.",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strcasestr(name, parts[i]) != NULL)
			return true;
	}
	return false;
}

bool name_of_picture(const char *name)
{
	static const char *const pictures[] = {".jpg",  ".jpeg",  ".jpe", ".jfif", ".png",  ".apng",
					       ".webp", ".gif",   ".bmp", ".heic", ".heif", ".hif",
					       ".avif", ".avifs", ".tif", ".tiff", ".svg"};
	const char *end = strrchr(name, '.');
	if (end == NULL || end == name)
		return false;
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
		if (strcasecmp(end, pictures[i]) == 0)
			return true;
	}
	return false;
}

enum name_kind name_kind(const char *name)
{
	static const char *const foreign[] = {".jxl", ".jp2", ".psd", ".raw", ".cr2", ".cr3", ".nef", ".arw", ".dng"};
	if (name_ignored(name))
		return NAME_IGNORED;
	if (conflict(name))
		return NAME_CONFLICT;
	if (content_named(name) || emergency_named(name))
		return NAME_CONTENT;
	if (name_of_picture(name))
		return NAME_PICTURE;
	if (ends_with_any(name, foreign, sizeof foreign / sizeof *foreign))
		return NAME_FOREIGN;
	return NAME_OTHER;
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned folded(char c)
{
	if (c == '/') /* a folder's content stands before what its name is only the beginning of */
		return 1;
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A' + 'a');
	return (unsigned char)c;
}

/* Compares the runs of digits at *a and *b by value and moves past them. */
static int compare_numbers(const char **a, const char **b)
{
	while (**a == '0' && digit((*a)[1]))
		(*a)++;
	while (**b == '0' && digit((*b)[1]))
		(*b)++;
	size_t a_length = strspn(*a, "0123456789"), b_length = strspn(*b, "0123456789");
	int order = a_length != b_length ? (a_length < b_length ? -1 : 1) : memcmp(*a, *b, a_length);
	*a += a_length;
	*b += b_length;
	return order;
}

/* As name_compare(), but 0 for names that differ in nothing but case or leading zeros. */
static int compare_loosely(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0') {
		if (digit(*a) && digit(*b)) {
			int order = compare_numbers(&a, &b);
			if (order != 0)
				return order;
			continue;
		}
		if (folded(*a) != folded(*b))
			return folded(*a) < folded(*b) ? -1 : 1;
		a++;
		b++;
	}
	return *a == *b ? 0 : *a == '\0' ? -1 : 1;
}

int name_compare(const char *a, const char *b)
{
	int order = compare_loosely(a, b);
	return order != 0 ? order : strcmp(a, b);
}

static bool ascii(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* The next character that no accent and no capital changes: a digit or a sign of ASCII. */
static const char *next_sign(const char *text)
{
	while (*text != '\0' && ((unsigned char)*text >= 0x80 || (folded(*text) >= 'a' && folded(*text) <= 'z')))
		text++;
	return text;
}

bool name_alike(const char *a, const char *b)
{
	enum { LIMIT = 1024 };
	if (strcasecmp(a, b) == 0)
		return true;
	if (ascii(a) && ascii(b))
		return false;
	for (const char *p = next_sign(a), *q = next_sign(b); *p != '\0' || *q != '\0';
	     p = next_sign(p + 1), q = next_sign(q + 1))
		if (*p != *q)
			return false;
	UChar wide_a[LIMIT], wide_b[LIMIT];
	int32_t length_a, length_b;
	UErrorCode error = U_ZERO_ERROR;
	u_strFromUTF8(wide_a, LIMIT, &length_a, a, -1, &error);
	u_strFromUTF8(wide_b, LIMIT, &length_b, b, -1, &error);
	if (U_FAILURE(error))
		return false;
	return unorm_compare(wide_a, length_a, wide_b, length_b, U_COMPARE_IGNORE_CASE, &error) == 0 &&
	       U_SUCCESS(error);
}

/* ASCII's capitals made small: all there is to do for most names, and for those that ICU does not take. */
static char *lower(const char *path)
{
	char *key = text_copy(path);
	for (char *c = key; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return key;
}

char *name_key(const char *path)
{
	enum {
		LIMIT = 4096
	}; /* paths have SCAN_PATH_LIMIT bytes, a letter taken apart or folded has three units at most */
	if (ascii(path))
		return lower(path);
	UChar wide[LIMIT], other[LIMIT];
	char key[3 * LIMIT];
	int32_t length;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *normalizer = unorm2_getNFCInstance(&error);
	u_strFromUTF8(wide, LIMIT, &length, path, -1, &error);
	length = unorm2_normalize(normalizer, wide, length, other, LIMIT, &error);
	length = u_strFoldCase(wide, LIMIT, other, length, U_FOLD_CASE_DEFAULT, &error);
	length = unorm2_normalize(normalizer, wide, length, other, LIMIT, &error);
	u_strToUTF8(key, sizeof key, NULL, other, length, &error);
	return U_FAILURE(error) ? lower(path) : text_copy(key);
}

bool name_below(const char *path, const char *folder)
{
	size_t length = strlen(folder);
	return length == 0 || (strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0'));
}
