/* For functions that go over all pixels: in functions of their own, and turned into vector code, which gcc 12 does at
 * -O3 alone and clang at -O2. */
#ifndef PLAYER_HOT_H
#define PLAYER_HOT_H

#ifdef __clang__
#define HOT __attribute__((noinline))
#else
#define HOT __attribute__((noinline, optimize("O3")))
#endif

#endif
