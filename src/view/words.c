#include "view/words.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"

/* What a language binds to the word after it. Lower case, without full stops, each between spaces. */
struct habits {
	const char *language;
	const char *letters; /* one-letter words, all in one: "w domu" */
	const char *names;   /* before a name: "dr Nowak", "ul. Długa" */
	const char *labels;  /* before a number or a single capital: "sala 3", "nr 4", "Gate B" */
};

static const struct habits habits[] = {
	{"", "", " dr prof mgr ing st ", " nr no n° nº tel fax ca vol p pp fig tab "},
	{"pl", "aiouwz",
	 " ks bp abp kard o br s św bł mec red gen płk ppłk mjr kpt por inż hab lic pan pani pana panią panu im ul al "
	 "pl "
	 "os woj pow gm ",
	 " sala sali salę salą pokój pokoju pok piętro pawilon hala hali stoisko stolik aula auli budynek bud wejście "
	 "brama "
	 "peron dzień sesja grupa panel część rozdział art pkt ust str s ok ryc rys poz zał lok godz tom "},
	{"cs", "aikosuvz", " p pí pan paní pana doc judr mudr phdr rndr bc sv ul nám tř gen plk mjr kpt ",
	 " sál sálu sále místnost pokoj patro hala stánek stůl den část skupina budova vchod str č čl odst kap cca "},
	{"sk", "aikosuvz", " p pán pani pána doc judr mudr phdr rndr bc sv ul nám gen plk mjr kpt ",
	 " sála sále miestnosť izba poschodie hala stánok stôl deň časť skupina budova vchod str č čl ods kap cca "},
	{"uk", "аеєзіїйоув", " п пан пані д-р проф акад доц св о ім вул просп пл бул м с р ген ",
	 " зал зала залі кімната кабінет каб поверх корпус вхід день частина група сесія стор с ст кв буд "},
	{"ru", "авикосуя", " г г-н г-жа д-р проф акад доц св о им ул просп пл бул ген ",
	 " зал зале комната кабинет каб этаж корпус вход день часть группа секция стр с ст кв дом "},
	{"be", "азіоуў", "", ""},
	{"bg", "авиоскуя", "", ""},
	{"hr", "aiouskz", "", ""},
	{"sl", "aioskvz", "", ""},
	{"en", "", " mr mrs ms miss mx sir lady lord rev fr hon capt col gen lt sgt gov sen rep mt ft saint ",
	 " room hall stage level floor gate booth stand table track day session part chapter group building platform "
	 "page "
	 "pages art sec approx "},
	{"de", "", " herr frau herrn hr fr dipl dipl.-ing med phil jur mag sankt ",
	 " raum saal halle zimmer stand tisch tag teil gruppe haus tor gleis etage s seite abb art abs kap "},
	{"fr", "", " m mm mme mmes mlle pr me mgr ste saint sainte av bd docteur maître ",
	 " salle hall stand étage niveau porte bâtiment jour session partie groupe quai page art chap env "},
	{"es", "", " sr sra srta dra d dña don doña san santa sto sta av avda c ",
	 " sala aula salón planta puerta puesto mesa día sesión parte grupo andén edificio pág págs art cap aprox "
	 "núm "},
	{"it", "", " sig sig.ra signor signora dott dott.ssa avv arch geom on san santa santo via viale piazza ",
	 " sala aula stand piano porta tavolo giorno sessione parte gruppo binario edificio pag pagg art cap num "},
	{"pt", "", " sr sra dra d dom dona são santa av r ",
	 " sala aula andar porta mesa dia sessão parte grupo edifício pág págs art cap aprox núm "},
	{"lt", "", " p doc kun vysk šv g gyd al pr ",
	 " salė salėje kambarys kab aukštas diena dalis grupė sesija psl str "},
	{"nl", "", " dhr mevr mw drs ir mr ds sint ", " zaal kamer hal verdieping dag deel groep blz art "},
};

const struct habits *habits_for(const char *language)
{
	for (size_t i = 1; i < sizeof habits / sizeof *habits; i++)
		if (strncmp(language, habits[i].language, 2) == 0 && (language[2] == '\0' || language[2] == '-'))
			return &habits[i];
	return &habits[0];
}

static bool opening(uint32_t code)
{
	int8_t type = u_charType((UChar32)code);
	return type == U_START_PUNCTUATION || type == U_INITIAL_PUNCTUATION || code == '"' || code == '\'' ||
	       code == 0x201e;
}

static bool closing(uint32_t code)
{
	int8_t type = u_charType((UChar32)code);
	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || code == '"' || code == '\'' || code == ',' ||
	       code == ';' || code == ':' || code == '!' || code == '?' || code == '.' || code == 0x201d ||
	       code == 0x2026;
}

/* The word in lower case, without what stands around it; "" if it is longer than anything in a list. */
static void key_read(struct word *word, const char *text, size_t start, size_t end)
{
	size_t length = 0, size;
	for (size_t i = start; i < end; i += size) {
		uint32_t code = utf8_decode(text + i, end - i, &size);
		if (code == UINT32_MAX || length + 5 > sizeof word->key) {
			word->key[0] = '\0';
			return;
		}
		length += utf8_encode((uint32_t)u_tolower((UChar32)code), word->key + length);
	}
	word->key[length] = '\0';
}

