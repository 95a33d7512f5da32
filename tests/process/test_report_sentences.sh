#!/bin/sh
# What the report says in other languages than English: every sentence of assets/report is one that the source can raise,
# and each of those has its translation. Lists what has none.
exec tests/tools/report-sentences assets/report/*.json
