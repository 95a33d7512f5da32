/* model/language with the files of assets/: what they say, checked by hand against CLDR 48. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/utf8.h"
#include "formats/language.h"
#include "unit/view_fixture.h"
#include "view/text.h"

static void tell(const struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		struct buffer line;
		buffer_init(&line);
		problem_format(&problems->list[i], &line);
		print_error("%s\n", buffer_text(&line));
		buffer_finish(&line);
	}
}

static struct language *read_language(const char *path)
{
	struct buffer text;
	struct problems problems;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read(path, 1 << 18, &text), 0);
	struct language *language = language_read(path, buffer_text(&text), text.length, &problems);
	tell(&problems);
	assert_int_equal(problems.count, 0);
	problems_finish(&problems);
	buffer_finish(&text);
	return language;
}

static struct vocabulary *read_words(const char *path)
{
	struct buffer text;
	struct problems problems;
	buffer_init(&text);
	problems_init(&problems);
	assert_int_equal(file_read(path, 1 << 18, &text), 0);
	struct vocabulary *words = vocabulary_read(path, buffer_text(&text), text.length, &problems);
	tell(&problems);
	assert_int_equal(problems.count, 0);
	problems_finish(&problems);
	buffer_finish(&text);
	return words;
}

/* A language with words, which are its own, else English. */
struct pair {
	struct language *language;
	struct vocabulary *words;
};

static struct pair pair_read(const char *tag, const char *words_tag)
{
	struct pair pair = {NULL, NULL};
	char *path;
	assert_true(asprintf(&path, "assets/languages/%s.json", tag) > 0);
	pair.language = read_language(path);
	free(path);
	assert_true(asprintf(&path, "assets/words/%s.json", words_tag) > 0);
	pair.words = read_words(path);
	free(path);
	assert_non_null(pair.language);
	assert_non_null(pair.words);
	pair.language->words = pair.words;
	return pair;
}

static void pair_finish(struct pair *pair)
{
	language_destroy(pair->language);
	vocabulary_destroy(pair->words);
}

#define THIN "\u2009"
#define SLIM "\u202f" /* no break */

struct row {
	const char *tag;
	const char *dates[4];     /* Monday, 22 October 2018: full, short, day, long */
	const char *intervals[3]; /* 15 to 17 October; 30 September to 2 October; New Year's Eve to New Year */
	const char *times[4];     /* 9:05, 13:30, 9:05 to 10:30, 11:30 to 13:30 */
};

