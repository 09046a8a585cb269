# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Functions of the guest's shell. The kernel's command line tells with peer.NAME= which tty carries what.
peer_arg() { sed -n "s/.*peer\.$1=\([^ ]*\).*/\1/p" /proc/cmdline; }

# wait_for COMMAND ...: until it succeeds, 10 s at most
wait_for() {
	_n=1000
	until "$@" 2> /dev/null; do
		[ $_n -gt 0 ] || { echo "waited 10 s for: $*" >&2; return 1; }
		_n=$((_n - 1))
		usleep 10000
	done
}
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
	kill "$ldisc_pid" && wait_for [ ! -e /sys/class/net/mctpserial0 ]
}
