# shellcheck shell=bash disable=SC2034
# SPDX-License-Identifier: Apache-2.0
# Shared by all scripts here: where things are, messages, progress.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=$(realpath -m "${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mctp-xs}")/linux
images=$cache/images # all that running needs
build=$cache/build   # what only building needs: package lists, sources, objects. Dropped when the images are done
logs=$cache/log

say() { printf '%s\n' "$*" >&2; }
die() {
	say "${0##*/}: $*"
	exit 1
}
# the caller can go on without: exit status 77
skip() {
	say "skipped: $*"
	exit 77
}

# progress TEXT LOG COMMAND ...: runs COMMAND with its output in LOG; shows the time and the last line of LOG meanwhile
progress() {
	local text=$1 log=$2 start=$SECONDS shown=$SECONDS status=0 pid clear='' last
	shift 2
	[ ! -t 2 ] || clear=$'\r\e[K'
	: > "$log"
	[ -n "$clear" ] || say "$text ..."
	set -m # a process group of its own, so that all of it can be ended
	"$@" >> "$log" 2>&1 < /dev/null &
	pid=$!
	set +m
	# shellcheck disable=SC2064
	trap "kill -- -$pid 2> /dev/null; exit 130" INT TERM HUP
	while kill -0 "$pid" 2> /dev/null; do
		last=$(tail -n 1 "$log" | tr -d '\r' | tr '\t' ' ' | cut -c 1-60)
		if [ -n "$clear" ]; then
			printf '%s%s: %d s  %s' "$clear" "$text" $((SECONDS - start)) "$last" >&2
		elif [ $((SECONDS - shown)) -ge 30 ]; then
			shown=$SECONDS
			say "$text: $((SECONDS - start)) s  $last"
		fi
		sleep 0.5
	done
	wait "$pid" || status=$?
	trap - INT TERM HUP
	[ "$status" = 0 ] || { printf '%s' "$clear" >&2; tail -n 20 "$log" >&2; die "$text failed; the whole log: $log"; }
	printf '%s%s: %d s\n' "$clear" "$text" $((SECONDS - start)) >&2
}