static const struct row rows[] = {
	{"pl",
	 {"poniedziałek, 22 października", "pon., 22 października", "22 października", "22 października 2018"},
	 {"15–17 października 2018", "30 września" THIN "–" THIN "2 października 2018",
	  "31 grudnia 2018" THIN "–" THIN "1 stycznia 2019"},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"en",
	 {"Monday, October 22", "Mon, October 22", "October 22", "October 22, 2018"},
	 {"October 15" THIN "–" THIN "17, 2018", "September 30" THIN "–" THIN "October 2, 2018",
	  "December 31, 2018" THIN "–" THIN "January 1, 2019"},
	 {"9:05" SLIM "AM", "1:30" SLIM "PM", "9:05" THIN "–" THIN "10:30" SLIM "AM",
	  "11:30" SLIM "AM" THIN "–" THIN "1:30" SLIM "PM"}},
	{"en-GB",
	 {"Monday 22 October", "Mon 22 October", "22 October", "22 October 2018"},
	 {"15" THIN "–" THIN "17 October 2018", "30 September" THIN "–" THIN "2 October 2018",
	  "31 December 2018" THIN "–" THIN "1 January 2019"},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"de",
	 {"Montag, 22. Oktober", "Mo., 22. Oktober", "22. Oktober", "22. Oktober 2018"},
	 {"15.–17. Oktober 2018", "30. September" THIN "–" THIN "2. Oktober 2018",
	  "31. Dezember 2018" THIN "–" THIN "1. Januar 2019"},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"fr",
	 {"lundi 22 octobre", "lun. 22 octobre", "22 octobre", "22 octobre 2018"},
	 {"15–17 octobre 2018", "30 septembre" THIN "–" THIN "2 octobre 2018",
	  "31 décembre 2018" THIN "–" THIN "1 janvier 2019"},
	 {"09:05", "13:30", "09:05" THIN "–" THIN "10:30", "11:30" THIN "–" THIN "13:30"}},
	{"es",
	 {"lunes, 22 de octubre", "lun, 22 de octubre", "22 de octubre", "22 de octubre de 2018"},
	 {"15–17 de octubre de 2018", "30 de septiembre" THIN "–" THIN "2 de octubre de 2018",
	  "31 de diciembre de 2018" THIN "–" THIN "1 de enero de 2019"},
	 {"9:05", "13:30", "9:05–10:30", "11:30–13:30"}},
	{"it",
	 {"lunedì 22 ottobre", "lun 22 ottobre", "22 ottobre", "22 ottobre 2018"},
	 {"15–17 ottobre 2018", "30 settembre" THIN "–" THIN "2 ottobre 2018",
	  "31 dicembre 2018" THIN "–" THIN "1 gennaio 2019"},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"cs",
	 {"pondělí 22. října", "po 22. října", "22. října", "22. října 2018"},
	 {"15.–17. října 2018", "30. září" THIN "–" THIN "2. října 2018",
	  "31. prosince 2018" THIN "–" THIN "1. ledna 2019"},
	 {"9:05", "13:30", "9:05–10:30", "11:30–13:30"}},
	{"sk",
	 {"pondelok 22. októbra", "po 22. októbra", "22. októbra", "22. októbra 2018"},
	 {"15." THIN "–" THIN "17. októbra 2018", "30. septembra" THIN "–" THIN "2. októbra 2018",
	  "31. decembra 2018" THIN "–" THIN "1. januára 2019"},
	 {"9:05", "13:30", "9:05" THIN "–" THIN "10:30", "11:30" THIN "–" THIN "13:30"}},
	{"uk",
	 {"понеділок, 22 жовтня", "пн, 22 жовтня", "22 жовтня", "22 жовтня 2018" SLIM "р."},
	 {"15–17 жовтня 2018" SLIM "р.", "30 вересня – 2 жовтня 2018" SLIM "р.",
	  "31 грудня 2018" SLIM "р. – 1 січня 2019" SLIM "р."},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"lt",
	 {"spalio 22 d., pirmadienis", "spalio 22 d., pr", "spalio 22 d.", "2018 m. spalio 22 d."},
	 {"2018 m. spalio 15–17 d.", "2018 m. rugsėjo 30 d." THIN "–" THIN "spalio 2 d.",
	  "2018 m. gruodžio 31 d." THIN "–" THIN "2019 m. sausio 1 d."},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"ar",
	 {"الاثنين، 22 أكتوبر", "الاثنين، 22 أكتوبر", "22 أكتوبر", "22 أكتوبر 2018"},
	 {"15–17 أكتوبر 2018", "30 سبتمبر – 2 أكتوبر 2018", "31 ديسمبر 2018 – 1 يناير 2019"},
	 {"9:05 ص", "1:30 م", "9:05–10:30 ص", "11:30 ص" THIN "–" THIN "1:30 م"}},
	{"ar-EG",
	 {"الاثنين، ٢٢ أكتوبر", "الاثنين، ٢٢ أكتوبر", "٢٢ أكتوبر", "٢٢ أكتوبر ٢٠١٨"},
	 {"١٥–١٧ أكتوبر ٢٠١٨", "٣٠ سبتمبر – ٢ أكتوبر ٢٠١٨", "٣١ ديسمبر ٢٠١٨ – ١ يناير ٢٠١٩"},
	 {"٩:٠٥ ص", "١:٣٠ م", "٩:٠٥–١٠:٣٠ ص", "١١:٣٠ ص" THIN "–" THIN "١:٣٠ م"}},
	{"he",
	 {"יום שני, 22 באוקטובר", "יום ב׳, 22 באוקטובר", "22 באוקטובר", "22 באוקטובר 2018"},
	 {"15–17 באוקטובר 2018", "30 בספטמבר – 2 באוקטובר 2018", "31 בדצמבר 2018 – 1 בינואר 2019"},
	 {"9:05", "13:30", "9:05–10:30", "11:30–13:30"}},
	{"ja",
	 {"10月22日月曜日", "10月22日(月)", "10月22日", "2018年10月22日"},
	 {"2018年10月15日～17日", "2018年9月30日～10月2日", "2018年12月31日～2019年1月1日"},
	 {"9:05", "13:30", "9:05～10:30", "11:30～13:30"}},
	{"ko",
	 {"10월 22일 월요일", "10월 22일 (월)", "10월 22일", "2018년 10월 22일"},
	 {"2018년 10월 15일~17일", "2018년 9월 30일~10월 2일", "2018년 12월 31일~2019년 1월 1일"},
	 {"오전 9:05", "오후 1:30", "오전 9:05~10:30", "오전 11:30 ~ 오후 1:30"}},
	{"zh-Hant",
	 {"10月22日 星期一", "10月22日 週一", "10月22日", "2018年10月22日"},
	 {"2018年10月15日至17日", "2018年9月30日至10月2日", "2018年12月31日至2019年1月1日"},
	 {"上午9:05", "下午1:30", "上午9:05至10:30", "上午11:30至下午1:30"}},
	{"th",
	 {"วันจันทร์ที่ 22 ตุลาคม", "จันทร์ที่ 22 ตุลาคม", "22 ตุลาคม", "22 ตุลาคม 2018"},
	 {"15–17 ตุลาคม 2018", "30 กันยายน" THIN "–" THIN "2 ตุลาคม 2018", "31 ธันวาคม 2018" THIN "–" THIN "1 มกราคม 2019"},
	 {"09:05", "13:30", "09:05 – 10:30", "11:30 – 13:30"}},
	{"fa",
	 {"دوشنبه ۲۲ اکتبر", "دوشنبه ۲۲ اکتبر", "۲۲ اکتبر", "۲۲ اکتبر ۲۰۱۸"},
	 {"۱۵ تا ۱۷ اکتبر ۲۰۱۸", "۳۰ سپتامبر تا ۲ اکتبر ۲۰۱۸", "۳۱ دسامبر ۲۰۱۸ تا ۱ ژانویهٔ ۲۰۱۹"},
	 {"۹:۰۵", "۱۳:۳۰", "۹:۰۵ تا ۱۰:۳۰", "۱۱:۳۰ تا ۱۳:۳۰"}},
	{"hi",
	 {"सोमवार, 22 अक्टूबर", "सोम, 22 अक्टूबर", "22 अक्टूबर", "22 अक्टूबर 2018"},
	 {"15–17 अक्टूबर 2018", "30 सितंबर – 2 अक्टूबर 2018", "31 दिसंबर 2018 – 1 जनवरी 2019"},
	 {"9:05 am", "1:30 pm", "9:05–10:30 am", "11:30 am" THIN "–" THIN "1:30 pm"}},
	{"tr",
	 {"22 Ekim Pazartesi", "22 Ekim Pzt", "22 Ekim", "22 Ekim 2018"},
	 {"15–17 Ekim 2018", "30 Eylül" THIN "–" THIN "2 Ekim 2018", "31 Aralık 2018" THIN "–" THIN "1 Ocak 2019"},
	 {"09:05", "13:30", "09:05–10:30", "11:30–13:30"}},
	{"hu",
	 {"október 22., hétfő", "október 22., H", "október 22.", "2018. október 22."},
	 {"2018. október 15–17.", "2018. szeptember 30." THIN "–" THIN "október 2.",
	  "2018. december 31." THIN "–" THIN "2019. január 1."},
	 {"9:05", "13:30", "9:05–10:30", "11:30–13:30"}},
	{"fi",
	 {"maanantai 22. lokakuuta", "ma 22. lokakuuta", "22. lokakuuta", "22. lokakuuta 2018"},
	 {"15.–17. lokakuuta 2018", "30. syyskuuta" THIN "–" THIN "2. lokakuuta 2018",
	  "31. joulukuuta 2018" THIN "–" THIN "1. tammikuuta 2019"},
	 {"9.05", "13.30", "9.05–10.30", "11.30–13.30"}},
};

