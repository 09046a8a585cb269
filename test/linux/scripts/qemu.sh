#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# qemu.sh [KEY=TARGET ...] [KERNEL ARGUMENT ...]: the guest with its console on stdin and stdout.
#   serial=TARGET             the UART
#   HOST=TARGET               a usb-redir device on a USB host controller: xhci, ehci, uhci, or companion (an ehci and a uhci behind one socket)
#   TARGET  listen:PATH       the guest listens on a UNIX socket
#           connect:PATH      the guest connects to it, again every second
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ -e "$images/bzImage" ] || die "the guest is not built: run $here/setup.sh qemu"
devices=() arguments=()
case $(qemu-system-x86_64 --version) in
*" version "[1-8].* | *" version 9."[01]*) reconnect="reconnect=1" ;;
*) reconnect="reconnect-ms=1000" ;;
esac
chardev() { # NAME TARGET
	case $2 in
	listen:*) devices+=(-chardev "socket,id=$1,path=${2#*:},server=on,wait=off") ;;
	connect:*) devices+=(-chardev "socket,id=$1,path=${2#*:},server=off,$reconnect") ;;
	*) die "$1=$2: write listen:PATH or connect:PATH" ;;
	esac
}
for argument in "$@"; do
	key=${argument%%=*} target=${argument#*=}
	case $key in
	serial)
		chardev serial "$target"
		devices+=(-serial "chardev:serial")
		arguments+=("peer.serial=/dev/ttyS1")
		continue
		;;
	xhci) devices+=(-device "qemu-xhci,id=xhci") ;;
	ehci) devices+=(-device "usb-ehci,id=ehci") ;;
	uhci) devices+=(-device "piix3-usb-uhci,id=uhci") ;;
	companion)
		devices+=(-device "ich9-usb-ehci1,id=companion,multifunction=on,addr=1d.7"
			-device "ich9-usb-uhci1,masterbus=companion.0,firstport=0,multifunction=on,addr=1d.0")
		;;
	*)
		arguments+=("$argument")
		[ "$argument" != peer.interactive ] || devices+=(-no-reboot) # the end of the shell is a reboot
		continue
		;;
	esac
	chardev "usb-$key" "$target"
	devices+=(-device "usb-redir,chardev=usb-$key,bus=$key.0")
	arguments+=("peer.usb=$key")
done
# setpriv: the guest ends with the process that started it
exec setpriv --pdeathsig KILL qemu-system-x86_64 -machine pc -accel tcg -m 64 -nodefaults -no-user-config -display none \
	-kernel "$images/bzImage" -initrd "$images/initramfs.img" -append "console=ttyS0,115200 quiet loglevel=3 panic=-1 ${arguments[*]}" \
	-chardev stdio,id=console,signal=off -serial chardev:console "${devices[@]}"
