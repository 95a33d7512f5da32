#include "player/clusters.h"

#include <assert.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"

static bool is_accent(uint32_t letter)
{
	return (letter >= 0x300 && letter <= 0x36F) || (letter >= 0x1AB0 && letter <= 0x1AFF) ||
	       (letter >= 0x1DC0 && letter <= 0x1DFF) || (letter >= 0x20D0 && letter <= 0x20FF);
}

static void find_marks(struct cluster *cluster)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *normalizer = unorm2_getNFCInstance(&error);
	UChar32 composed = (UChar32)cluster->first;
	size_t size, at;

	utf8_decode(cluster->text, cluster->bytes, &at);
	for (; at < cluster->bytes; at += size) {
		uint32_t letter = utf8_decode(cluster->text + at, cluster->bytes - at, &size);

		cluster->marked |= is_accent(letter);
		if (composed > 0 && U_SUCCESS(error))
			composed = unorm2_composePair(normalizer, composed, (UChar32)letter);
	}
	cluster->composed = cluster->marked && composed > 0 ? (uint32_t)composed : 0;
}

static size_t cluster_end(struct clusters *clusters, size_t at)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t end;

	if (!clusters->utext) {
		clusters->utext = utext_openUTF8(NULL, clusters->text, (int64_t)clusters->bytes, &error);
		if (!*clusters->rules)
			*clusters->rules = ubrk_open(UBRK_CHARACTER, "", NULL, 0, &error);
		ubrk_setUText(*clusters->rules, clusters->utext, &error);
		assert(U_SUCCESS(error));
	}
	end = ubrk_following(*clusters->rules, (int32_t)at);
	return end > (int32_t)at ? (size_t)end : clusters->bytes;
}

/* A character that only marks, joiners and their like could go with: most of all there are. */
static bool stands_alone(uint32_t letter)
{
	int32_t kind;

	if (letter < CLUSTER_PLAIN_LIMIT)
		return true;
	kind = u_getIntPropertyValue((UChar32)letter, UCHAR_GRAPHEME_CLUSTER_BREAK);
	return kind == U_GCB_OTHER || kind == U_GCB_LV || kind == U_GCB_LVT;
}

struct cluster cluster_at(struct clusters *clusters, size_t at)
{
	struct cluster cluster = {.text = clusters->text + at};
	size_t left = clusters->bytes - at, next_size;

	cluster.first = utf8_decode(cluster.text, left, &cluster.bytes);
	/* Most text needs no rules. */
	if (cluster.bytes < left &&
	    !(stands_alone(cluster.first) &&
	      stands_alone(utf8_decode(cluster.text + cluster.bytes, left - cluster.bytes, &next_size)))) {
		cluster.bytes = cluster_end(clusters, at) - at;
		find_marks(&cluster);
	}
	return cluster;
}

void clusters_finish(struct clusters *clusters)
{
	if (clusters->utext)
		utext_close(clusters->utext);
	clusters->utext = NULL;
}
