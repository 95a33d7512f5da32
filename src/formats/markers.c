#include "formats/markers.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "formats/kind.h"
#include "model/likeness.h"

enum marker { MARKER_NONE, MARKER_CANCELLED, MARKER_MOVED, MARKER_DELAYED, MARKER_NEW };

enum { WORDS_LIMIT = 8, MARKERS_LIMIT = 3, LOUD_LETTERS = 6 };

/* What must be about a word so that it is not one of the title's own. Brackets do for each. */
enum manner {
	MANNER_APART, /* a colon or a dash */
	MANNER_FIRST, /* the same, behind it */
	MANNER_LOUD,  /* the same, and capitals */
};

/* Folded words, each between spaces. */
static const struct {
	enum marker marker;
	enum manner manner;
	const char *words;
} signs[] = {
	{MARKER_CANCELLED, MANNER_FIRST, " cancelled canceled "},
	{MARKER_CANCELLED, MANNER_APART,
	 " odwolane odwolany odwolana odwolano abgesagt entfallt entfallen zruseno zrusena zruseny annule annulee "
	 "cancelado "
	 "cancelada annullato annullata afgelast geannuleerd installt avlyst aflyst peruttu elmarad anulat скасовано "
	 "отменено отменен отменена отмена відмінено "},
	{MARKER_MOVED, MANNER_APART,
	 " verschoben verlegt raumanderung przeniesione przeniesiony przeniesiona przeniesiono presunuto prelozeno "
	 "deplace "
	 "deplacee aplazado spostato rinviato verplaatst перенесено "},
	{MARKER_MOVED, MANNER_LOUD, " moved rescheduled postponed relocated reporte reportee trasladado "},
	{MARKER_DELAYED, MANNER_APART, " verspatet verspatung opozniony opoznione opozniona opoznienie zpozdeno "},
	{MARKER_DELAYED, MANNER_LOUD, " delayed retarde retrasado "},
	{MARKER_NEW, MANNER_LOUD, " new neu neue neuer nowe nowy nowa nowosc nuevo nueva nouveau nouvelle nove nuovo "},
};

/* What may stand beside such a word and says no more. */
static const char fillers[] =
	" achtung uwaga attention please note bitte beachten leider niestety sorry unfortunately today heute dzis has "
	"have "
	"been is was wurde wird ist zostal zostala zostalo jest the this talk session vortrag workshop wyklad warsztat "
	"event now jetzt auf termin fallt aus min mins minutes minuten minut minuty hour hours stunde stunden uhr "
	"godz ";

/* After these its reason is told, or until when: "cancelled due to illness". */
static const char reasons[] = " due because owing until wegen aufgrund bis z ze do ";

/* What says of a change more than one word does. */
static const char moves[] =
	"|new time|new room|room change|room changed|time changed|schedule change|neue zeit|neue uhrzeit|neuer raum|"
	"neuer ort|zmiana sali|zmiana godziny|nowa godzina|nowa sala|zmiana terminu|nowy termin|zmiana miejsca|";

/* And what leads to where it was moved to. */
static const char leads[] = " to nach in do na w auf a vers into ";

static bool among(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = words; length > 0 && (at = strstr(at, word)) != NULL; at++)
		if (at[-1] == ' ' && at[length] == ' ')
			return true;
	return false;
}

/* A part of a title that may be a marker, and the rest of it. */
struct part {
	const char *text;
	size_t length;
	const char *rest;
	size_t rest_length;
	bool bracketed, loud; /* loud: no small letter in it */
};

struct finding {
	enum marker marker;
	const char *room; /* that it was moved to; NULL: none told */
};

struct known_room {
	const char *folded, *name;
};

struct reader {
	struct arena *arena; /* of one title; cleared with each */
	const struct source_agenda *agenda;
	struct arena *rooms_arena;
	struct known_room *rooms; /* by their folded names; NULL until a marker leads to one */
	size_t rooms_count;
};

static int compare_rooms(const void *a, const void *b)
{
	return strcmp(((const struct known_room *)a)->folded, ((const struct known_room *)b)->folded);
}

