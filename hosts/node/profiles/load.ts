// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, join } from "node:path";
import { baselineUnit, headerLength } from "../../../modules/mctp/header.js";
import Device from "../../../modules/device/device.js";
import type { Profile } from "../../../modules/device/profile.js";
import factories from "../../common/registry.js";
import { builtIn } from "./built-in.js";
import check from "./check.js";
import Document from "../json/document.js";
import { parsePath, shown } from "../json/path.js";
import { readText } from "./text.js";

/** A profile, and what its file says besides. */
export interface ProfileFile {
	readonly profile: Profile;
	/** SPDX identifier. */
	readonly license: string | undefined;
}

/** Anything unique and any port do to see whether a profile can be built. */
const unique = Object.freeze({ uuid: "00000000-0000-0000-0000-000000000000", serialNumber: "0" });
const port = Object.freeze({
	network: 1,
	receiveUnit: baselineUnit,
	transmissionUnit: baselineUnit,
	frames: baselineUnit + headerLength,
	wake: () => {},
});

/**
 * The profile that a built-in name stands for, or a file: its path has a slash, or ends with .json. Rejects with an error
 * that tells what is wrong with it, and where.
 */
export async function loadProfile(reference: string, folder = "."): Promise<Profile> {
	if (/[/\\]|\.json$/.test(reference)) return (await readProfile(isAbsolute(reference) ? reference : join(folder, reference))).profile;
	if (Object.hasOwn(builtIn, reference)) return builtIn[reference];
	const names = Object.keys(builtIn).join(", ");
	throw new Error(`there is no profile ${shown(reference)}: choose from ${names}, or name a file such as ./mine.json`);
}

/** Reads, checks and compiles a file. */
export async function readProfile(file: string): Promise<ProfileFile> {
	return parseProfile(file, readText(file));
}

export async function parseProfile(file: string, text: string): Promise<ProfileFile> {
	const document = new Document(file, text);
	const value = (await check(document, "profile", "a valid profile")) as Record<string, unknown>;
	const { license } = value;
	delete value.$schema;
	delete value.license;
	const compiled = freeze(value) as unknown as Profile;
	build(compiled, document);
	return { profile: compiled, license: license as string | undefined };
}

/** What no schema can tell: whether the device of a profile can be built. */
function build(profile: Profile, document: Document): void {
	try {
		new Device({ profile, ports: [port], factories, unique });
	} catch (error) {
		const [, path = "", message] = /^(?:([\w.[\]]+): )?(.*)$/s.exec((error as Error).message)!;
		throw document.error("a valid profile", [{ path: parsePath(path), message }]);
	}
}

function freeze<Value extends object>(value: Value): Value {
	for (const each of Object.values(value)) if ("object" === typeof each && null !== each) freeze(each);
	return Object.freeze(value);
}
