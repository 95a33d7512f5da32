#include "formats/csv_columns.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "formats/content_fields.h"
#include "formats/written.h"

enum { FOLDED_SIZE = 64 };

static const struct {
	enum column column;
	const char *names[32];
} columns[] = {
	{COLUMN_START, {"godzina",   "godziny", "godz",    "od",    "start",  "poczatek", "rozpoczecie", "czas",
			"time",      "times",   "from",    "begin", "begins", "starts",   "start time",  "scheduled at",
			"startzeit", "anfang",  "uhrzeit", "zeit",  "von",    "beginn",   "hour"}},
	{COLUMN_END,
	 {"do", "koniec", "zakonczenie", "zakonczenia", "konca", "endzeit", "to", "end", "ends", "until", "end time",
	  "bis", "ende"}},
	{COLUMN_DURATION, {"czas trwania", "dlugosc", "trwanie", "duration", "length", "scheduled duration", "dauer"}},
	{COLUMN_TITLE, {"temat",   "tytul",   "nazwa",   "wydarzenie",    "wystapienie",   "punkt programu",
			"punkt",   "program", "tresc",   "title",         "topic",         "subject",
			"session", "event",   "talk",    "what",          "activity",      "proposal title",
			"titel",   "thema",   "vortrag", "programmpunkt", "veranstaltung", "was"}},
	{COLUMN_PEOPLE,
	 {"prelegent",  "prelegenci",  "prelegentka",  "osoba",      "osoby",   "prowadzacy", "prowadzaca",
	  "mowca",      "kto",         "moderator",    "wykladowca", "speaker", "speakers",   "presenter",
	  "presenters", "person",      "people",       "who",        "host",    "referent",   "referentin",
	  "referenten", "vortragende", "vortragender", "sprecher",   "wer",     "leitung"}},
	{COLUMN_ROOM,
	 {"sala", "miejsce", "pokoj", "gdzie", "room", "hall", "place", "location", "where", "venue", "raum", "saal",
	  "ort", "wo"}},
	{COLUMN_DATE, {"data", "dzien", "date", "day", "datum", "tag"}},
	{COLUMN_KIND, {"rodzaj", "typ", "type", "kind", "art"}},
	{COLUMN_NOTE,
	 {"uwagi", "uwaga", "notatka", "podtytul", "informacje", "note", "notes", "comment", "comments", "remarks",
	  "subtitle", "info", "bemerkung", "bemerkungen", "hinweis", "hinweise", "anmerkung", "anmerkungen",
	  "untertitel"}},
	{COLUMN_ID, {"id", "kod", "code", "session id", "event id"}},
	{COLUMN_LEFT_OUT,
	 {"lp",     "l p",      "nr",      "no",    "opis",    "description", "abstract", "beschreibung",
	  "jezyk",  "language", "sprache", "track", "sciezka", "kategoria",   "category", "kategorie",
	  "status", "state",    "url",     "link",  "tags",    "level",       "poziom"}},
};

/* Small ASCII letters, words parted by one space. */
static void fold(const char *heading, char folded[static FOLDED_SIZE])
{
	size_t length = 0;
	folded[0] = '\0';
	while (*heading) {
		char word[24];
		size_t taken = written_word(heading, word, sizeof word);
		size_t size = strlen(word);
		if (taken > 0 && length + size + 2 < FOLDED_SIZE) {
			if (length > 0)
				folded[length++] = ' ';
			memcpy(folded + length, word, size + 1);
			length += size;
		}
		heading += taken > 0 ? taken : 1;
	}
}

static enum column find(const char *folded)
{
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		for (size_t j = 0; j < 32 && columns[i].names[j]; j++)
			if (strcmp(columns[i].names[j], folded) == 0)
				return columns[i].column;
	return COLUMN_UNKNOWN;
}

enum column column_of(const char *heading, bool *exactly)
{
	static const char clocks[] = " godzina godziny godz czas time times hour uhrzeit zeit ";
	char folded[FOLDED_SIZE], first[FOLDED_SIZE + 2];
	fold(heading, folded);
	enum column column = find(folded);
	*exactly = column != COLUMN_UNKNOWN;
	if (*exactly)
		return column;
	/* "Temat wystąpienia": the first word tells; of "Godzina zakończenia" the second. */
	char *second = strchr(folded, ' ');
	if (second)
		*second++ = '\0';
	snprintf(first, sizeof first, " %s ", folded);
	if (second && strstr(clocks, first)) {
		second[strcspn(second, " ")] = '\0';
		if (find(second) == COLUMN_END)
			return COLUMN_END;
	}
	return find(folded);
}

bool column_personal(const char *heading)
{
	static const char *const words[] = {
		"nip",      "regon",     "dowod",   "dowodu",  "mail",         "maile",    "mails",        "mailowy",
		"tel",      "komorka",   "cell",    "adres",   "adresu",       "adresy",   "ulica",        "pocztowy",
		"wiek",     "plec",      "street",  "address", "zip",          "dob",      "ssn",          "age",
		"gender",   "birth",     "handy",   "mobil",   "mobile",       "alter",    "geschlecht",   "geb",
		"strasse",  "strase",    "plz",     "geboren", "iban",         "konto",    "konta",        "diet",
		"dieta",    "rodo",      "wohnort", "ausweis", "steuernummer", "whatsapp", "obywatelstwo", "postcode",
		"adressen", "addresses",
	};
	/* Nothing else begins so: "telefony", "EmailAddress". */
	static const char *const beginnings[] = {
		"pesel",    "email",        "telefon",  "telephon", "phone",     "podpis",       "urodz",     "birthda",
		"geburts",  "zamieszka",    "paszport", "passport", "signature", "unterschrift", "anschrift", "adresse",
		"handynum", "postleitzahl", "numertel", "mobilnum", "kontonum",  "dietary",
	};
	char folded[FOLDED_SIZE];
	fold(heading, folded);
	for (char *word = folded, *rest; word; word = rest) {
		rest = strchr(word, ' ');
		if (rest)
			*rest++ = '\0';
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (strcmp(words[i], word) == 0)
				return true;
		for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
			if (strncmp(beginnings[i], word, strlen(beginnings[i])) == 0)
				return true;
	}
	return false;
}

const char *column_nearest(const char *heading)
{
	char folded[FOLDED_SIZE];
	fold(heading, folded);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		const char *nearest =
			columns[i].column == COLUMN_LEFT_OUT ? NULL : fields_nearest(folded, columns[i].names);
		if (nearest && nearest[0] == folded[0]) /* "owner" is not meant to be "wer" */
			return nearest;
	}
	return NULL;
}
