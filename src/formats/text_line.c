#include "formats/text_line.h"

#include <string.h>

static bool only_separators(const char *text)
{
	return text[strspn(text, " :.,-|")] == '\0';
}

static bool one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	return *words != NULL;
}

/* What may stand before a line's time: a bullet, "godz. 9:30", "od 9:30 do 11:00". */
static size_t before_time(const char *text)
{
	static const char *const words[] = {"godz", "od", "from", "von", "ab", NULL};
	char word[8];
	size_t at = strspn(text, "-*");
	if (strncmp(text, "•", strlen("•")) == 0)
		at = strlen("•");
	at += written_space(text + at);
	size_t length = written_word(text + at, word, sizeof word);
	return one_of(word, words) ? at + length + strspn(text + at + length, ". ") : at;
}

/* "Dzień 2 – 23.10.2018", "Program (23.10.2018)": a date at the end, behind words that promise one. */
static void find_date_behind(struct text_line *line)
{
	static const char *const words[] = {"dzien", "day",      "tag",       "program", "programm", "harmonogram",
					    "plan",  "schedule", "programme", "agenda",  NULL};
	char word[16];
	size_t at = written_word(line->text, word, sizeof word);
	if (!one_of(word, words))
		return;
	for (; line->text[at]; at++) {
		const char *text = line->text + at;
		if (!strchr(" \t(", text[-1]))
			continue;
		size_t length = written_date(text, &line->date);
		if (length > 0 && !date_none(line->date.date) && text[length + strspn(text + length, " .)")] == '\0') {
			line->date_at = at;
			line->date_length = strlen(text);
			return;
		}
	}
}

void text_line_classify(struct text_line *line)
{
	line->times = line->date_at = 0;
	line->date_length = written_date(line->text, &line->date);
	bool weekday_alone = line->date_length > 0 && date_none(line->date.date);
	const char *rest = line->text + line->date_length;
	/* A date goes on with a title only behind a mark; "22 października odbyło się …" is a sentence. */
	if (line->date_length > 0 && !only_separators(rest) &&
	    (weekday_alone || !strchr(":,-|(\t", rest[written_space(rest)])) &&
	    strncmp(rest + written_space(rest), "–", strlen("–")) != 0)
		line->date_length = 0;
	if (line->date_length == 0)
		find_date_behind(line);
	if (line->date_length == 0) {
		size_t lead = before_time(line->text);
		line->times = written_times(line->text + lead, &line->start, &line->end);
		if (line->times > 0)
			line->times += lead;
	}
}
