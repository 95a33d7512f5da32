/* callboard-ingest --stand-in: while another one waits for a folder that does not answer, this one writes the screen's
 * report into the state folder, from what the player says and from what was stored. It never touches the folder, and
 * changes nothing of what the other one keeps. */
#ifndef INGEST_STAND_IN_H
#define INGEST_STAND_IN_H

#include "ingest/ingest.h"

/* Until the player's end of the pipe closes. The exit status. */
int stand_in_run(const struct ingest_options *options);

#endif
