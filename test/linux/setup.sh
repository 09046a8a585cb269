#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the Linux guest of the tests into ${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/linux. Does only what is missing.
#   setup.sh deps     apt-get install what building needs (root)
#   setup.sh uml      build the User-Mode-Linux guest
#   setup.sh trim     drop sources and objects, keep what running needs (uml does that itself after a build)
#   setup.sh clean    drop the whole cache
# Environment: MCTP_XS_CACHE, MCTP_LINUX_JOBS, MCTP_LINUX_MIRROR (of Debian), MCTP_LINUX_SOURCE (package/suite of the kernel
# source), MCTP_LINUX_KEEP=1 (keep sources and objects, to work on the kernel's configuration).
# Exit status: 0 done, 1 failed, 2 usage, 77 skipped: something is missing on this machine (it is told what).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/scripts/common.sh"

packages=(bc bison busybox-static cpio flex gcc libc6-dev make patch xz-utils debian-archive-keyring)
source_package=${MCTP_LINUX_SOURCE:-linux-source-7.2/trixie-backports}

check_machine() {
	local package lacking=''
	for package in "${packages[@]}"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || lacking+=" $package"
	done
	[ -z "$lacking" ] || skip "missing$lacking; run: apt-get install --no-install-recommends$lacking"
}
hash_of() { cat "$@" | sha256sum | cut -c 1-16; }
fresh() { [ -e "$images/$1" ] && [ "$(cat "$images/$1.stamp" 2> /dev/null)" = "$2" ]; }

fetch_source() {
	local stamp
	stamp=$(hash_of "$here/gpl-2.0/uml-line.patch" "$here/scripts/fetch-source.sh" - <<< "$source_package")
	[ "$(cat "$build/source.stamp" 2> /dev/null)" != "$stamp" ] || return 0
	rm -f "$build/source.stamp"
	progress "kernel source" "$logs/source.log" "$here/scripts/fetch-source.sh" "$source_package"
	echo "$stamp" > "$build/source.stamp"
}
build_uml() {
	local kernel initramfs
	kernel=$(hash_of "$here/kernel/uml.config" "$here/gpl-2.0/uml-line.patch" "$here"/scripts/{fetch-source,build-kernel}.sh \
		- <<< "$source_package")
	initramfs=$(hash_of "$here"/guest/* "$here"/gpl-2.0/mctptool/* "$here/scripts/mkinitramfs.sh")
	if fresh linux.uml "$kernel" && fresh initramfs-uml.img "$initramfs"; then return; fi
	check_machine
	mkdir -p "$images" "$build" "$logs"
	if ! fresh linux.uml "$kernel"; then
		say "building a Linux kernel as test peer, once (2 to 5 minutes, meanwhile 800 MB) in $cache"
		fetch_source
		progress "kernel" "$logs/kernel-uml.log" "$here/scripts/build-kernel.sh"
		echo "$kernel" > "$images/linux.uml.stamp"
	fi
	if ! fresh initramfs-uml.img "$initramfs"; then
		progress "initramfs" "$logs/initramfs-uml.log" "$here/scripts/mkinitramfs.sh"
		echo "$initramfs" > "$images/initramfs-uml.img.stamp"
	fi
	[ -n "${MCTP_LINUX_KEEP:-}" ] || rm -rf "$build" "$logs"
}

case ${1:-} in
deps)
	[ "$(id -u)" = 0 ] || die "deps installs packages: run it as root"
	install=(apt-get install -y --no-install-recommends "${packages[@]}")
	"${install[@]}" || { apt-get update && "${install[@]}"; }
	exit
	;;
trim)
	rm -rf "$build" "$logs"
	exit
	;;
clean)
	rm -rf "$cache"
	exit
	;;
uml) ;;
*)
	sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
	[[ ${1:-} = -h || ${1:-} = --help ]] && exit 0
	exit 2
	;;
esac
[ "$(uname -sm)" = "Linux x86_64" ] || skip "the Linux guest runs on x86-64 Linux only, this is $(uname -sm)"
[ -e /etc/debian_version ] || skip "the Linux guest is built from Debian's packages, and this is not Debian"
mkdir -p "$cache"
exec {lock}> "$cache/lock"
flock -n "$lock" || { say "another setup.sh is at work, waiting for it"; flock "$lock"; }
build_uml
