/* What the words of a title or a type say of a session: a break, a meal, the registration? In Polish, English, German.
 */
#ifndef FORMATS_KIND_H
#define FORMATS_KIND_H

#include "model/agenda.h"

/* By any word that tells, in a text of a few words; longer ones only mention such words. */
enum session_kind kind_mentioned(const char *text);

/* Only if all of its words do ("Lunch break", "Przerwa kawowa i networking"): titles of talks play with such words. */
enum session_kind kind_said(const char *text);

#endif
