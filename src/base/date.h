/* Civil dates and times of the proleptic Gregorian calendar (ISO 8601), free of zones and of the C library's state. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
	int year, month, day; /* month and day from 1; all 0: no date */
};

struct civil {
	struct date date;
	int hour, minute, second;
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

bool date_valid(struct date date); /* year 1900 to 2199, a day that exists */
bool date_none(struct date date);
int date_compare(struct date a, struct date b); /* <0, 0, >0 */
int64_t date_days(struct date date);            /* days since 1970-01-01 */
struct date date_add(struct date date, int days);
enum weekday date_weekday(struct date date);

/* Seconds since 1970-01-01T00:00:00 of the same civil calendar: UTC's if the civil time is UTC. And back. */
int64_t civil_seconds(struct civil civil);
struct civil civil_from_seconds(int64_t seconds);

/* "2018-10-22", whole text; false and *date untouched if it is anything else or no real day. */
bool date_parse(const char *text, struct date *date);

/* "9:00", "09:00" or "24:00" to minutes after midnight (0..1440); false for anything else. */
bool minutes_parse(const char *text, int *minutes);

/* ISO 8601 date-time: "2018-10-22T10:14[:00[.123]]" (T, t or a space) then nothing, "Z" or "+02:00" / "+0200" / "+02",
 * or a bare date (midnight). *has_offset tells whether an offset stood there; *offset_s is 0 otherwise. */
bool civil_parse(const char *text, struct civil *civil, bool *has_offset, int *offset_s);

/* "2018-10-22" into 11 bytes; "2018-10-22T10:14:00" plus "Z" or "+02:00" into 26. */
void date_format(struct date date, char text[static 11]);
void civil_format(int64_t utc_s, int offset_s, char text[static 26]);

#endif
