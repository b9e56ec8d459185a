#!/bin/sh
# Prints the Python to build the environment with: 3.13 when there is one, else 3.12 or newer. Prints nothing when there is none.
for name in python3.13 python3.14 python3.12 python3 python; do
  if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; then
    echo "$name"
    exit 0
  fi
done