static void dates_and_times(void **state)
{
	(void)state;
	static const struct date monday = {2018, 10, 22};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		struct pair pair = pair_read(row->tag, "en");
		const struct language *language = pair.language;
		struct arena *arena = arena_create();
		for (int form = 0; form < 4; form++)
			assert_string_equal(language_date(language, arena, (enum date_form)form, monday),
					    row->dates[form]);
		assert_string_equal(
			language_interval(language, arena, (struct date){2018, 10, 15}, (struct date){2018, 10, 17}),
			row->intervals[0]);
		assert_string_equal(
			language_interval(language, arena, (struct date){2018, 9, 30}, (struct date){2018, 10, 2}),
			row->intervals[1]);
		assert_string_equal(
			language_interval(language, arena, (struct date){2018, 12, 31}, (struct date){2019, 1, 1}),
			row->intervals[2]);
		assert_string_equal(language_interval(language, arena, monday, monday), row->dates[DATE_LONG]);
		assert_string_equal(language_time(language, arena, 9, 5), row->times[0]);
		assert_string_equal(language_time(language, arena, 13, 30), row->times[1]);
		assert_string_equal(language_times(language, arena, 9 * 60 + 5, 10 * 60 + 30), row->times[2]);
		assert_string_equal(language_times(language, arena, 11 * 60 + 30, 13 * 60 + 30), row->times[3]);
		arena_destroy(arena);
		pair_finish(&pair);
	}
}