static void add_room(struct reader *reader, const char *name)
{
	if (name)
		reader->rooms[reader->rooms_count++] =
			(struct known_room){likeness_fold(reader->rooms_arena, name, true), name};
}

static const char *known_room(struct reader *reader, const char *folded)
{
	const struct source_agenda *agenda = reader->agenda;
	if (!reader->rooms) {
		reader->rooms = arena_allocate(reader->rooms_arena, agenda->rooms_count + agenda->sessions_count + 1,
					       sizeof *reader->rooms);
		for (size_t i = 0; i < agenda->rooms_count; i++)
			add_room(reader, agenda->rooms[i]);
		for (size_t i = 0; i < agenda->sessions_count; i++)
			add_room(reader, agenda->sessions[i].room);
		add_room(reader, agenda->room);
		qsort(reader->rooms, reader->rooms_count, sizeof *reader->rooms, compare_rooms);
	}
	const struct known_room *found = bsearch(&(struct known_room){folded, NULL}, reader->rooms, reader->rooms_count,
						 sizeof *reader->rooms, compare_rooms);
	return found ? found->name : NULL;
}

static bool small_letter(const char *text, size_t length)
{
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t c = utf8_decode(text + at, length - at, &size);
		bool odd_is_small = c < 0x139 || (c > 0x148 && c < 0x179);
		if ((c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF) ||
		    (c >= 0x100 && c <= 0x17F && (c % 2 == 1) == odd_is_small) || (c >= 0x3AC && c <= 0x3CE) ||
		    (c >= 0x430 && c <= 0x45F))
			return true;
	}
	return false;
}

static enum marker marker_of(const struct part *part, const char *word)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		bool fits = part->bracketed || part->loud || signs[i].manner == MANNER_APART ||
			    (signs[i].manner == MANNER_FIRST && part->text < part->rest);
		if (fits && among(signs[i].words, word))
			return signs[i].marker;
	}
	return MARKER_NONE;
}

static bool is_number(const char *word)
{
	return word[strspn(word, "0123456789")] == '\0';
}

/* One marker's word at least, otherwise fillers, and perhaps a room at its end. "Fällt aus" is two words. */
static struct finding find(struct reader *reader, const struct part *part)
{
	struct arena *arena = reader->arena;
	struct finding finding = {MARKER_NONE, NULL};
	char *words[WORDS_LIMIT];
	size_t count = 0;
	const char *text = arena_text_part(arena, part->text, part->length);
	const char *folded = likeness_fold(arena, text, true);
	if (folded == text) /* neither letters nor digits */
		return finding;
	char *rest = arena_text(arena, folded);
	while (rest && count < WORDS_LIMIT)
		words[count++] = strsep(&rest, " ");
	if (strcmp(folded, "fallt aus") == 0 || strcmp(folded, "fallt leider aus") == 0)
		return (struct finding){MARKER_CANCELLED, NULL};
	if ((part->bracketed || part->loud) && strstr(moves, arena_format(arena, "|%s|", folded)))
		return (struct finding){MARKER_MOVED, NULL};
	for (size_t i = 0; i < count; i++) {
		enum marker marker = marker_of(part, words[i]);
		if (marker != MARKER_NONE && finding.marker == MARKER_NONE) {
			finding.marker = marker;
		} else if (finding.marker == MARKER_CANCELLED && (part->bracketed || part->loud) && i + 1 < count &&
			   among(reasons, words[i])) {
			return finding;
		} else if (finding.marker == MARKER_MOVED && !rest && i + 1 < count && among(leads, words[i])) {
			const char *room = folded + (words[i + 1] - words[0]);
			finding.room = known_room(reader, room);
			if (!finding.room && !part->bracketed && !part->loud)
				finding.marker = MARKER_NONE;
			return finding;
		} else if (marker == MARKER_NONE && !among(fillers, words[i]) && !is_number(words[i])) {
			return (struct finding){MARKER_NONE, NULL};
		}
	}
	return rest ? (struct finding){MARKER_NONE, NULL} : finding;
}

