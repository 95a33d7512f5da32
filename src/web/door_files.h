/* The organizer's changes in the folder: FOLDER/…/callboard-door/ has changes.json, message-*.json and photo-*. Runs in
 * a process of its own for one request, since a share may hang or fail; whoever asked waits no longer than it likes. */
#ifndef WEB_DOOR_FILES_H
#define WEB_DOOR_FILES_H

#include <cjson/cJSON.h>

#define DOOR_FOLDER "callboard-door"

/* Does one of these in `folder`; the answer is a new object. `in` is the folder of an event, "" for the root.
 *   {"do": "list", "in": ["", "2018"]}                         "changes": see door.h
 *   {"do": "say", "in", "session": WHICH, "change": {…}, "at"}  as edits_say()
 *   {"do": "message", "in", "name", "message": {…}}            "file"
 *   {"do": "photo", "in", "name"}                              "file"; its bytes are photo_fd's, from their beginning
 *   {"do": "undo", "file"}                                     of a message or a photo
 * An answer without "ok": true has "error", words for people; "code", for programs; and "status", of HTTP. */
cJSON *door_files_do(const char *folder, const cJSON *request, int photo_fd);

/* One request on standard input, its answer on standard output, a photo as descriptor 3: what a process does that is
 * started for it. An exit status. */
int door_files_serve(const char *folder);

#endif
