#include "player/night.h"

void night_forget(struct night *night)
{
	night->looked = false;
}

void night_hold(struct night *night, int64_t now_ms)
{
	night->held_until_ms = now_ms + NIGHT_HOLD_MS;
}

bool night_asleep(struct night *night, const struct deck *deck, const char *screen, int64_t now_utc_s,
		  bool clock_trusted, int64_t now_ms)
{
	if (!night->looked || night->looked_trusted != clock_trusted || now_utc_s < night->looked_utc_s ||
	    now_utc_s >= night->waking.until_utc_s) {
		night->waking = hours_waking(deck, screen, now_utc_s, clock_trusted);
		night->looked = true;
		night->looked_trusted = clock_trusted;
		night->looked_utc_s = now_utc_s;
	}
	return night->waking.asleep && now_ms >= night->held_until_ms;
}
