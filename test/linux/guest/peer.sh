# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Functions of the guest's shell. The kernel's command line tells with peer.NAME= what carries what.
[ ! -e /lib/patience.so ] || export LD_PRELOAD=/lib/patience.so # of programs with libraries, which are nvme and mi-probe
peer_arg() { sed -n "s/.*peer\.$1=\([^ ]*\).*/\1/p" /proc/cmdline; }

uptime_seconds() { sed 's/\..*//' /proc/uptime; }
# wait_for COMMAND ...: until it succeeds, 100 s at most
wait_for() {
	_end=$(($(uptime_seconds) + 100))
	until "$@" 2> /dev/null; do
		[ "$(uptime_seconds)" -lt $_end ] || { echo "waited 100 s for: $*" >&2; return 1; }
		usleep 10000
	done
}
# wait_gone INTERFACE
wait_gone() { wait_for [ ! -e "/sys/class/net/$1" ]; }
# link_up INTERFACE [OWN_EID [PEER_EID]]: up as soon as it is there (in /sys it is a moment too early), local address, route.
# PEER_EID 0: no route
link_up() {
	wait_for mctptool up "$1" && mctptool addr "$1" "${2:-8}" && { [ "${3:-9}" = 0 ] || mctptool route "$1" "${3:-9}"; }
}
# serial_up [OWN_EID [PEER_EID]]: mctpserial0 on the serial line
serial_up() {
	mctptool ldisc "$(peer_arg serial)" &
	ldisc_pid=$!
	link_up mctpserial0 "$@"
}
# serial_down: the line discipline goes, with it the interface and the receiver's state
serial_down() {
	kill "$ldisc_pid" && wait_gone mctpserial0
}
# usb_up [OWN_EID [PEER_EID]]: mctpusb0, as soon as the device is plugged in
usb_up() { link_up mctpusb0 "$@" && usb_index=$(cat /sys/class/net/mctpusb0/ifindex); }
# usb_lost: waits until the interface of the last usb_up is gone; another may have taken its place
usb_lost() { wait_for usb_changed; }
usb_changed() { [ "$(cat /sys/class/net/mctpusb0/ifindex 2> /dev/null)" != "$usb_index" ]; }
# usb_attribute NAME: of the USB device behind mctpusb0, such as speed
usb_attribute() { cat "/sys/class/net/mctpusb0/device/../$1"; }
# i2c_up [OWN_EID [PEER_EID [PEER_ADDRESS [OWN_ADDRESS]]]]: mctpi2c0 on the bridged bus
i2c_up() {
	[ -e /dev/i2c-bridge ] || i2c_attach || return
	printf 'mctp-i2c-interface 0x10%02x\n' "${4:-0x10}" > /sys/bus/i2c/devices/i2c-0/new_device
	link_up mctpi2c0 "${1:-8}" "${2:-9}" && { [ "${2:-9}" = 0 ] || mctptool neigh mctpi2c0 "${2:-9}" "${3:-0x1d}"; }
}
# i2c_attach: /dev/i2c-0, whose wire is the line
i2c_attach() {
	insmod /lib/modules/i2c-bridge.ko timeout_ms=5000 || return
	stty -F "$(peer_arg i2c)" raw -echo
	cat /dev/i2c-bridge > "$(peer_arg i2c)" &
	cat "$(peer_arg i2c)" > /dev/i2c-bridge &
}
# i2c_neighbour EID ADDRESS: a route, and who has it
i2c_neighbour() { mctptool route mctpi2c0 "$1" && mctptool neigh mctpi2c0 "$1" "$2"; }
