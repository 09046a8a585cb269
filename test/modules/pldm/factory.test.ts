// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { Context } from "../../../modules/device/factory.js";
import Fields from "../../../modules/device/fields.js";
import Signals from "../../../modules/device/signals.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import pldm from "../../../modules/pldm/factory.js";

/** Makes the part of a profile. Returns the types of its responders, and what was asked of storage. */
function made(profile: object): { types: number[] | undefined; stored: string[] } {
	const fields = () => new Fields(profile);
	const stored: string[] = [];
	const endpoint = new Endpoint({
		ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} }],
		memory: pldm.memory!(fields()) ?? {},
	});
	const context: Partial<Context> = {
		endpoint,
		identity: { uuid: "00112233-4455-6677-8899-aabbccddeeff" } as Context["identity"],
		signals: new Signals(),
	};
	const storage = (name: string) => void stored.push(name);
	const part = pldm.create(fields(), { ...context, storage } as Context);
	return { types: part?.responders?.map(({ type }) => type), stored };
}

test("a profile without the section has no terminus, and needs nothing", () => {
	expect(pldm.memory!(new Fields({}))).toBeUndefined();
	expect(made({})).toEqual({ types: undefined, stored: [] });
});

test("an inventory that can be set is kept in the storage of its name, another is not", () => {
	expect(made({ pldm: { fru: {} } })).toEqual({ types: [1], stored: [] });
	expect(made({ pldm: { fru: { capacity: 20 } } })).toEqual({ types: [1], stored: ["fru"] });
	expect(made({ pldm: {} })).toEqual({ types: [1], stored: [] });
});
