#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Puts tshark into ${MCTP_XS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/mctp-xs}/tshark, if this machine has none that knows MCTP (4.4 or later):
# Debian's packages, unpacked and not installed. Prints the command on standard output. Does only what is missing.
#   setup.sh          what is said above
#   setup.sh clean    drop it from the cache
# Environment: MCTP_XS_CACHE, MCTP_LINUX_MIRROR (of Debian), MCTP_TSHARK (a tshark to try before all others).
# Exit status: 0 done, 1 failed, 2 usage, 77 skipped: it cannot be had on this machine (it is told why).
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../linux/scripts/common.sh"
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/../support/debian.sh"
cache=$(dirname "$cache")/tshark
suite=trixie
parts=(./usr/bin/tshark './usr/lib/*.so*' './usr/lib64/*' './usr/share/wireshark/*')
unneeded=('./usr/lib/*/gconv' './usr/lib/*/gconv/*' './usr/lib/*/wireshark/extcap/*')

# knows_mctp COMMAND: whether it is tshark 4.4 or later
knows_mctp() {
	"$1" --version 2> /dev/null | awk '/^TShark/ { sub(/.*\) /, ""); split($0, version, "."); exit !(version[1] * 100 + version[2] >= 404) } END { if (!NR) exit 1 }'
}

# unpack FOLDER: downloads tshark and all that it needs, down to the C library, and puts it there
unpack() {
	local package
	private_apt_setup "$1/apt" "$mirror" "$suite"
	echo "reading package lists"
	private_apt apt-get update || return
	echo "downloading tshark and what it needs (45 MB)"
	private_apt apt-get install -y --no-install-recommends --download-only tshark || return
	echo "unpacking"
	for package in "$1"/apt/cache/archives/*.deb; do
		dpkg-deb --fsys-tarfile "$package" | tar -x -C "$1" --wildcards "${unneeded[@]/#/--exclude=}" "${parts[@]}" 2> /dev/null || true
	done
	rm -rf "$1/apt"
	cat > "$1/tshark" << 'END'
#!/bin/sh
root=$(dirname "$0")
for loader in "$root"/usr/lib/*/ld-linux*.so.*; do
	exec "$loader" --library-path "$(dirname "$loader")" "$root/usr/bin/tshark" "$@"
done
END
	chmod +x "$1/tshark"
	knows_mctp "$1/tshark"
}

case ${1:-} in
clean)
	rm -rf "$cache"
	exit
	;;
'') ;;
*)
	sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
	[[ ${1:-} = -h || ${1:-} = --help ]] && exit 0
	exit 2
	;;
esac
for command in "${MCTP_TSHARK:-}" tshark "$cache/root/tshark"; do
	if [ -n "$command" ] && knows_mctp "$command"; then
		command -v "$command"
		exit
	fi
done
[ "$(uname -s)" = Linux ] || skip "tshark 4.4 or later is missing, and Debian's packages run on Linux only"
for tool in apt-get dpkg-deb flock; do
	command -v "$tool" > /dev/null || skip "tshark 4.4 or later is missing, and so is $tool to unpack Debian's packages"
done
[ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || skip "tshark 4.4 or later is missing, and so is Debian's archive keyring"
mirror=${MCTP_LINUX_MIRROR:-$(machine_mirror || true)}
[ -n "$mirror" ] || skip "tshark 4.4 or later is missing, and there is no Debian mirror in this machine's apt sources: set MCTP_LINUX_MIRROR"
mkdir -p "$cache"
exec {lock}> "$cache/lock"
flock "$lock"
if ! knows_mctp "$cache/root/tshark"; then
	rm -rf "$cache/root" "$cache/new"
	mkdir "$cache/new"
	(progress "tshark, once (into $cache)" "$cache/log" unpack "$cache/new") || skip "tshark cannot be had from $mirror"
	mv "$cache/new" "$cache/root"
fi
echo "$cache/root/tshark"