/* "moved to Saal 2" is plain enough behind a dash if there is such a room. */
static struct finding find_move(struct reader *reader, struct part part)
{
	part.bracketed = true;
	struct finding finding = find(reader, &part);
	return finding.room ? finding : (struct finding){MARKER_NONE, NULL};
}

static size_t dash_size(const char *text)
{
	static const char *const dashes[] = {"-", "–", "—", "|", "·", NULL};
	for (size_t i = 0; dashes[i]; i++)
		if (strncmp(text, dashes[i], strlen(dashes[i])) == 0)
			return strlen(dashes[i]);
	return 0;
}

static bool space(char c)
{
	return c == ' ' || c == '\t';
}

/* Where a text begins that follows a colon, or a dash between spaces. */
static size_t separator_size(const char *title, size_t at)
{
	if (title[at] == ':' && space(title[at + 1]))
		return 1;
	return at > 0 && space(title[at - 1]) && space(title[at + dash_size(title + at)]) ? dash_size(title + at) : 0;
}

static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	for (bool more = true; more && length > 0;) {
		size_t dash = dash_size(text);
		more = space(*text) || *text == ':' || *text == '!' || (dash > 0 && space(text[dash]));
		if (more) {
			dash = dash > 0 ? dash : 1;
			text += dash;
			length -= dash < length ? dash : length;
		}
	}
	while (length > 0 && (space(text[length - 1]) || text[length - 1] == ':' || text[length - 1] == ','))
		length--;
	while (length > 1 && text[length - 1] == '-' && space(text[length - 2])) {
		length--;
		while (length > 0 && space(text[length - 1]))
			length--;
	}
	return arena_text_part(arena, text, length);
}

/* Is there a title in what is left? */
static bool left(struct arena *arena, const char *title)
{
	return *title && likeness_fold(arena, title, false) != title;
}

static const char *const brackets[] = {"()", "[]", "{}", "**", "<>"};

/* The end of the bracket that opens the title, behind it; 0: none does. */
static size_t bracket_first(const char *title)
{
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		char open[2] = {brackets[i][0], '\0'}, close[2] = {brackets[i][1], '\0'};
		size_t begin = strspn(title, open), end = begin + strcspn(title + begin, close);
		if (begin > 0 && title[end])
			return end + strspn(title + end, close);
	}
	return 0;
}

/* Where the bracket opens that ends the title; its length if none does. */
static size_t bracket_last(const char *title)
{
	size_t length = strlen(title), last = length;
	while (last > 0 && strchr("!. ", title[last - 1]))
		last--;
	for (size_t i = 0; last > 1 && i < sizeof brackets / sizeof *brackets; i++) {
		if (title[last - 1] != brackets[i][1])
			continue;
		size_t end = last - 1;
		while (end > 0 && *brackets[i] == '*' && title[end - 1] == '*')
			end--;
		for (size_t at = end; at > 0; at--) {
			if (title[at - 1] != brackets[i][0])
				continue;
			while (at > 1 && *brackets[i] == '*' && title[at - 2] == '*')
				at--;
			return at - 1;
		}
	}
	return length;
}

/* Is it a marker, and is there a title beside it? Then *title is that, and *words are the marker's own. */
static struct finding take(struct reader *reader, struct part part, const char **title, const char **words)
{
	struct arena *arena = reader->arena;
	static const char around[] = "()[]{}<>*!:-.| ";
	struct finding none = {MARKER_NONE, NULL};
	if (memchr(part.text, '?', part.length)) /* a question is the title's own */
		return none;
	part.loud = !small_letter(part.text, part.length);
	struct finding finding = find(reader, &part);
	if (finding.marker == MARKER_NONE && !part.bracketed)
		finding = find_move(reader, part);
	const char *clean = trimmed(arena, part.rest, part.rest_length);
	if (finding.marker == MARKER_NONE || !left(arena, clean))
		return none;
	*title = clean;
	size_t begin = strspn(part.text, around), end = part.length;
	while (end > begin && strchr(around, part.text[end - 1]))
		end--;
	*words = arena_text_part(arena, part.text + begin, end > begin ? end - begin : 0);
	return finding;
}

