#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts Debian's newer nvme-cli, with libnvme-mi 1.14 or later, into ${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/nvme-cli, unpacked
# and not installed, and builds mi-probe against it. Prints the folder with the commands `nvme` and `mi-probe`. Does only what is missing.
#   setup.sh          what is said above
#   setup.sh clean    drop it from the cache
# Environment: MCTP_XS_CACHE, MCTP_LINUX_MIRROR (of Debian).
# Exit status: 0 done, 1 failed, 2 usage, 77 skipped: it cannot be had on this machine (it is told why).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../linux/scripts/common.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../support/debian.sh"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$(dirname "$cache")/nvme-cli
suite=forky
parts=(./usr/sbin/nvme './usr/include/*' './usr/lib/*.so*' './usr/lib64/*')
unneeded=('./usr/lib/*/gconv' './usr/lib/*/gconv/*' './usr/lib/systemd' './usr/lib/systemd/*')
root=$cache/root

has_nvme() { [ -x "$root/nvme" ] && "$root/nvme" version > /dev/null 2>&1; }
has_probe() { [ "$(cat "$root/mi-probe.stamp" 2> /dev/null)" = "$(sha256sum < "$here/mi-probe.c")" ]; }

unpack() {
	unpack_packages "$1" "$suite" "${unneeded[@]/#/--exclude=}" "${parts[@]}" -- nvme-cli libnvme-dev || return
	loader_script "$1" usr/sbin/nvme
	"$1/nvme" version
}

# The libraries are newer than this machine's C library, and so is the one that mi-probe runs with.
build_probe() {
	local library
	for library in "$root"/usr/lib/*/libnvme-mi.so.1; do
		gcc -O1 -Wall -Wextra "-I$root/usr/include" -o "$root/usr/sbin/mi-probe" "$here/mi-probe.c" "$library" -Wl,--allow-shlib-undefined || return
	done
	loader_script "$root" usr/sbin/mi-probe
	sha256sum < "$here/mi-probe.c" > "$root/mi-probe.stamp"
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
if ! has_nvme || ! has_probe; then
	command -v gcc > /dev/null || skip "mi-probe is missing, and so is gcc to build it; run: apt-get install --no-install-recommends gcc libc6-dev"
	packages_obtainable "libnvme-mi 1.14 or later"
	mkdir -p "$cache"
	exec {lock}> "$cache/lock"
	flock "$lock"
	if ! has_nvme; then
		rm -rf "$root" "$cache/new"
		mkdir "$cache/new"
		(progress "nvme-cli, 19 MB, once (into $cache)" "$cache/log" unpack "$cache/new") || skip "nvme-cli cannot be had from $mirror"
		mv "$cache/new" "$root"
	fi
	has_probe || progress "mi-probe" "$cache/log" build_probe
fi
echo "$root"
