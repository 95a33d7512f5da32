/* What people call the keys and types of content in Polish, German and English; and what a misspelt one was meant to
 * be. */
#include <stdio.h>
#include <string.h>

#include "formats/content_fields.h"
#include "formats/written.h"

static const struct {
	const char *words, *keys; /* between spaces; of several keys the first that is asked for */
} names[] = {
	{" typ rodzaj kind art ", " type kind "},
	{" tytul temat titel title nazwa name naglowek heading header topic headline ", " title name "},
	{" data datum date dzien day tag ", " date "},
	{" godzina czas poczatek rozpoczecie od start time hour begin beginning from starttime uhrzeit beginn anfang ",
	 " start from "},
	{" koniec zakonczenie do end ende finish to endtime bis ", " end until "},
	{" dni days tage weekdays ", " days "},
	{" sala pokoj miejsce pomieszczenie room raum saal ort location venue place hall ", " room place "},
	{" sale pokoje raume rooms ", " rooms "},
	{" prelegent prelegenci prelegentka prowadzacy prowadzaca mowca mowcy speaker presenter presenters referent "
	 "referenten person persons people ",
	 " speakers "},
	{" sesje sesja program harmonogram plan wystapienia punkty punkt agenda items talks events sitzungen programm "
	 "schedule "
	 "session ",
	 " sessions agenda "},
	{" opis tresc tekst wiadomosc description body content message beschreibung inhalt text ", " text note "},
	{" uwagi uwaga notatka komentarz notiz bemerkung comment ", " note "},
	{" zdjecia fotografie galeria obrazy slajdy images pictures bilder fotos photo gallery slideshow ",
	 " photos picture "},
	{" zdjecie obraz obrazek fotografia grafika image img bild foto ", " picture photos "},
	{" plik filename datei ", " file "},
	{" podpis bildunterschrift legend ", " caption "},
	{" jezyk lang sprache ", " language "},
	{" strefa zeitzone zone tz ", " timezone "},
	{" priorytet prioritat importance ", " priority "},
	{" sekundy sekunden duration trwanie ", " seconds "},
	{" ekrany ekran screen monitor bildschirme bildschirm ", " screens on "},
	{" odwolane odwolana odwolany canceled abgesagt ", " cancelled "},
	{" opoznienie delay verspatung ", " delay_minutes "},
	{" link adres strona address website ", " url qr "},
	{" etykieta beschriftung ", " label "},
	{" kontakt ", " contact "},
	{" motyw thema styl style ", " theme "},
	{" wydarzenie impreza konferencja conference veranstaltung ", " event "},
	{" ogloszenie komunikat informacja info notice news ankundigung hinweis announcment ", " announcement "},
	{" widocznosc pokaz anzeigen visible ", " show "},
	{" rola funkcja rolle ", " role "},
	{" tlo hintergrund ", " background "},
};

const char *fields_called(const char *word, const char *const *list)
{
	char plain[32], spaced[36];
	word += written_space(word);
	size_t taken = written_word(word, plain, sizeof plain);
	if (taken == 0 || word[taken + written_space(word + taken)] != '\0')
		return NULL;
	snprintf(spaced, sizeof spaced, " %s ", plain);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!strstr(names[i].words, spaced))
			continue;
		for (const char *key = names[i].keys + 1; *key; key += strcspn(key, " ") + 1)
			for (size_t j = 0; list[j]; j++)
				if (strlen(list[j]) == strcspn(key, " ") && strncmp(key, list[j], strlen(list[j])) == 0)
					return list[j];
	}
	return NULL;
}

static char small_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* How many letters must be put in, dropped, changed or swapped with their neighbour to make b of a (optimal string
 * alignment), case ignored; 99 if one is too long to bother. */
static int distance(const char *a, const char *b)
{
	enum { LONGEST = 32 };
	size_t m = strlen(a), n = strlen(b);
	int table[LONGEST + 1][LONGEST + 1];
	if (m > LONGEST || n > LONGEST)
		return 99;
	for (size_t i = 0; i <= m; i++) {
		for (size_t j = 0; j <= n; j++) {
			if (i == 0 || j == 0) {
				table[i][j] = (int)(i + j);
				continue;
			}
			char x = small_letter(a[i - 1]), y = small_letter(b[j - 1]);
			int least = table[i - 1][j - 1] + (x != y);
			if (table[i - 1][j] + 1 < least)
				least = table[i - 1][j] + 1;
			if (table[i][j - 1] + 1 < least)
				least = table[i][j - 1] + 1;
			if (i > 1 && j > 1 && x == small_letter(b[j - 2]) && small_letter(a[i - 2]) == y &&
			    table[i - 2][j - 2] + 1 < least)
				least = table[i - 2][j - 2] + 1;
			table[i][j] = least;
		}
	}
	return table[m][n];
}

const char *fields_nearest(const char *word, const char *const *list)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	int best = length <= 2 ? 1 : length <= 4 ? 2 : length <= 7 ? 3 : 4; /* the first distance that is too far */
	for (; *list; list++) {
		int far = distance(word, *list);
		if (far < best && (size_t)far < strlen(*list)) {
			best = far;
			nearest = *list;
		}
	}
	return nearest;
}
