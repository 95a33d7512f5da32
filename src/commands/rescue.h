/* Starts this program anew when its loop stands: hung in a driver, in a library, or going round in circles. A timer of
 * the kernel's whose signal comes unless it is put off in time; the handler does nothing but exec. So it needs no
 * service manager; where there is one, that one's watchdog is for what even this cannot reach (a process that is
 * stopped). */
#ifndef COMMANDS_RESCUE_H
#define COMMANDS_RESCUE_H

#include "commands/position.h"

struct rescue;

struct rescue_options {
	int argc; /* of the command, as it was called; borrowed for good */
	char **argv;
	void (*standing)(void *data); /* called before exec, by a signal handler */
	void *data;
};

/* The argv of the same command once more, for execv("/proc/self/exe"). Free the array. */
char **rescue_command(int argc, char **argv);

/* Of all that is open only the lock and the door (-1: none) go over exec: libraries open fonts and devices without
 * asking for their end. May be called by a signal handler. */
void rescue_keep_open(int lock, int door);

/* The first limit is half a minute, for everything up to the first picture. NULL where the kernel gives no timer. */
struct rescue *rescue_create(const struct rescue_options *options);
void rescue_destroy(struct rescue *rescue);

/* All is well: another five seconds, and this is to be kept should they pass. NULL is fine. */
void rescue_feed(struct rescue *rescue, const struct kept *kept);

#endif
