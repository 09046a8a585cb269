// SPDX-License-Identifier: Apache-2.0
import type { CloneSection, ProfileDocument, Source } from "./section.js";
import { sections as allSections } from "./sections.js";

export interface CloneOptions extends Omit<Source, "profile"> {
	name: string;
	description?: string;
	sections?: readonly CloneSection[];
}

/** Reads a device into a profile. What cannot be read is noted, and left out. */
export async function clone({ name, description, sections = allSections, ...from }: CloneOptions): Promise<ProfileDocument> {
	const profile: ProfileDocument = { name, ...(undefined === description ? {} : { description }) };
	const has = (type: number | undefined) => undefined === type || from.discovery.types.some((each) => each.type === type);
	for (const section of sections) {
		if (!has(section.type)) continue;
		try {
			const { identity, ...found } = await section.read({ ...from, profile });
			Object.assign(profile, undefined === identity ? {} : { identity: { ...profile.identity, ...identity } }, found);
		} catch (error) {
			from.note(`${section.name} is left out: ${(error as Error).message}`);
		}
	}
	return profile;
}
