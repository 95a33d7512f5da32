/* A text as a QR code (libqrencode), error correction M. False if it is too long for one that can be scanned across a
 * foyer (more than version 15). Modules lie in the arena. */
#ifndef FORMATS_QR_H
#define FORMATS_QR_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/deck.h"

bool qr_encode(struct qr *qr, struct arena *arena, const char *url);

#endif
