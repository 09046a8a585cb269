#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# build-kernel.sh: tinyconfig + kernel/uml.config -> images/linux.uml
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$build/source/linux object=$build/uml config=$here/kernel/uml.config
export KBUILD_BUILD_USER=mctp KBUILD_BUILD_HOST=peer LC_ALL=C
unset MAKEFLAGS CFLAGS LDFLAGS CROSS_COMPILE
kbuild() { make -C "$source" O="$object" ARCH=um LOCALVERSION= "$@"; }

mkdir -p "$object"
kbuild tinyconfig
"$source/scripts/kconfig/merge_config.sh" -m -O "$object" "$object/.config" "$config"
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
done < "$config"
[ -z "$wrong" ] || die "kernel options that Kconfig did not take:$wrong"
kbuild -j"${MCTP_LINUX_JOBS:-$(nproc)}" linux
strip -o "$images/linux.uml" "$object/linux"
