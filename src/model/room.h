/* Names of rooms as people write them: "Saal 1", "SAAL 1" and "Saal  1" are one room. */
#ifndef MODEL_ROOM_H
#define MODEL_ROOM_H

#include <stdbool.h>
#include <stddef.h>

/* The same but for case (Latin, Greek, Cyrillic) and spaces. NULL is no room, and like no other. */
bool room_same(const char *a, const char *b);

/* Index of a room among some; count if it is not there. */
size_t room_find(const char *const *rooms, size_t count, const char *room);

#endif
