// SPDX-License-Identifier: Apache-2.0
import type { ProfileIdentity } from "../../../modules/device/profile.js";
import type BusOwner from "../bus-owner.js";
import type { Discovery } from "../discover.js";

/** The device that is cloned, and how it is asked. */
export interface Source {
	readonly owner: BusOwner;
	/** Its EID; 0: whoever is at the other end. */
	readonly eid: number;
	/** Milliseconds to wait for each answer; as the requester says */
	readonly timeout?: number | undefined;
	readonly discovery: Discovery;
	/** What the profile says so far, as in its file. */
	readonly profile: ProfileDocument;
	/** Tells the person what is going on, or could not be read. */
	note(text: string): void;
}

/** A profile as people write it: bytes and identifiers may be texts. */
export interface ProfileDocument {
	name: string;
	description?: string;
	identity?: ProfileIdentity;
	[section: string]: unknown;
}

/** Part of a profile that is read from a device. */
export interface CloneSection {
	/** What people call it. */
	readonly name: string;
	/** The message type that a device has if there is something to be read; undefined: every device has it. */
	readonly type: number | undefined;
	/** Resolves to what goes into the profile. `identity` is added to what is there. Rejects where nothing useful can be read. */
	read(source: Source): Promise<Partial<ProfileDocument>>;
}
