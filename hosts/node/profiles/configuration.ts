// SPDX-License-Identifier: Apache-2.0
import { dirname } from "node:path";
import type { Profile } from "../../../modules/device/profile.js";
import { deviceAddress } from "../i2c/link.js";
import { parseControl } from "../management/target.js";
import { parseTarget, type Address, type Target } from "../line/target.js";
import { defaultProfile } from "./built-in.js";
import check from "./check.js";
import Document, { type Problem } from "../json/document.js";
import { loadProfile } from "./load.js";
import type { Path } from "../json/path.js";
import { readText } from "./text.js";

/** A device, and where it is attached. */
export interface ConfiguredDevice {
	readonly name: string;
	readonly profile: Profile;
	readonly serial: readonly Target[];
	readonly usbredir: readonly Target[];
	/** I2C buses; devices that name the same target are on the same bus. */
	readonly i2c: readonly Target[];
	/** 7-bit address on them. */
	readonly i2cAddress: number;
	/** Static EID; 0: none. */
	readonly eid: number;
	/** Goes before that of the profile. */
	readonly uuid: string | undefined;
}

/** The devices of a process, and what is there once. */
export interface Configuration {
	readonly devices: readonly ConfiguredDevice[];
	readonly trace: string | undefined;
	readonly control: Address | undefined;
}

/** What configuration.schema.json describes. */
interface ConfigurationFile {
	readonly devices: readonly {
		readonly name: string;
		readonly profile?: string;
		readonly serial?: readonly string[];
		readonly usbredir?: readonly string[];
		readonly i2c?: readonly string[];
		readonly i2cAddress?: number;
		readonly eid?: number;
		readonly uuid?: string;
	}[];
	readonly trace?: string;
	readonly control?: string;
}

const what = "a valid configuration";

/** Reads and checks a configuration, and the profiles that it names. Rejects with an error that tells all problems, and where they are. */
export async function loadConfiguration(file: string): Promise<Configuration> {
	const document = new Document(file, readText(file));
	const { devices, trace, control } = (await check(document, "configuration", what)) as ConfigurationFile;
	const problems: Problem[] = [];

	/** What cannot be is a problem with the value there. */
	async function attempt<Value>(path: Path, act: () => Value | Promise<Value>): Promise<Value | undefined> {
		try {
			return await act();
		} catch (error) {
			problems.push({ path, message: (error as Error).message });
			return undefined;
		}
	}

	async function targets(texts: readonly string[] = [], path: Path): Promise<readonly Target[]> {
		const parsed = await Promise.all(texts.map((text, index) => attempt([...path, index], () => parseTarget(text))));
		return parsed.filter((target) => undefined !== target);
	}

	const configured: ConfiguredDevice[] = [];
	for (const [
		index,
		{ name, profile = defaultProfile.name, serial, usbredir, i2c, i2cAddress = deviceAddress, eid = 0, uuid },
	] of devices.entries()) {
		const path = ["devices", index] as const;
		configured.push({
			name,
			profile: (await attempt([...path, "profile"], () => loadProfile(profile, dirname(file)))) ?? defaultProfile,
			serial: await targets(serial, [...path, "serial"]),
			usbredir: await targets(usbredir, [...path, "usbredir"]),
			i2c: await targets(i2c, [...path, "i2c"]),
			i2cAddress,
			eid,
			uuid,
		});
	}
	const operators = undefined === control ? undefined : await attempt(["control"], () => parseControl(control));
	problems.push(...repeated(configured));
	if (problems.length > 0) throw document.error(what, problems);
	return { devices: configured, trace, control: operators };
}

/** What only one device may have. */
function repeated(devices: readonly ConfiguredDevice[]): Problem[] {
	const problems: Problem[] = [];
	const names = devices.map(({ name }) => name);
	const uuids = devices.map(({ uuid, profile }) => (uuid ?? profile.identity?.uuid)?.toLowerCase());
	devices.forEach((_, index) => {
		if (names.indexOf(names[index]) < index) problems.push({ path: ["devices", index, "name"], message: "another device has this name" });
		if (undefined === uuids[index] || uuids.indexOf(uuids[index]) === index) return;
		problems.push({ path: ["devices", index], message: 'another device has the same UUID: give this one a "uuid" of its own' });
	});
	return problems;
}