struct word word_read(const char *text, size_t start, size_t end)
{
	struct word word = {.start = start, .end = end, .ends_bare = true};
	size_t size, inner_start = start, inner_end = start;
	bool begun = false;
	for (size_t i = start; i < end; i += size) {
		uint32_t code = utf8_decode(text + i, end - i, &size);
		word.last = code;
		if (!begun && opening(code)) {
			inner_start = inner_end = i + size;
			continue;
		}
		begun = true;
		if (closing(code)) {
			word.ends_bare = word.ends_bare && code == '.';
			continue;
		}
		word.ends_bare = true;
		inner_end = i + size;
		if (u_isalpha((UChar32)code))
			word.letters++;
		else if (u_isdigit((UChar32)code))
			word.digits++;
		else
			word.others++;
	}
	key_read(&word, text, inner_start, inner_end);
	return word;
}

static bool listed(const char *list, const struct word *word)
{
	char wanted[sizeof word->key + 2];
	size_t length = strlen(word->key);
	if (length == 0)
		return false;
	wanted[0] = wanted[length + 1] = ' ';
	memcpy(wanted + 1, word->key, length);
	wanted[length + 2] = '\0';
	return strstr(list, wanted) != NULL;
}

static bool names(const struct habits *of, const struct word *word)
{
	return word->ends_bare && (listed(of->names, word) || listed(habits[0].names, word));
}

static bool labels(const struct habits *of, const struct word *word)
{
	return word->ends_bare && word->digits == 0 && (listed(of->labels, word) || listed(habits[0].labels, word));
}

static bool preposition(const struct habits *of, const struct word *word)
{
	return word->letters == 1 && word->digits + word->others == 0 && word->ends_bare && word->last != '.' &&
	       word->key[0] != '\0' && strstr(of->letters, word->key) != NULL;
}

static bool roman(const char *text, const struct word *word)
{
	for (size_t i = word->start; i < word->end; i++)
		if (strchr("IVX", text[i]) == NULL && strchr(".,;:!?)", text[i]) == NULL)
			return false;
	return word->letters > 0 && word->letters <= 5;
}

/* "15", "22.", "2019", "10:30", "15-17": numbers that count or date what follows. */
static bool number(const struct word *word)
{
	return word->digits > 0 && word->letters == 0;
}

/* "§", "%", "€", "°": what stands beside a number. */
static bool sign(const struct word *word)
{
	return word->others > 0 && word->others <= 2 && word->letters + word->digits == 0 && word->ends_bare;
}

static bool only_dashes(const char *text, const struct word *word)
{
	size_t size;
	for (size_t i = word->start; i < word->end; i += size) {
		uint32_t code = utf8_decode(text + i, word->end - i, &size);
		if (!(u_charType((UChar32)code) == U_DASH_PUNCTUATION || code == 0xb7 || code == 0x2022 ||
		      code == '|' || code == '/'))
			return false;
	}
	return word->end > word->start;
}

/* Punctuation that stands apart, as in French: before what it opens, or after what it closes. */
static bool only_punctuation(const char *text, const struct word *word, bool opens)
{
	size_t size;
	for (size_t i = word->start; i < word->end; i += size) {
		uint32_t code = utf8_decode(text + i, word->end - i, &size);
		bool right = opens ? u_charType((UChar32)code) == U_INITIAL_PUNCTUATION || code == 0x201e
				   : closing(code) && code != '"' && code != '\'';
		if (!right)
			return false;
	}
	return word->end > word->start;
}

static bool year(const char *text, const struct word *word)
{
	return word->digits == 4 && word->letters + word->others == 0 && strchr("12", text[word->start]) != NULL;
}

static bool begins_capital(const char *text, const struct word *word)
{
	size_t size;
	for (size_t i = word->start; i < word->end; i += size) {
		uint32_t code = utf8_decode(text + i, word->end - i, &size);
		if (!opening(code))
			return u_isupper((UChar32)code) != 0;
	}
	return false;
}

static bool one_capital(const char *text, const struct word *word)
{
	return word->letters == 1 && word->digits + word->others == 0 && begins_capital(text, word);
}

/* "9:30", "9.30" */
static bool time_of_day(const char *text, const struct word *word)
{
	for (size_t i = word->start + 1; i + 1 < word->end; i++)
		if ((text[i] == ':' || text[i] == '.') && word->digits >= 3)
			return true;
	return false;
}

