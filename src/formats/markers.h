/* What organizers type into titles where their system has no field for it: "CANCELED - The Complete History of Linux",
 * "Warsztat (odwołane)", "Entfällt: Keynote", "(Achtung Verschoben!!) …", "NEW: …", "… – moved to Saal 2". It becomes
 * what it says, and the title is what is left.
 *
 * A marker stands at the beginning or the end of a title: in brackets, before a colon or a dash, behind a dash, or in
 * capitals beside a title that is not. "Cancelled flights: a history" and "New York" are titles. */
#ifndef FORMATS_MARKERS_H
#define FORMATS_MARKERS_H

#include "base/arena.h"
#include "formats/content.h"

/* Reads the titles of all sessions; the agenda must be complete, for a room that a marker names ("moved to Saal 2") is
 * taken only if there is such a room. What a marker says and no field holds ("verschoben", without whence) becomes
 * `moved`, in its author's words. */
void markers_read(struct arena *arena, struct source_agenda *agenda);

#endif
