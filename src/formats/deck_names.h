/* What deck.json calls the kinds of things, in the order of the model's enumerations; NULL-terminated. */
#ifndef FORMATS_DECK_NAMES_H
#define FORMATS_DECK_NAMES_H

extern const char *const deck_slide_kinds[];
extern const char *const deck_session_kinds[];
extern const char *const deck_hours_kinds[];
extern const char *const deck_prose_kinds[];

#endif
