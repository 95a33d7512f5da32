/* A player's status as Prometheus reads it (text format 0.0.4). */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include <cjson/cJSON.h>

#include "base/buffer.h"

/* Adds the metrics of a status with its "machine"; NULL: no player answers, and callboard_up says so. */
void metrics_write(struct buffer *text, const cJSON *status);

#endif