static void noon_and_midnight(void **state)
{
	(void)state;
	struct pair english = pair_read("en", "en"), chinese = pair_read("zh-Hant", "en"),
		    polish = pair_read("pl", "pl");
	struct arena *arena = arena_create();
	assert_string_equal(language_time(english.language, arena, 0, 5), "12:05" SLIM "AM");
	assert_string_equal(language_time(english.language, arena, 12, 0), "12:00" SLIM "PM");
	assert_string_equal(language_time(polish.language, arena, 24, 0), "00:00");
	assert_string_equal(language_times(polish.language, arena, 22 * 60, 24 * 60), "22:00–00:00");
	assert_string_equal(language_time(chinese.language, arena, 0, 5), "凌晨12:05");
	assert_string_equal(language_time(chinese.language, arena, 12, 30), "中午12:30");
	assert_string_equal(language_time(chinese.language, arena, 20, 0), "晚上8:00");
	/* Noon and afternoon are one half of the day, but not one name. */
	assert_string_equal(language_times(chinese.language, arena, 12 * 60, 14 * 60), "中午12:00至下午2:00");
	arena_destroy(arena);
	pair_finish(&polish);
	pair_finish(&chinese);
	pair_finish(&english);
}

static const int counted[] = {1, 2, 3, 5, 11, 21, 22, 45, 60, 80, 120, 125};
enum { COUNTED = sizeof counted / sizeof *counted };

