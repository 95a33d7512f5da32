/* A player's status as the JSON that `ctl status` answers. */
#ifndef CONTROL_REPORT_H
#define CONTROL_REPORT_H

#include <cjson/cJSON.h>

#include "model/status.h"

enum { REPORT_PROBLEMS_LIMIT = 100 }; /* listed; all are counted */

/* A new object. Times are ISO 8601 in the wall's local time. */
cJSON *report_status(const struct status *status);

#endif
