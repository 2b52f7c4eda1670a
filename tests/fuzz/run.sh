#!/bin/sh
# Runs every fuzzer of a build for some seconds each, from the programs that the tests have.
# usage: tests/fuzz/run.sh BUILD SECONDS
set -eu
build=$1 seconds=$2
cd "$(dirname "$0")/../.."
for fuzzer in "$build"/tests/fuzz_*; do
    [ -x "$fuzzer" ] || continue
    name=$(basename "$fuzzer")
    seeds=$(mktemp -d)
    case $name in
    *python*)
        find examples tests/python -name '*.py' -exec cp {} "$seeds" \;
        awk -v to="$seeds/wrong" '/^-----$/ { n++; next } { print >(to n ".py") }' tests/conformance/python_errors.txt
        ;;
    *go*)
        find examples tests/go -name '*.go' -exec cp {} "$seeds" \;
        if [ -d /usr/share/go-1.19/test/typeparam ]; then cp /usr/share/go-1.19/test/typeparam/*.go "$seeds"; fi
        ;;
    esac
    mkdir -p "$build/corpus/$name"
    echo "== $name, $seconds seconds"
    "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="$build/" "$build/corpus/$name" "$seeds" 2>"$build/$name.log" || {
        tail -40 "$build/$name.log"
        echo "$name: found an input that breaks it; it is beside $build/$name.log"
        exit 1
    }
    grep -E '^stat::number_of_executed_units' "$build/$name.log"
    rm -rf "$seeds"
done
