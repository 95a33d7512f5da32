/* The command line of `callboard play`, read and checked. */
#ifndef COMMANDS_WISHES_H
#define COMMANDS_WISHES_H

#include <stdbool.h>

struct wishes {
	char *folder, *state, *screen;
	const char *at;
	const char *listen;            /* NULL: no control page */
	const char *certificate, *key; /* of the page; NULL: without encryption */
	int width_px, height_px;
	bool window;
	int turn_degrees;
	double overscan_percent; /* below 0: as the content has it */
};

/* EXIT_WELL, or EXIT_USAGE after a message. Texts are argv's, but for folder, state and screen. */
int wishes_read(struct wishes *wishes, int argc, char **argv);

/* After wishes_read(), whatever it returned. */
void wishes_finish(struct wishes *wishes);

#endif