static const struct {
	const char *tag, *words_tag;
	const char *starts_in; /* with 22 minutes */
	const char *left[COUNTED];
} lefts[] = {
	{"pl",
	 "pl",
	 "początek za 22 minuty",
	 {"jeszcze 1 minutę", "jeszcze 2 minuty", "jeszcze 3 minuty", "jeszcze 5 minut", "jeszcze 11 minut",
	  "jeszcze 21 minut", "jeszcze 22 minuty", "jeszcze 45 minut", "jeszcze 1 godzinę",
	  "jeszcze 1 godzinę 20 minut", "jeszcze 2 godziny", "jeszcze 2 godziny 5 minut"}},
	{"en-GB",
	 "en",
	 "starts in 22 minutes",
	 {"1 minute left", "2 minutes left", "3 minutes left", "5 minutes left", "11 minutes left", "21 minutes left",
	  "22 minutes left", "45 minutes left", "1 hour left", "1 hour 20 minutes left", "2 hours left",
	  "2 hours 5 minutes left"}},
	{"de-AT",
	 "de",
	 "beginnt in 22 Minuten",
	 {"noch 1 Minute", "noch 2 Minuten", "noch 3 Minuten", "noch 5 Minuten", "noch 11 Minuten", "noch 21 Minuten",
	  "noch 22 Minuten", "noch 45 Minuten", "noch 1 Stunde", "noch 1 Stunde 20 Minuten", "noch 2 Stunden",
	  "noch 2 Stunden 5 Minuten"}},
	{"fr",
	 "fr",
	 "commence dans 22 minutes",
	 {"encore 1 minute", "encore 2 minutes", "encore 3 minutes", "encore 5 minutes", "encore 11 minutes",
	  "encore 21 minutes", "encore 22 minutes", "encore 45 minutes", "encore 1 heure", "encore 1 heure 20 minutes",
	  "encore 2 heures", "encore 2 heures 5 minutes"}},
	{"es",
	 "es",
	 "empieza en 22 minutos",
	 {"tiempo restante: 1 minuto", "tiempo restante: 2 minutos", "tiempo restante: 3 minutos",
	  "tiempo restante: 5 minutos", "tiempo restante: 11 minutos", "tiempo restante: 21 minutos",
	  "tiempo restante: 22 minutos", "tiempo restante: 45 minutos", "tiempo restante: 1 hora",
	  "tiempo restante: 1 hora y 20 minutos", "tiempo restante: 2 horas", "tiempo restante: 2 horas y 5 minutos"}},
	{"it",
	 "it",
	 "inizia tra 22 minuti",
	 {"ancora 1 minuto", "ancora 2 minuti", "ancora 3 minuti", "ancora 5 minuti", "ancora 11 minuti",
	  "ancora 21 minuti", "ancora 22 minuti", "ancora 45 minuti", "ancora 1 ora", "ancora 1 ora e 20 minuti",
	  "ancora 2 ore", "ancora 2 ore e 5 minuti"}},
	{"cs",
	 "cs",
	 "začíná za 22 minut",
	 {"ještě 1 minutu", "ještě 2 minuty", "ještě 3 minuty", "ještě 5 minut", "ještě 11 minut", "ještě 21 minut",
	  "ještě 22 minut", "ještě 45 minut", "ještě 1 hodinu", "ještě 1 hodinu 20 minut", "ještě 2 hodiny",
	  "ještě 2 hodiny 5 minut"}},
	{"sk",
	 "sk",
	 "začína o 22 minút",
	 {"ešte 1 minútu", "ešte 2 minúty", "ešte 3 minúty", "ešte 5 minút", "ešte 11 minút", "ešte 21 minút",
	  "ešte 22 minút", "ešte 45 minút", "ešte 1 hodinu", "ešte 1 hodinu 20 minút", "ešte 2 hodiny",
	  "ešte 2 hodiny 5 minút"}},
	{"uk",
	 "uk",
	 "початок через 22 хвилини",
	 {"ще 1 хвилину", "ще 2 хвилини", "ще 3 хвилини", "ще 5 хвилин", "ще 11 хвилин", "ще 21 хвилину",
	  "ще 22 хвилини", "ще 45 хвилин", "ще 1 годину", "ще 1 годину 20 хвилин", "ще 2 години",
	  "ще 2 години 5 хвилин"}},
	{"lt",
	 "lt",
	 "iki pradžios liko 22 minutės",
	 {"liko 1 minutė", "liko 2 minutės", "liko 3 minutės", "liko 5 minutės", "liko 11 minučių", "liko 21 minutė",
	  "liko 22 minutės", "liko 45 minutės", "liko 1 valanda", "liko 1 valanda 20 minučių", "liko 2 valandos",
	  "liko 2 valandos 5 minutės"}},
	{"ar-EG",
	 "ar",
	 "البداية بعد ٢٢ دقيقة",
	 {"النهاية بعد دقيقة واحدة", "النهاية بعد دقيقتين", "النهاية بعد ٣ دقائق", "النهاية بعد ٥ دقائق",
	  "النهاية بعد ١١ دقيقة", "النهاية بعد ٢١ دقيقة", "النهاية بعد ٢٢ دقيقة", "النهاية بعد ٤٥ دقيقة",
	  "النهاية بعد ساعة واحدة", "النهاية بعد ساعة واحدة و٢٠ دقيقة", "النهاية بعد ساعتين",
	  "النهاية بعد ساعتين و٥ دقائق"}},
	{"he",
	 "he",
	 "מתחיל בעוד 22 דקות",
	 {"עוד דקה אחת", "עוד שתי דקות", "עוד 3 דקות", "עוד 5 דקות", "עוד 11 דקות", "עוד 21 דקות", "עוד 22 דקות",
	  "עוד 45 דקות", "עוד שעה אחת", "עוד שעה אחת, 20 דקות", "עוד שעתיים", "עוד שעתיים, 5 דקות"}},
	/* English words count in English digits. */
	{"fa",
	 "en",
	 "starts in 22 minutes",
	 {"1 minute left", "2 minutes left", "3 minutes left", "5 minutes left", "11 minutes left", "21 minutes left",
	  "22 minutes left", "45 minutes left", "1 hour left", "1 hour 20 minutes left", "2 hours left",
	  "2 hours 5 minutes left"}},
};

