#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# fetch-source.sh PACKAGE/SUITE: Debian's kernel source, patched, in the cache's build/source/linux. apt runs with sources, lists
# and cache of its own: the machine's are not changed.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
package=$1 source=$build/source apt=$build/apt

# the Debian mirror that this machine uses already
machine_mirror() {
	cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2> /dev/null |
		sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' | grep -E '/debian/?$' | head -n 1
}
mirror=${MCTP_LINUX_MIRROR:-$(machine_mirror || true)}
[ -n "$mirror" ] || die "no Debian mirror in this machine's apt sources: set MCTP_LINUX_MIRROR to the address of one"

private_apt() {
	local tool=$1
	shift
	"$tool" -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$apt/sources" -o "Dir::State::Lists=$apt/lists" \
		-o "Dir::Cache=$apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

rm -rf "$source" "$apt"
mkdir -p "$source" "$apt"/{sources,lists/partial,cache/archives/partial}
cat > "$apt/sources/debian.sources" << END
Types: deb
URIs: $mirror
Suites: trixie trixie-backports
Components: main
Architectures: amd64
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
echo "reading package lists"
private_apt apt-get update
cd "$source"
echo "downloading $package (165 MB)"
if ! private_apt apt-get download "$package" && ! private_apt apt-get download "${package%/*}"; then
	package=$(private_apt apt-cache search --names-only '^linux-source-[0-9]+\.[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1)
	echo "not there any more; taking $package instead"
	private_apt apt-get download "$package"
fi
echo "unpacking"
dpkg-deb --fsys-tarfile ./*.deb | tar -x --wildcards --strip-components=3 './usr/src/linux-source-*.tar.xz'
rm ./*.deb
# most of the source is for other hardware; its Kconfig files and makefiles have to stay
other=()
for folder in arch/[!ux]* drivers/{gpu,media,staging,infiniband,scsi} drivers/net/{ethernet,wireless} sound tools/testing; do
	other+=("--exclude=*/$folder/*.[chS]" "--exclude=*/$folder/*.dts*")
done
tar --exclude='*/Documentation/*/*' "${other[@]}" -xf linux-source-*.tar.xz
rm ./*.tar.xz
mv linux-source-* linux
patch -d linux -p1 < "$here/gpl-2.0/uml-line.patch"
