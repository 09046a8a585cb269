#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# mkinitramfs.sh: busybox, our own tools and guest/ -> images/initramfs.img, for both guests
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
root=$build/root
rm -rf "$root"
mkdir -p "$root"/{bin,dev,etc,lib/modules,proc,run,sys,tmp}
cp /usr/bin/busybox "$root/bin/busybox"
for applet in $(/usr/bin/busybox --list); do [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"; done
gcc -O1 -Wall -Wextra -static -s -o "$root/bin/mctptool" "$here"/gpl-2.0/mctptool/*.c
gcc -O1 -Wall -Wextra -static -s -o "$root/bin/pldmtool" "$here"/pldm/*.c
[ ! -e "$images/i2c-bridge.ko" ] || install -m 644 "$images/i2c-bridge.ko" "$root/lib/modules/i2c-bridge.ko" # of the UML guest
install -m 755 "$here/guest/init" "$root/init"
install -m 644 "$here/guest/peer.sh" "$root/etc/peer.sh"
(cd "$root" && find . -print0 | LC_ALL=C sort -z | cpio -0 -o -H newc -R 0:0 --quiet) > "$images/initramfs.img"