static void minutes_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lefts / sizeof *lefts; i++) {
		struct pair pair = pair_read(lefts[i].tag, lefts[i].words_tag);
		struct arena *arena = arena_create();
		for (size_t j = 0; j < COUNTED; j++)
			assert_string_equal(language_word(pair.language, arena, WORD_LEFT,
							  language_minutes(pair.language, arena, counted[j])),
					    lefts[i].left[j]);
		assert_string_equal(
			language_word(pair.language, arena, WORD_STARTS_IN, language_minutes(pair.language, arena, 22)),
			lefts[i].starts_in);
		arena_destroy(arena);
		pair_finish(&pair);
	}
}

static void numbers_in_own_digits(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *number;
	} numbers[] = {{"pl", "1203"}, {"ar", "1203"}, {"ar-EG", "١٢٠٣"}, {"fa", "۱۲۰۳"}, {"bn", "১২০৩"},
		       {"hi", "1203"}, {"ne", "१२०३"}, {"mr", "१२०३"},    {"my", "၁၂၀၃"}};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct pair pair = pair_read(numbers[i].tag, "en");
		struct arena *arena = arena_create();
		assert_string_equal(language_number(pair.language, arena, 1203), numbers[i].number);
		arena_destroy(arena);
		pair_finish(&pair);
	}
}

static bool plain_text(const char *text)
{
	size_t size, left = strlen(text);
	if (utf8_check(text, left) != left)
		return false;
	for (; left > 0; text += size, left -= size) {
		uint32_t code = utf8_decode(text, left, &size);
		if (code < ' ' || code == 0xfffd)
			return false;
	}
	return true;
}

