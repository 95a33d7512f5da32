/* How the machine fares that the player runs on. What it does not tell is left out. */
#ifndef WEB_MACHINE_H
#define WEB_MACHINE_H

#include <cjson/cJSON.h>

/* A new object: "temperature_c", "throttled" (a Pi's undervoltage or heat, now: true or false), "memory_total",
 * "memory_available", "disk_total", "disk_free" (bytes; of the disk that the state folder is on), "load",
 * "addresses" (of its network). */
cJSON *machine_report(const char *state);

#endif
