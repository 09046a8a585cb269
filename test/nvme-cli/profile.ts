// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../hosts/node/profiles/schema.js";

const nvme = JSON.parse(readFileSync(join(packageFolder, "modules/device/profiles/nvme.json"), "utf8"));

/** What takes time takes some milliseconds; those of format and commit are told by More Processing Required. */
const times = { format: 300, commit: 200, sanitize: 1500, shortTest: 1000, extendedTest: 2000 };

/** The package's profile `nvme`, but with an identity that is the same on every machine, and in less of a hurry than a drive. */
export const profile = {
	...nvme,
	identity: { ...nvme.identity, serialNumber: "NVMECLI0001", uuid: "3b0b7a1e-6a52-4b6b-9d2f-0123456789ab" },
	nvmeMi: { ...nvme.nvmeMi, times },
};

/** Writes it to a file of the folder, and returns its path. */
export function writeProfile(folder: string): string {
	const file = join(folder, "profile.json");
	writeFileSync(file, JSON.stringify(profile));
	return file;
}
