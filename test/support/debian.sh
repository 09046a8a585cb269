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
