/* What a screen's frames are shown on: a window of one of SDL's video drivers and the painter that suits it, or memory.
 */
#ifndef PLAYER_CANVAS_H
#define PLAYER_CANVAS_H

#include "player/painter.h"
#include "player/screen.h"

struct canvas {
	const char *driver; /* as screen_driver() has it */
	SDL_Window *window; /* NULL: memory */
	struct painter *painter;
	int width_px, height_px;         /* of frames */
	int own_width_px, own_height_px; /* of the window itself */
};

/* Was a size asked for? */
bool canvas_sized(const struct screen_options *options);

/* Does SDL's video driver of that name start? Then it runs. */
bool canvas_driver_starts(const char *driver);

/* Starts the driver and opens a window with a painter, the best that shows a picture; gpu: there is real hardware.
 * False, after a message, if none does: then the driver is ended again. `driver` is borrowed. */
bool canvas_open(struct canvas *canvas, const struct screen_options *options, const char *driver, bool gpu);

/* Always well. */
void canvas_open_memory(struct canvas *canvas, const struct screen_options *options);

#endif
