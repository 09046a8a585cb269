#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# build-kernel.sh uml|qemu: tinyconfig + kernel/common.config + kernel/TARGET.config -> images/linux.uml with images/i2c-bridge.ko,
# images/bzImage
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
target=$1 source=$build/source/linux object=$build/$1
fragments=("$here/kernel/common.config" "$here/kernel/$1.config")
case $target in
uml) arch=um goals=(linux modules) ;;
qemu) arch=x86_64 goals=(bzImage) ;;
*) die "usage: build-kernel.sh uml|qemu" ;;
esac
export KBUILD_BUILD_USER=mctp KBUILD_BUILD_HOST=peer LC_ALL=C
unset MAKEFLAGS CFLAGS LDFLAGS CROSS_COMPILE
kbuild() { make -C "$source" O="$object" ARCH="$arch" LOCALVERSION= "$@"; }

mkdir -p "$object"
kbuild tinyconfig
"$source/scripts/kconfig/merge_config.sh" -m -O "$object" "$object/.config" "${fragments[@]}"
kbuild olddefconfig
wrong=
while read -r line; do # what was asked for and Kconfig did not give
	case $line in
	CONFIG_*=*) grep -qxF "$line" "$object/.config" || wrong+=" $line" ;;
	'# CONFIG_'*' is not set')
		name=${line#\# } name=${name%% *}
		! grep -q "^$name=" "$object/.config" || wrong+=" $name=n"
		;;
	esac
done < <(cat "${fragments[@]}")
[ -z "$wrong" ] || die "kernel options that Kconfig did not take:$wrong"
kbuild -j"${MCTP_LINUX_JOBS:-$(nproc)}" "${goals[@]}"
case $target in
uml)
	rm -rf "$object/i2c-bridge"
	cp -r "$here/gpl-2.0/i2c-bridge" "$object/i2c-bridge"
	kbuild M="$object/i2c-bridge" modules
	cp "$object/i2c-bridge/i2c-bridge.ko" "$images/i2c-bridge.ko"
	strip -o "$images/linux.uml" "$object/linux"
	;;
qemu) cp "$object/arch/x86/boot/bzImage" "$images/bzImage" ;;
esac