/* Every file is read, says every day of a year without a gap, and each day and time as nothing else. */
static void every_language(void **state)
{
	(void)state;
	glob_t found;
	assert_int_equal(glob("assets/languages/*.json", 0, NULL, &found), 0);
	assert_in_range(found.gl_pathc, 100, 120);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct arena *arena = arena_create();
		struct language *language = read_language(found.gl_pathv[i]);
		assert_non_null(language);
		assert_string_equal(path_name(found.gl_pathv[i]), arena_format(arena, "%s.json", language->tag));
		const char *before[DATE_LONG + 1] = {"", "", "", ""};
		for (struct date date = {2024, 1, 1}; date.year == 2024; date = date_add(date, 1)) {
			for (int form = DATE_FULL; form <= DATE_LONG; form++) {
				const char *text = language_date(language, arena, (enum date_form)form, date);
				assert_true(plain_text(text) && strchr(text, '\'') == NULL && *text != '\0');
				assert_string_not_equal(text, before[form]);
				before[form] = text;
			}
		}
		const char *last = "";
		for (int minutes = 0; minutes < 24 * 60; minutes += 30) {
			const char *text = language_time(language, arena, minutes / 60, minutes % 60);
			assert_string_not_equal(text, last);
			last = text;
			const char *times = language_times(language, arena, minutes, minutes + 100);
			assert_true(plain_text(text) && plain_text(times));
			assert_true(strlen(times) > strlen(text));
		}
		assert_string_not_equal(language_time(language, arena, 9, 0), language_time(language, arena, 21, 0));
		arena_destroy(arena);
		language_destroy(language);
	}
	globfree(&found);
}

static void every_vocabulary(void **state)
{
	(void)state;
	static const char *const tags[] = {"ar", "cs", "de", "en", "es", "fr", "he", "it", "lt", "pl", "sk", "uk"};
	glob_t found;
	assert_int_equal(glob("assets/words/*.json", 0, NULL, &found), 0);
	assert_int_equal(found.gl_pathc, sizeof tags / sizeof *tags);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct pair pair = pair_read(tags[i], tags[i]);
		struct vocabulary *words = pair.words;
		assert_string_equal(words->tag, tags[i]);
		for (int word = 0; word < WORD_COUNT; word++)
			assert_true(plain_text(words->texts[word]));
		for (int count = 1; count < 120; count++) { /* each form that the rule asks for is there */
			enum plural form = words->plural(count);
			assert_true(words->minutes[form] != NULL && words->hours[form] != NULL);
		}
		pair_finish(&pair);
	}
	globfree(&found);
}

/* A form without a number ("دقيقتين") is only for a number that has that form alone. */
static void spelt_forms_are_for_one_number(void **state)
{
	(void)state;
	static const char *const tags[] = {"ar", "he"};
	for (size_t i = 0; i < 2; i++) {
		struct pair pair = pair_read(tags[i], tags[i]);
		for (int count = 0; count < 1000; count++) {
			enum plural form = pair.words->plural(count);
			if (strstr(pair.words->minutes[form], "{}") == NULL)
				assert_int_equal(form, count == 1 ? PLURAL_ONE : count == 2 ? PLURAL_TWO : -1);
		}
		pair_finish(&pair);
	}
}

static void plural_rules(void **state)
{
	(void)state;
	/* CLDR's categories of 0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 111, 19: o)ne t)wo f)ew m)any -)other
	 */
	static const int counts[] = {0, 1, 2, 3, 5, 11, 12, 21, 22, 25, 100, 101, 102, 111, 19};
	static const struct {
		const char *tag, *categories;
	} rules[] = {
		{"pl", "moffmmmmfmmmfmm"}, {"cs", "-off-----------"}, {"sk", "-off-----------"},
		{"uk", "moffmmmofmmofmm"}, {"lt", "-offf--off-of--"}, {"fr", "oo-------------"},
		{"he", "-ot------------"}, {"ar", "-otffmmmmm---mm"}, {"de", "-o-------------"},
		{"en", "-o-------------"}, {"es", "-o-------------"}, {"it", "-o-------------"},
	};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		for (size_t j = 0; j < sizeof counts / sizeof *counts; j++) {
			enum plural form = language_plural(rules[i].tag)(counts[j]);
			if ("otfm-"[form] != rules[i].categories[j])
				fail_msg("%s: %d is %c", rules[i].tag, counts[j], "otfm-"[form]);
		}
	}
}