/* Is `before` a number that counts or dates `after`? */
static bool counts(const char *text, const struct word *before, const struct word *after)
{
	static const char hours[] = " h hrs hr hour hours am pm a.m p.m uhr godz hod hodin hodín год ч val uur heures ";
	if (!number(before) || !before->ends_bare || after->letters == 0 || after->digits > 0)
		return false;
	if (time_of_day(text, before)) /* "9:30 Uhr", but "9:30 przy wejściu" */
		return listed(hours, after);
	if (year(text, before)) /* "2019 r.", but "2018 w Sandomierzu" */
		return text[after->start] == 'r' && after->letters <= 4;
	/* "18:00. Potem" is the end of a sentence, "1. Kamień Milowy" is not. */
	return before->last != '.' || !begins_capital(text, after) || before->digits <= 2;
}

/* "10 000", "22 123 45 67" */
static bool continues(const struct word *before, const struct word *after)
{
	return number(before) && number(after) && before->ends_bare && before->last != '.' && before->digits <= 4 &&
	       after->digits >= 2 && after->digits <= 4 && after->others == 0;
}

static bool bound(const struct habits *of, const char *text, const struct word *earlier, const struct word *before,
		  const struct word *after, bool last_word)
{
	if (only_dashes(text, after))
		return true; /* a dash ends a line, it does not begin one */
	if (only_dashes(text, before) && number(earlier) && number(after))
		return true; /* "9:00 – 10:30" */
	if (only_punctuation(text, before, true) || only_punctuation(text, after, false))
		return true; /* "« mot »", "mot !" */
	if (preposition(of, before))
		return true; /* "w domu" */
	/* The number behind a label, or the last of a telephone number, counts nothing. */
	bool capital = begins_capital(text, after);
	bool labelled = labels(of, earlier) || sign(earlier) ||
			(one_capital(text, earlier) && earlier->ends_bare && earlier->last != '.') ||
			(number(earlier) && before->digits < 3);
	if (names(of, before) && (capital || names(of, after)))
		return true; /* "prof. dr hab. Nowak" */
	if (one_capital(text, before) && before->last == '.' && capital && !labelled)
		return true;
	if (labels(of, before) && (number(after) || one_capital(text, after) || roman(text, after)))
		return true; /* "Sala 3", "Gate B", "nr 4" */
	if (one_capital(text, before) && before->last != '.' && number(after) && after->digits <= 3)
		return true; /* "B 12" */
	if ((sign(before) && number(after)) || (number(before) && before->ends_bare && sign(after)))
		return true; /* "§ 5", "100 %" */
	if (continues(before, after))
		return true;
	if (!labelled && counts(text, before, after))
		return true; /* "22 października", but "Sala 3 jest" */
	if (before->letters <= 1 || !before->ends_bare || before->last == '.' || after->others > 0)
		return false;
	if (begins_capital(text, before) && after->letters > 1 && roman(text, after))
		return true; /* "Jana Pawła II" */
	bool closes = last_word || !after->ends_bare;
	return closes && (after->letters + after->digits == 1 || (number(after) && after->digits <= 3) ||
			  roman(text, after)); /* "wariant C", "wersja 4" */
}

double words_cost(const struct habits *of, const char *text, const struct word *earlier, const struct word *before,
		  const struct word *after, bool last_word)
{
	if (bound(of, text, earlier, before, after, last_word))
		return BOUND_COST;
	switch (before->last) {
	case '.':
	case '!':
	case '?':
	case ':':
	case ';':
	case 0x2013:
	case 0x2014:
	case 0xb7:
		return SENTENCE_GAIN;
	case ',':
		return COMMA_GAIN;
	default:
		if (number(after) && (before->letters <= 2 || year(text, after)))
			return LOOSE_COST;
		return before->letters + before->digits <= 2 ? WEAK_COST : 0;
	}
}

enum { SHORT_PART = 2 }; /* letters; of longer parts of a word nobody needs to know how long they are */

double words_inside_cost(const char *text, size_t start, size_t at, size_t end)
{
	size_t size, letters_before = 0, letters_after = 0;
	/* Scripts that write without spaces break anywhere and pay nothing for it. */
	if (utf8_decode(text + at, end - at, &size) >= 0x0e00)
		return 0;
	/* What is behind the sign that allows the break, and before it: up to the next sign. */
	for (size_t i = at; i < end && letters_after <= SHORT_PART; i += size) {
		uint32_t code = utf8_decode(text + i, end - i, &size);
		if (!u_isalnum((UChar32)code))
			break;
		letters_after++;
	}
	bool digit_before = false;
	size_t sign_at = at;
	while (sign_at > start && (text[--sign_at] & 0xc0) == 0x80)
		;
	for (size_t i = sign_at; i > start && letters_before <= SHORT_PART;) {
		size_t stop = i;
		do
			i--;
		while (i > start && (text[i] & 0xc0) == 0x80);
		uint32_t code = utf8_decode(text + i, stop - i, &size);
		digit_before |= stop == sign_at && u_isdigit((UChar32)code);
		if (!u_isalnum((UChar32)code))
			break;
		letters_before++;
	}
	/* "9:00–10:30", "20-lecie", "e-mail", "km/h" */
	if (digit_before || (letters_before > 0 && letters_before <= SHORT_PART) ||
	    (letters_after > 0 && letters_after <= SHORT_PART))
		return BOUND_COST;
	return INSIDE_COST;
}
