#include "model/health.h"

const char *const share_state_names[4] = {
	[SHARE_STARTING] = "starting",
	[SHARE_READABLE] = "readable",
	[SHARE_UNREACHABLE] = "unreachable",
	[SHARE_HUNG] = "hung",
};
