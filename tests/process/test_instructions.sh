#!/bin/bash
# Nothing has become slower: instructions are counted, which are the same on a busy machine (tests/bench/count).
. tests/process/lib.sh
[ -x "${PLAIN_BUILD:?which build without sanitizers?}/bench_counted" ] || { echo "SKIPPED: bench_counted is not built"; exit 0; }
tests/bench/count "$PLAIN_BUILD"
