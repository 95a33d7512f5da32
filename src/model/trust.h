/* Can the time be trusted? A board without a clock of its own starts with the time at which it was last switched off:
 * it looks right and is not. So a time is believed for what speaks for it, never for looking right alone. The first
 * row that fits decides:
 *
 *   evidence                                                        | trusted
 *   ----------------------------------------------------------------+--------------------------------------
 *   the time was given (--at)                                       | yes
 *   the kernel says it is synchronised                              | yes, whatever else speaks against it
 *   it is before this program was made                              | no
 *   somebody told callboard the time, in this boot                  | yes
 *   somebody set it while we ran, or we knew it since this boot     | yes
 *   it is before the last time that this screen knew                | no
 *   all that the content dates is more than a year ahead            | no
 *   a hardware clock kept it while the machine was off              | yes
 *   nothing of all that                                             | no */
#ifndef MODEL_TRUST_H
#define MODEL_TRUST_H

#include <stdbool.h>
#include <stdint.h>

enum trust {
	TRUST_GIVEN,
	TRUST_SYNCHRONISED,
	TRUST_BY_HAND,  /* callboard's own, not the machine's */
	TRUST_SET,      /* while we ran */
	TRUST_TOLD,     /* since this boot, by one of the two above; a source that fell silent does not change that */
	TRUST_HARDWARE, /* the last that is trusted */
	TRUST_BEFORE_PROGRAM,
	TRUST_BEFORE_KNOWN,
	TRUST_CONTENT_AHEAD,
	TRUST_UNTOLD, /* nobody told the time since the machine was switched on */
};

struct trust_evidence {
	int64_t now_utc_s;
	bool given;
	bool synchronised;          /* the kernel says so */
	bool by_hand;               /* somebody told callboard, which keeps the difference */
	bool set;                   /* it was set while we ran */
	bool told;                  /* it was known since this boot, by synchronising or setting */
	bool hardware;              /* a clock that runs while the machine is off agrees with it */
	int64_t made_utc_s;         /* when this program was made; INT64_MIN: not known */
	int64_t known_utc_s;        /* the last time that this screen knew; INT64_MIN: none */
	int64_t content_from_utc_s; /* the first moment that the content dates; INT64_MAX: it dates nothing */
};

enum trust trust_judge(const struct trust_evidence *evidence);

bool trust_enough(enum trust trust);

/* Did somebody tell the time, so that it stays known until the machine is switched off? */
bool trust_told(enum trust trust);

/* Why, and what helps, in words for the technician. */
const char *trust_words(enum trust trust);

#endif
