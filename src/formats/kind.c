#include "formats/kind.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "formats/written.h"

enum { WORDS_LIMIT = 5, WORD_SIZE = 24 };

/* The words of a text, each between two spaces. Returns how many; more than WORDS_LIMIT if it has more. */
static size_t split(const char *text, char words[static WORDS_LIMIT][WORD_SIZE])
{
	size_t count = 0, at = 0;
	while (text[at]) {
		char word[WORD_SIZE - 2];
		size_t taken = written_word(text + at, word, sizeof word);
		if (taken > 0 && count == WORDS_LIMIT)
			return WORDS_LIMIT + 1;
		if (taken > 0)
			snprintf(words[count++], WORD_SIZE, " %s ", word);
		at += taken > 0 ? taken : 1;
	}
	return count;
}

/* Words as written_word() has them; a meal before the break that it is. */
static enum session_kind kind_of_words(char (*words)[WORD_SIZE], size_t count)
{
	static const struct {
		const char *words;
		enum session_kind kind;
	} signs[] = {
		{" obiad obiadowa obiadu lunch lunchowa kolacja sniadanie poczestunek bankiet dinner breakfast supper "
		 "mittagessen mittagspause mittag abendessen fruhstuck imbiss ",
		 SESSION_MEAL},
		{" rejestracja recepcja registration anmeldung akkreditierung akredytacja ", SESSION_REGISTRATION},
		{" przerwa kawa kawowa break coffee tea pause pausa kaffee kaffeepause ", SESSION_BREAK},
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (size_t j = 0; j < count; j++)
			if (strstr(signs[i].words, words[j]))
				return signs[i].kind;
	return SESSION_TALK;
}

enum session_kind kind_mentioned(const char *text)
{
	char words[WORDS_LIMIT][WORD_SIZE];
	size_t count = split(text, words);
	return count > WORDS_LIMIT ? SESSION_TALK : kind_of_words(words, count);
}

enum session_kind kind_said(const char *text)
{
	static const char fillers[] =
		" i a na w z and for the with of und fur mit der die kawe herbate networking short "
		"long krotka dluga welcome morning afternoon evening opens uczestnikow check in time "
		"gosci powitalna teilnehmer ";
	char words[WORDS_LIMIT][WORD_SIZE];
	size_t count = split(text, words);
	if (count > WORDS_LIMIT)
		return SESSION_TALK;
	for (size_t i = 0; i < count; i++)
		if (!strstr(fillers, words[i]) && kind_of_words(&words[i], 1) == SESSION_TALK)
			return SESSION_TALK;
	return kind_of_words(words, count);
}
