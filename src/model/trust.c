#include "model/trust.h"

#define YEAR_S (366 * INT64_C(86400))

enum trust trust_judge(const struct trust_evidence *evidence)
{
	int64_t now_utc_s = evidence->now_utc_s;
	if (evidence->given)
		return TRUST_GIVEN;
	if (evidence->synchronised)
		return TRUST_SYNCHRONISED;
	if (now_utc_s < evidence->made_utc_s)
		return TRUST_BEFORE_PROGRAM;
	if (evidence->by_hand)
		return TRUST_BY_HAND;
	if (evidence->set)
		return TRUST_SET;
	if (evidence->told)
		return TRUST_TOLD;
	if (now_utc_s < evidence->known_utc_s)
		return TRUST_BEFORE_KNOWN;
	if (evidence->content_from_utc_s != INT64_MAX && now_utc_s < evidence->content_from_utc_s - YEAR_S)
		return TRUST_CONTENT_AHEAD;
	return evidence->hardware ? TRUST_HARDWARE : TRUST_UNTOLD;
}

bool trust_enough(enum trust trust)
{
	return trust <= TRUST_HARDWARE;
}

bool trust_told(enum trust trust)
{
	return trust == TRUST_SYNCHRONISED || trust == TRUST_SET || trust == TRUST_TOLD;
}

const char *trust_words(enum trust trust)
{
	static const char *const words[] = {
		[TRUST_GIVEN] = "it was given with --at",
		[TRUST_SYNCHRONISED] = "it is synchronised",
		[TRUST_BY_HAND] = "it was set by hand, until the machine is switched off or synchronised",
		[TRUST_SET] = "it was set while callboard ran",
		[TRUST_TOLD] = "it was synchronised or set since this machine was switched on",
		[TRUST_HARDWARE] = "it is not synchronised, but a hardware clock kept it",
		[TRUST_BEFORE_PROGRAM] =
			"it is not synchronised, and earlier than this program; give it a time server, "
			"or set it on the control page",
		[TRUST_BEFORE_KNOWN] = "it is not synchronised, and earlier than the last time that this screen knew; "
				       "give it a time server, or set it on the control page",
		[TRUST_CONTENT_AHEAD] = "it is not synchronised, and all dates in the content are more than a year "
					"ahead; give it a time server, or set it on the control page",
		[TRUST_UNTOLD] = "it is not synchronised, and no hardware clock kept it while the machine was off; "
				 "give it a time server, or set it on the control page",
	};
	return words[trust];
}
