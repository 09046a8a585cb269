#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts tshark into ${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/tshark, if this machine has none that knows MCTP (4.4 or later):
# Debian's packages, unpacked and not installed. Prints the command on standard output. Does only what is missing.
#   setup.sh          what is said above
#   setup.sh clean    drop it from the cache
# Environment: MCTP_XS_CACHE, MCTP_LINUX_MIRROR (of Debian), MCTP_TSHARK (a tshark to try before all others).
# Exit status: 0 done, 1 failed, 2 usage, 77 skipped: it cannot be had on this machine (it is told why).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../linux/scripts/common.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../support/debian.sh"
cache=$(dirname "$cache")/tshark
suite=trixie
parts=(./usr/bin/tshark './usr/lib/*.so*' './usr/lib64/*' './usr/share/wireshark/*')
unneeded=('./usr/lib/*/gconv' './usr/lib/*/gconv/*' './usr/lib/*/wireshark/extcap/*')

# knows_mctp COMMAND: whether it is tshark 4.4 or later
knows_mctp() {
	"$1" --version 2> /dev/null | awk '/^TShark/ { sub(/.*\) /, ""); split($0, version, "."); exit !(version[1] * 100 + version[2] >= 404) } END { if (!NR) exit 1 }'
}

# unpack FOLDER: puts tshark there
unpack() {
	unpack_packages "$1" "$suite" "${unneeded[@]/#/--exclude=}" "${parts[@]}" -- tshark || return
	loader_script "$1" usr/bin/tshark
	knows_mctp "$1/tshark"
}

case ${1:-} in
clean)
	rm -rf "$cache"
	exit
	;;
'') ;;
*)
	sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
	[[ ${1:-} = -h || ${1:-} = --help ]] && exit 0
	exit 2
	;;
esac
for command in "${MCTP_TSHARK:-}" tshark "$cache/root/tshark"; do
	if [ -n "$command" ] && knows_mctp "$command"; then
		command -v "$command"
		exit
	fi
done
packages_obtainable "tshark 4.4 or later"
mkdir -p "$cache"
exec {lock}> "$cache/lock"
flock "$lock"
if ! knows_mctp "$cache/root/tshark"; then
	rm -rf "$cache/root" "$cache/new"
	mkdir "$cache/new"
	(progress "tshark, 45 MB, once (into $cache)" "$cache/log" unpack "$cache/new") || skip "tshark cannot be had from $mirror"
	mv "$cache/new" "$cache/root"
fi
echo "$cache/root/tshark"
