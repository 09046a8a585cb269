// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../../modules/device/factory.js";
import Fields from "../../modules/device/fields.js";
import sensorCard from "../../modules/device/profiles/sensor-card.js";
import Signals from "../../modules/device/signals.js";
import type { MemoryOptions } from "../../modules/mctp/arena.js";
import type Endpoint from "../../modules/mctp/endpoint.js";
import pldm from "../../modules/pldm/factory.js";
import Platform, { type PlatformOptions } from "../../modules/pldm/platform/platform.js";
import Fru, { type FruOptions } from "../../modules/pldm/fru/fru.js";
import Pldm from "../../modules/pldm/pldm.js";
import { readPldm } from "../../modules/pldm/profile/pldm.js";

const sensors = () =>
	Array.from({ length: 12 }, (_, index) => ({
		id: index + 1,
		name: `Sensor ${index + 1}`,
		unit: "degreesC",
		resolution: 0.5,
		thresholds: { upperWarning: 40, upperCritical: 50, lowerWarning: 5 },
		value: 25,
	}));

/** The section `pldm` of a card with 12 numeric sensors, a state sensor, two effecters and an inventory. */
export const card = () => ({
	tid: 5,
	numericSensors: sensors(),
	stateSensors: [{ id: 101, fields: [{ set: 1, possible: [1, 2], state: 1 }] }],
	numericEffecters: [{ id: 201, unit: "RPM", dataSize: "uint16", least: 0, most: 20000, value: 8000 }],
	stateEffecters: [{ id: 202, fields: [{ set: 17, possible: [1, 2], state: 1 }] }],
	fru: { records: [{ set: 1, general: [{ field: "model", text: "MOD1" }] }] },
});

function described(): { platform: PlatformOptions; fru: FruOptions } {
	return readPldm(new Fields(card())) as { platform: PlatformOptions; fru: FruOptions };
}

/** What the package's sensor card needs of an endpoint's memory. */
export function cardMemory(): Required<Pick<MemoryOptions, "data" | "requests">> {
	return pldm.memory!(new Fields(sensorCard))!;
}

/** Makes an endpoint the package's sensor card, as a device makes it. */
export function addCard(endpoint: Endpoint): void {
	const identity = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
	const context = { endpoint, identity, signals: new Signals(), storage: () => undefined } as unknown as Context;
	for (const responder of pldm.create(new Fields(sensorCard), context)?.responders ?? []) endpoint.responders.add(responder);
}

/** What `addTerminus` needs of an endpoint's memory. */
export function terminusMemory(): Required<Pick<MemoryOptions, "data" | "requests">> {
	const { platform, fru } = described();
	return { data: Pldm.size() + Platform.size(platform) + Fru.size(fru), requests: 1 };
}

/** Makes an endpoint a terminus with that card. */
export function addTerminus(endpoint: Endpoint): Platform {
	const { platform, fru } = described();
	let made: Platform | undefined = undefined;
	const responder = new Pldm({
		endpoint,
		tid: 5,
		protocols: (terminus) => {
			made = new Platform(endpoint, terminus, platform);
			return [made, new Fru(endpoint, fru)];
		},
	});
	endpoint.responders.add(responder);
	return made!;
}
