#include "model/theme.h"

const char *const colour_names[COLOUR_COUNT] = {
	[COLOUR_GROUND] = "ground",       [COLOUR_RAISED] = "raised",
	[COLOUR_LINE] = "line",           [COLOUR_INK] = "ink",
	[COLOUR_QUIET] = "quiet",         [COLOUR_ACCENT] = "accent",
	[COLOUR_ON_ACCENT] = "on-accent", [COLOUR_ALERT] = "alert",
	[COLOUR_ON_ALERT] = "on-alert",   [COLOUR_PAPER] = "paper",
	[COLOUR_PRINT] = "print",         [COLOUR_SHADE] = "shade",
	[COLOUR_ON_SHADE] = "on-shade",
};

const struct theme theme_dusk = {
	.name = "dusk",
	.colours =
		{
			[COLOUR_GROUND] = 0xff101820,
			[COLOUR_RAISED] = 0xff1b2733,
			[COLOUR_LINE] = 0xff2c3a48,
			[COLOUR_INK] = 0xfff4f1ea,
			[COLOUR_QUIET] = 0xffa9b4bf,
			[COLOUR_ACCENT] = 0xffffb547,
			[COLOUR_ON_ACCENT] = 0xff1a1206,
			[COLOUR_ALERT] = 0xffff9483,
			[COLOUR_ON_ALERT] = 0xff1a0503,
			[COLOUR_PAPER] = 0xffffffff,
			[COLOUR_PRINT] = 0xff101820,
			[COLOUR_SHADE] = 0xff05080b,
			[COLOUR_ON_SHADE] = 0xfff4f1ea,
		},
};
