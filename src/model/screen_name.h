/* What a screen is called when nobody names it: as its host. But many hosts have the name that their system came with,
 * and then every screen of a venue would have the same; such a name is completed by the board's serial number. */
#ifndef MODEL_SCREEN_NAME_H
#define MODEL_SCREEN_NAME_H

/* "hall-a", "raspberrypi-1a2b3c4d". `host` is taken without its domain; `serial` is the board's number as it tells it,
 * `machine` systemd's machine id, which stands in where a board has none, but is never shown itself. Each may be NULL
 * or empty: then what is left is taken. free() it. */
char *screen_name_default(const char *host, const char *serial, const char *machine);

#endif
