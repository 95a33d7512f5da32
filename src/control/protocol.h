/* The ctl protocol, over the Unix stream socket STATE/ctl.sock: one JSON object a line. A request is {"command": "next"};
 * the answer {"ok": true, …} or {"ok": false, "error": "words"}. `screenshot` is answered with "width" and "height" and a
 * descriptor (SCM_RIGHTS) of a sealed memfd that holds the frame's 0x00RRGGBB pixels: whoever asked encodes it, so that no
 * PNG work costs a frame. */
#ifndef CONTROL_PROTOCOL_H
#define CONTROL_PROTOCOL_H

enum { CONTROL_LINE_LIMIT = 1 << 20, CONTROL_CLIENTS_LIMIT = 16 };

/* Commands: status reload next previous pause resume identify screenshot restart quit */

#endif
