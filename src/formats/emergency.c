#include "formats/emergency.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "formats/written.h"

/* What people call it; of scripts with capitals without diacritics, for those come in several encodings. */
static const char *const words[] = {
	"EMERGENCY", "ALARM",   "ALERT",   "NOTFALL", "URGENCE", "ALERTE", "EMERGENCIA",
	"EMERGENZA", "POPLACH", "PAVOJUS", "ТРИВОГА", "طوارئ",   "חירום",
};

/* Before the moment at which it ends; longer ones first. */
static const char *const untils[] = {
	"until",   "till",    "do godziny", "do godz.", "do",         "bis",       "jusqu'au", "jusqu’au",
	"jusqu'à", "jusqu’à", "hasta las",  "hasta el", "hasta",      "fino alle", "fino al",  "fino a",
	"iki",     "до",      "До",         "ДО",       "حتى الساعة", "حتى",       "עד",
};

static bool ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), size = strlen(ending);
	return length > size && strcasecmp(name + length - size, ending) == 0;
}

static bool other_content(const char *name)
{
	static const char *const endings[] = {".json", ".xml", ".ics",  ".ical", ".csv", ".jpg",
					      ".jpeg", ".png", ".webp", ".gif",  ".bmp", ".tif",
					      ".tiff", ".svg", ".heic", ".heif", ".avif"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (ends_with(name, endings[i]))
			return true;
	return false;
}

/* Every letter beyond ASCII counts as one; so do bytes that are no UTF-8. */
static bool letter(const char *text)
{
	return (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') || (*text & 0x80) != 0;
}

/* "alarm.txt", "Alarm (1).txt": nothing but the word, a number and endings. */
static bool alone(const char *rest)
{
	rest += strspn(rest, " -_()0123456789");
	return *rest == '.' || *rest == '\0';
}

bool emergency_named(const char *name)
{
	if (other_content(name))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);
		if (strncmp(name, words[i], length) == 0 && (i == 0 || !letter(name + length)))
			return true;
		if (strncasecmp(name, words[i], length) == 0 && alone(name + length))
			return true;
	}
	return false;
}

static bool refuse(const struct source *source, struct problems *problems, const char *what, const char *remedy)
{
	problems_add(
		problems,
		&(struct problem){.level = PROBLEM_REFUSED, .path = source->path, .words = what, .remedy = remedy});
	return false;
}

static size_t trimmed(const char *line, size_t length)
{
	while (length > 0 && strchr(" \t\r.!", line[length - 1]) != NULL)
		length--;
	return length;
}

/* Where in the text the end's moment stands; 0 if it does not begin as one. */
static size_t after_until(const char *text)
{
	for (size_t i = 0; i < sizeof untils / sizeof *untils; i++) {
		size_t size = strlen(untils[i]);
		if (strncasecmp(text, untils[i], size) == 0 && written_space(text + size) > 0)
			return size + written_space(text + size);
	}
	return 0;
}

/* Words that begin as an end with a number and are none may be "do 3 piętra", or an end that is mistyped: shown in
 * either case, for an end that is guessed is worse than none. */
static void warn_of_no_end(const struct source *source, const char *last, int line, struct problems *problems)
{
	size_t at = after_until(last);
	if (at == 0 || last[at] < '0' || last[at] > '9')
		return;
	struct problem problem = {.level = PROBLEM_WARNING,
				  .path = source->path,
				  .line = line,
				  .words = "this last line is shown, for it is not understood as the emergency's end",
				  .remedy = "if it is to end by itself, write a line such as: until 14:30"};
	problems_add(problems, &problem);
}

/* "until 14:30", "do 23 października, 9:00", "bis 23.10.2018". A moment without a date is the next such time of day,
 * one without a year of this year: whoever knows when the file was written finds both. */
static bool read_until(const char *line, size_t length, struct arena *arena, struct moment *until)
{
	const char *text = arena_format(arena, "%.*s", (int)trimmed(line, length), line);
	size_t at = after_until(text);
	if (at == 0)
		return false;
	struct written_date date;
	int minutes = 0;
	*until = (struct moment){.given = true, .has_time = true};
	if (strchr(text + at, ':') != NULL &&
	    civil_parse(text + at, &until->civil, &until->has_offset, &until->offset_s))
		return true;
	*until = (struct moment){0};
	size_t size = written_date(text + at, &date);
	bool dated = size > 0 && !date_none(date.date) && !date.impossible;
	at += dated ? size + strspn(text + at + size, " ,") : 0;
	size = written_time(text + at, false, &minutes);
	if (minutes < 0 || (size == 0 && !dated) || text[at + size] != '\0')
		return false;
	*until = (struct moment){
		.given = true, .has_time = size > 0, .civil = {.hour = minutes / 60, .minute = minutes % 60}};
	if (dated)
		until->civil.date = date.date;
	return true;
}

/* Its lines, without what surrounds them and without empty ones; the last of them with its number in the file. */
static const char *lines_of(struct arena *arena, const char *text, size_t length, const char **last, int *last_number)
{
	int number = 0;
	struct buffer lines;
	buffer_init(&lines);
	*last = "";
	*last_number = 0;
	for (const char *at = text; at < text + length;) {
		size_t size = (size_t)(text + length - at), used;
		const char *end = memchr(at, '\n', size);
		used = end != NULL ? (size_t)(end - at) : size;
		const char *line = at;
		number++;
		at += used + (end != NULL);
		size_t space = used > 0 ? written_space(line) : 0;
		if (space >= used)
			continue;
		size_t kept = used - space;
		while (kept > 0 && strchr(" \t\r", line[space + kept - 1]) != NULL)
			kept--;
		if (kept == 0)
			continue;
		*last = arena_format(arena, "%.*s", (int)kept, line + space);
		*last_number = number;
		buffer_add_text(&lines, lines.length > 0 ? "\n" : "");
		buffer_add_text(&lines, *last);
	}
	const char *copy = arena_text(arena, buffer_text(&lines));
	buffer_finish(&lines);
	return copy;
}

bool emergency_read(struct source *source, const char *text, size_t length, struct problems *problems)
{
	struct arena *arena = source->arena;
	if (length > EMERGENCY_LIMIT_BYTES)
		return refuse(source, problems, "this is too long for an emergency",
			      "write in a few words what people are to do");
	struct source_item *item = arena_allocate(arena, 1, sizeof *item);
	*item = (struct source_item){.kind = SOURCE_ANNOUNCEMENT, .json_path = "$", .emergency = true};
	int line;
	const char *last, *lines = lines_of(arena, text, length, &last, &line);
	if (read_until(last, strlen(last), arena, &item->show.until)) {
		size_t rest = strlen(lines) - strlen(last);
		lines = rest > 0 ? arena_format(arena, "%.*s", (int)rest - 1, lines) : "";
	} else {
		warn_of_no_end(source, last, line, problems);
	}
	if (lines[0] == '\0')
		return refuse(source, problems, "an emergency without words shows nothing",
			      "write into the file what people are to do");
	item->announcement.title = lines;
	source->items = item;
	source->items_count = 1;
	return true;
}