static void tags_that_another_serves(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *alike;
	} tags[] = {
		{"zh-TW", "zh-Hant"},
		{"zh-tw", "zh-Hant"},
		{"zh-HK", "zh-Hant-HK"},
		{"zh-Hant-MO", "zh-Hant-HK"},
		{"iw", "he"},
		{"no", "nb"},
		{"in", "id"},
		{"en-IE", "en-150"},
		{"en-NZ", "en-001"},
		{"en-ZW", "en-ZA"},
		{"ar-QA", "ar-EG"},
		{"ar-SY", "ar-IQ"},
		{"es-VE", "es-MX"},
		{"es-419", "es-MX"},
		{"pt-AO", "pt-PT"},
		{"sr-ME", "sr-Latn"},
		{"en", NULL},
		{"en-I", NULL},
		{"en-", NULL},
		{"ent-IE", NULL},
		{"e", NULL},
		{"en-IE-x", NULL},
		{"zh", NULL},
		{"es-ES", NULL},
		{"en-US", NULL},
		{"ino", NULL},
		{"", NULL},
	};
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
		const char *alike = language_alike(tags[i].tag, strlen(tags[i].tag));
		if (tags[i].alike == NULL) {
			assert_null(alike);
			continue;
		}
		assert_non_null(alike);
		assert_string_equal(alike, tags[i].alike);
		struct pair pair = pair_read(alike, "en"); /* there is such a file */
		pair_finish(&pair);
	}
	assert_string_equal(language_alike("no-NO", 2), "nb"); /* the rest of the tag is not looked at */
}

/* Views capitalise; the page's language decides how. */
static void capitals(void **state)
{
	(void)state;
	static const struct {
		const char *tag, *text, *capitals, *sentence;
	} all[] = {
		{"pl", "opóźnione", "OPÓŹNIONE", "Opóźnione"},
		{"tr", "iptal", "İPTAL", "İptal"},
		{"en", "is", "IS", "Is"},
		{"de", "außen", "AUSSEN", "Außen"},
		{"el", "άλλη ώρα", "ΑΛΛΗ ΩΡΑ", "Άλλη ώρα"},
		{"lt", "vėluoja", "VĖLUOJA", "Vėluoja"},
		{"ka", "ორშაბათი", "ᲝᲠᲨᲐᲑᲐᲗᲘ", "ორშაბათი"},
		{"nl", "ijs", "IJS", "IJs"},
		{"fi", "22. lokakuuta", "22. LOKAKUUTA", "22. lokakuuta"},
		{"en", "tomorrow from PAX", "TOMORROW FROM PAX", "Tomorrow from PAX"},
		{"ar", "تغيير", "تغيير", "تغيير"},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct arena *arena = arena_create();
		struct typesetter *type = typesetter_create(arena, &fixture_measure, all[i].tag);
		assert_string_equal(text_capitals(type, all[i].text), all[i].capitals);
		assert_string_equal(text_sentence(type, all[i].text), all[i].sentence);
		typesetter_destroy(type);
		arena_destroy(arena);
	}
}

static void patterns(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *letters;
		bool valid;
	} all[] = {
		{"EEEE, d MMMM", "dEM", true},  {"d 'de' MMMM 'de' y", "dMy", true},
		{"h 'o''clock' a", "ha", true}, {"y年M月d日", "dMy", true},
		{"EEEE", "dEM", false},         {"d MMMM G", "dMy", false},
		{"d 'de MMMM", "dM", false},    {"", "dM", false},
		{"'d' MMMM", "dM", false},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_int_equal(language_pattern_valid(all[i].pattern, all[i].letters), all[i].valid);
	struct language odd = {.time = "H''mm 'o''clock' d"};
	struct arena *arena = arena_create();
	assert_string_equal(language_time(&odd, arena, 9, 5), "9'05 o'clock "); /* no day in a time */
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_and_times),
		cmocka_unit_test(noon_and_midnight),
		cmocka_unit_test(minutes_counted),
		cmocka_unit_test(numbers_in_own_digits),
		cmocka_unit_test(every_language),
		cmocka_unit_test(every_vocabulary),
		cmocka_unit_test(spelt_forms_are_for_one_number),
		cmocka_unit_test(plural_rules),
		cmocka_unit_test(tags_that_another_serves),
		cmocka_unit_test(capitals),
		cmocka_unit_test(patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
