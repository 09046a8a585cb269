#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# mkinitramfs.sh [NVME]: busybox, our own tools and guest/ -> images/initramfs.img, for both guests. NVME: the folder of nvme-cli and
# mi-probe that test/nvme-cli/setup.sh has made
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
root=$build/root nvme=${1:-}
rm -rf "$root"
mkdir -p "$root"/{bin,dev,etc,lib/modules,proc,run,sys,tmp}
cp /usr/bin/busybox "$root/bin/busybox"
for applet in $(/usr/bin/busybox --list); do [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"; done
gcc -O1 -Wall -Wextra -static -s -o "$root/bin/mctptool" "$here"/gpl-2.0/mctptool/*.c
gcc -O1 -Wall -Wextra -static -s -o "$root/bin/pldmtool" "$here"/pldm/*.c
[ ! -e "$images/i2c-bridge.ko" ] || install -m 644 "$images/i2c-bridge.ko" "$root/lib/modules/i2c-bridge.ko" # of the UML guest
if [ -n "$nvme" ]; then # with the libraries that they need, and the loader
	gcc -O1 -Wall -Wextra -shared -fPIC -o "$root/lib/patience.so" "$here/../nvme-cli/patience.c"
	for loader in "$nvme"/usr/lib/*/ld-linux*.so.*; do
		libraries=$(dirname "$loader")
		for program in "$nvme"/usr/sbin/{nvme,mi-probe}; do
			cp "$program" "$root/bin"
			"$loader" --library-path "$libraries" --list "$program" | sed -n 's/.* => \([^ ]*\) .*/\1/p'
		done | sort -u | while read -r library; do install -D -t "$root/lib/$(basename "$libraries")" "$library"; done
		install -D -t "$root/lib64" "$loader"
	done
fi
install -m 755 "$here/guest/init" "$root/init"
install -m 644 "$here/guest/peer.sh" "$root/etc/peer.sh"
(cd "$root" && find . -print0 | LC_ALL=C sort -z | cpio -0 -o -H newc -R 0:0 --quiet) > "$images/initramfs.img"
