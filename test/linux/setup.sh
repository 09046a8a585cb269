#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the Linux guests of the tests into ${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/linux. Does only what is missing, and
# prints which guests can run, and whether they have nvme-cli.
#   setup.sh deps     apt-get install what building and running needs (root)
#   setup.sh uml      build the User-Mode-Linux guest: a serial line, and I2C
#   setup.sh qemu     build the QEMU guest: USB and a serial line
#   setup.sh all      both, from one download
#   setup.sh trim     drop sources and objects, keep what running needs (a build does that itself at its end)
#   setup.sh clean    drop the whole cache
# Environment: MCTP_XS_CACHE, MCTP_LINUX_JOBS, MCTP_LINUX_MIRROR (of Debian), MCTP_LINUX_SOURCE (package/suite of the kernel
# source), MCTP_LINUX_KEEP=1 (keep sources and objects, to work on a kernel's configuration).
# Exit status: 0 done, 1 failed, 2 usage, 77 a guest is skipped: something is missing on this machine (it is told what).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/scripts/common.sh"

packages=(bc bison busybox-static cpio flex gcc libc6-dev libelf-dev make patch xz-utils debian-archive-keyring)
source_package=${MCTP_LINUX_SOURCE:-linux-source-7.2/trixie-backports}

hash_of() { cat "$@" | sha256sum | cut -c 1-16; }
kernel_stamp() {
	local module=()
	[ "$1" != uml ] || module=("$here"/gpl-2.0/i2c-bridge/*)
	hash_of "$here/kernel/"{common,"$1"}.config "$here/gpl-2.0/uml-line.patch" "${module[@]}" \
		"$here"/scripts/{fetch-source,build-kernel}.sh - <<< "$source_package"
}
initramfs_stamp() {
	hash_of "$here"/guest/* "$here"/gpl-2.0/{mctptool,i2c-bridge}/* "$here"/pldm/* "$here"/../nvme-cli/patience.c "$here/scripts/mkinitramfs.sh" ${nvme:+"$nvme"/usr/sbin/*}
}
image_of() {
	case $1 in
	uml) echo linux.uml ;;
	qemu) echo bzImage ;;
	esac
}
fresh() { [ -e "$images/$1" ] && [ "$(cat "$images/$1.stamp" 2> /dev/null)" = "$2" ]; }
built() { fresh "$(image_of "$1")" "$(kernel_stamp "$1")" && fresh initramfs.img "$(initramfs_stamp)"; }

# possible GUEST: whether this machine can build what is missing of it, and run it
possible() {
	local package wanted=() lacking=''
	built "$1" || wanted=("${packages[@]}")
	[ "$1" = uml ] || command -v qemu-system-x86_64 > /dev/null || wanted+=(qemu-system-x86)
	for package in "${wanted[@]}"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || lacking+=" $package"
	done
	[ -n "$lacking" ] || return 0
	say "skipped: the $1 guest, missing$lacking; run: apt-get install --no-install-recommends$lacking"
	return 1
}
fetch_source() {
	local stamp
	stamp=$(hash_of "$here/gpl-2.0/uml-line.patch" "$here/scripts/fetch-source.sh" - <<< "$source_package")
	[ "$(cat "$build/source.stamp" 2> /dev/null)" != "$stamp" ] || return 0
	rm -f "$build/source.stamp"
	progress "kernel source" "$logs/source.log" "$here/scripts/fetch-source.sh" "$source_package"
	echo "$stamp" > "$build/source.stamp"
}
build_guest() {
	local image kernel initramfs
	image=$(image_of "$1") kernel=$(kernel_stamp "$1") initramfs=$(initramfs_stamp)
	mkdir -p "$images" "$build" "$logs"
	if ! fresh "$image" "$kernel"; then
		say "building a Linux kernel as test peer ($1), once (2 to 5 minutes, meanwhile 800 MB) in $cache"
		fetch_source
		progress "kernel ($1)" "$logs/kernel-$1.log" "$here/scripts/build-kernel.sh" "$1"
		echo "$kernel" > "$images/$image.stamp"
	fi
	if ! fresh initramfs.img "$initramfs"; then
		progress "initramfs" "$logs/initramfs.log" "$here/scripts/mkinitramfs.sh" "$nvme"
		echo "$initramfs" > "$images/initramfs.img.stamp"
	fi
}

case ${1:-} in
deps)
	[ "$(id -u)" = 0 ] || die "deps installs packages: run it as root"
	install=(apt-get install -y --no-install-recommends "${packages[@]}" qemu-system-x86)
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
uml | qemu) guests=("$1") ;;
all) guests=(uml qemu) ;;
*)
	sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
	[[ ${1:-} = -h || ${1:-} = --help ]] && exit 0
	exit 2
	;;
esac
[ "$(uname -sm)" = "Linux x86_64" ] || skip "the Linux guests run on x86-64 Linux only, this is $(uname -sm)"
[ -e /etc/debian_version ] || skip "the Linux guests are built from Debian's packages, and this is not Debian"
mkdir -p "$cache"
exec {lock}> "$cache/lock"
flock -n "$lock" || { say "another setup.sh is at work, waiting for it"; flock "$lock"; }
nvme=$("$here/../nvme-cli/setup.sh") || nvme= # the reason has been printed; the guests do without
status=0
for guest in "${guests[@]}"; do
	if ! possible "$guest"; then
		status=77
		continue
	fi
	built "$guest" || build_guest "$guest"
	echo "$guest"
done
[ -z "$nvme" ] || echo nvme
[ -n "${MCTP_LINUX_KEEP:-}" ] || rm -rf "$build" "$logs"
exit $status
