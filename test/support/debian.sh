# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Debian packages without installing them: apt runs with sources, lists and cache of its own; the machine's are not changed.

# the Debian mirror that this machine uses already
machine_mirror() {
	cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2> /dev/null |
		sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+) .*/\2/p' | grep -E '/debian/?$' | head -n 1
}

# private_apt_setup FOLDER MIRROR SUITE ...: where it keeps everything, and what it knows; as if nothing were installed
private_apt_setup() {
	private_apt=$1
	rm -rf "$private_apt"
	mkdir -p "$private_apt"/{sources,lists/partial,cache/archives/partial}
	: > "$private_apt/status"
	cat > "$private_apt/sources/debian.sources" <<- END
		Types: deb
		URIs: $2
		Suites: ${*:3}
		Components: main
		Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
	END
}

# private_apt TOOL ARGUMENT ...: apt-get or apt-cache
private_apt() {
	local tool=$1
	shift
	"$tool" -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$private_apt/sources" -o "Dir::State::Lists=$private_apt/lists" \
		-o "Dir::State::status=$private_apt/status" -o "Dir::Cache=$private_apt/cache" -o APT::Sandbox::User="$(id -un)" \
		-o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}

# packages_obtainable WHAT: sets `mirror` if Debian's packages can be unpacked here; else says why WHAT is skipped, and ends
packages_obtainable() {
	local tool
	[ "$(uname -s)" = Linux ] || skip "$1 is missing, and Debian's packages run on Linux only"
	for tool in apt-get dpkg-deb flock; do
		command -v "$tool" > /dev/null || skip "$1 is missing, and so is $tool to unpack Debian's packages"
	done
	[ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || skip "$1 is missing, and so is Debian's archive keyring"
	mirror=${MCTP_LINUX_MIRROR:-$(machine_mirror || true)}
	[ -n "$mirror" ] || skip "$1 is missing, and there is no Debian mirror in this machine's apt sources: set MCTP_LINUX_MIRROR"
}

# unpack_packages FOLDER SUITE TAR_ARGUMENT ... -- PACKAGE ...: the packages and all that they need, down to the C library, below FOLDER;
# what the arguments let through
unpack_packages() {
	local folder=$1 suite=$2 arguments=() package
	shift 2
	while [ "$1" != -- ]; do
		arguments+=("$1")
		shift
	done
	shift
	private_apt_setup "$folder/apt" "$mirror" "$suite"
	echo "reading package lists"
	private_apt apt-get update || return
	echo "downloading $* and what they need"
	private_apt apt-get install -y --no-install-recommends --download-only "$@" || return
	echo "unpacking"
	for package in "$folder"/apt/cache/archives/*.deb; do
		dpkg-deb --fsys-tarfile "$package" | tar -x -C "$folder" --wildcards "${arguments[@]}" 2> /dev/null || true
	done
	rm -rf "$folder/apt"
}

# loader_script FOLDER PROGRAM: FOLDER/NAME, which runs FOLDER/PROGRAM with the libraries below FOLDER
loader_script() {
	cat > "$1/${2##*/}" <<- END
		#!/bin/sh
		root=\$(dirname "\$0")
		for loader in "\$root"/usr/lib/*/ld-linux*.so.*; do
			exec "\$loader" --library-path "\$(dirname "\$loader")" "\$root/$2" "\$@"
		done
	END
	chmod +x "$1/${2##*/}"
}
