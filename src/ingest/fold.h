/* One mistake made everywhere is told a few times, and then how often: else nobody finds the others. */
#ifndef INGEST_FOLD_H
#define INGEST_FOLD_H

#include "model/problem.h"

enum { FOLD_FROM = 20, FOLD_KEPT = 5 };

/* Of FOLD_FROM or more warnings with the same words the first FOLD_KEPT stay, and one that counts the others takes
 * their place. Refusals all stay: what is not on the wall is told of each file. */
void fold(struct problems *problems);

#endif
