/* The organizer's PIN: who knows it may use the page at the door, and nothing else. The technician sets it; STATE/pin
 * keeps what crypt(3) makes of it, for nobody else to read (mode 0600). */
#ifndef CONTROL_PIN_H
#define CONTROL_PIN_H

#include <stdbool.h>
#include <stddef.h>

enum { PIN_LEAST = 6, PIN_MOST = 16, PIN_HASH_SIZE = 384 };

/* Is it 6 to 16 digits? */
bool pin_valid(const char *pin);

/* Makes it the PIN; what was there is not one any more. 0 or a negative errno. */
int pin_set(const char *state, const char *pin);

/* From now on there is none. 0 or a negative errno; that there was none is fine. */
int pin_remove(const char *state);

/* What is kept of it, for pin_right(). 0; -ENOENT if none was set; or another negative errno: -EPERM if others could
 * have read or written it. */
int pin_take(const char *state, char hash[static PIN_HASH_SIZE]);

/* Costs a tenth of a second and 16 MB, so that whoever gets hold of the hash has to work for it. */
bool pin_right(const char *hash, const char *pin);

#endif