/* Capitals beside words that have small letters: "CANCELLED My talk". Short ones are names as often. */
static struct part loud_part(const char *text, bool last)
{
	size_t length = strlen(text);
	const char *space = last ? strrchr(text, ' ') : strchr(text, ' ');
	size_t at = space ? (size_t)(space - text) : length;
	struct part part = {.text = text, .length = at, .rest = text + at, .rest_length = length - at};
	if (last)
		part = (struct part){.text = text + at, .length = length - at, .rest = text, .rest_length = at};
	if (part.length <= LOUD_LETTERS || small_letter(part.text, part.length) ||
	    !small_letter(part.rest, part.rest_length))
		part.length = 0;
	return part;
}

/* The title's parts that could be markers; those that are not there have no length. */
static void part_title(const char *text, struct part parts[static 6])
{
	size_t length = strlen(text), open = bracket_first(text), close = bracket_last(text);
	size_t begin = 0, end = length, size = 0;
	for (size_t at = 0; at < length; at++) {
		size_t found = separator_size(text, at);
		if (found > 0 && begin == 0)
			begin = at;
		if (found > 0 && text[at] != ':') {
			end = at;
			size = found;
		}
	}
	parts[0] = (struct part){text, open, text + open, length - open, true, false};
	parts[1] = (struct part){text + close, length - close, text, close, true, false};
	parts[2] = (struct part){text, begin, text + begin, length - begin, false, false};
	parts[3] = (struct part){text + end + size, length - end - size, text, end, false, false};
	parts[4] = loud_part(text, false);
	parts[5] = loud_part(text, true);
}

static struct finding next_marker(struct reader *reader, const char **title, const char **words)
{
	struct part parts[6];
	struct finding finding = {MARKER_NONE, NULL};
	part_title(*title, parts);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && finding.marker == MARKER_NONE; i++)
		if (parts[i].length > 0)
			finding = take(reader, parts[i], title, words);
	return finding;
}

/* What is moved without a word of whence, or delayed without how long, is said in its author's words. */
static void apply_move(struct arena *arena, const struct source_agenda *agenda, struct source_session *session,
		       const char *room, const char *words)
{
	const char *before = session->room ? session->room : agenda->room;
	if (room && before && !session->was_room && strcmp(room, before) != 0) {
		session->was_room = before;
		session->room = room;
	} else if (!session->moved && !session->was_room && session->was_start < 0 && session->delay_minutes == 0) {
		session->moved = arena_text(arena, words);
	}
}

static void apply(struct arena *arena, const struct source_agenda *agenda, struct source_session *session,
		  const struct finding *finding, const char *words)
{
	switch (finding->marker) {
	case MARKER_NONE:
		break;
	case MARKER_CANCELLED:
		session->cancelled = true;
		break;
	case MARKER_NEW:
		session->added = true;
		break;
	case MARKER_MOVED:
	case MARKER_DELAYED:
		apply_move(arena, agenda, session, finding->room, words);
		break;
	}
}

void markers_read(struct arena *arena, struct source_agenda *agenda)
{
	struct reader reader = {.arena = arena_create(), .agenda = agenda, .rooms_arena = arena_create()};
	for (size_t i = 0; i < agenda->sessions_count; i++) {
		struct source_session *session = &agenda->sessions[i];
		const char *title = session->title, *words = "";
		for (int found = 0; title && found < MARKERS_LIMIT; found++) {
			struct finding finding = next_marker(&reader, &title, &words);
			if (finding.marker == MARKER_NONE)
				break;
			apply(arena, agenda, session, &finding, words);
		}
		if (title != session->title) {
			session->title = arena_text(arena, title);
			if (session->kind == SESSION_TALK && session->people_count == 0)
				session->kind = kind_said(title);
		}
		arena_clear(reader.arena);
	}
	arena_destroy(reader.rooms_arena);
	arena_destroy(reader.arena);
}
