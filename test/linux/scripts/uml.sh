#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# uml.sh FOLDER [WIRE=DESCRIPTOR ...] [KERNEL ARGUMENTS]: the guest with its console on stdin and stdout. FOLDER takes run-time files.
#   WIRE         serial or i2c: a line of the guest
#   DESCRIPTOR   an inherited, connected socket
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 1 ] || die "usage: uml.sh FOLDER [WIRE=DESCRIPTOR ...] [KERNEL ARGUMENTS]"
[ -e "$images/linux.uml" ] || die "the guest is not built: run $here/setup.sh uml"
folder=$1 lines=() arguments=()
shift
for argument in "$@"; do
	wire=${argument%%=*} descriptor=${argument#*=}
	case $wire in
	serial | i2c)
		arguments+=("peer.$wire=/dev/ttyS${#lines[@]}")
		lines+=("ssl${#lines[@]}=fd:$descriptor,fd:$descriptor")
		;;
	*) arguments+=("$argument") ;;
	esac
done
exec "$images/linux.uml" mem=64M "initrd=$images/initramfs.img" "uml_dir=$folder" \
	con0=fd:0,fd:1 con=null "${lines[@]}" ssl=null console=tty0 quiet loglevel=3 panic=-1 "${arguments[@]}"
