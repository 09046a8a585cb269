#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# uml.sh DESCRIPTOR FOLDER [KERNEL ARGUMENTS]: the guest with its console on stdin and stdout. DESCRIPTOR is an inherited, connected socket:
# the serial line. FOLDER takes run-time files.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ $# -ge 2 ] || die "usage: uml.sh DESCRIPTOR FOLDER [KERNEL ARGUMENTS]"
[ -e "$images/linux.uml" ] || die "the guest is not built: run $here/setup.sh uml"
descriptor=$1 folder=$2
shift 2
exec "$images/linux.uml" mem=64M "initrd=$images/initramfs.img" "uml_dir=$folder" \
	con0=fd:0,fd:1 con=null "ssl0=fd:$descriptor,fd:$descriptor" ssl=null console=tty0 quiet loglevel=3 panic=-1 peer.serial=/dev/ttyS0 "$@"
