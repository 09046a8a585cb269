// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { PortKind, type PortOptions } from "../model/port.js";

/** Most ports of a subsystem, and bytes of the largest unit; how fast two wires can be, in kHz, as NVMe-MI counts it. */
export const limits = Object.freeze({ ports: 8, unit: 4096, widths: 32, payloads: 5 } as const);
const frequencies = Object.freeze(["100", "400", "1000"] as const);

/** @setup */
export function readPort(fields: Fields): PortOptions {
	const pcie = fields.section("pcie");
	const twoWire = fields.section("twoWire");
	const common = {
		largestUnit: fields.whole("largestUnit", 64, limits.unit) ?? 64,
		autoPause: fields.flag("autoPause") ?? false,
		events: fields.flag("events") ?? false,
	};
	fields.end();
	if (undefined !== pcie && undefined === twoWire) return Object.freeze({ ...common, ...readPcie(pcie) });
	if (undefined !== twoWire && undefined === pcie) return Object.freeze({ ...common, ...readTwoWire(twoWire) });
	throw fields.error('needs either "pcie" or "twoWire"');
}

type OwnOptions = Omit<PortOptions, "largestUnit" | "autoPause" | "events">;

/** @setup */
function readPcie(fields: Fields): OwnOptions {
	const speed = fields.whole("speed", 1, 6) ?? 4;
	const largest = fields.whole("largestSpeed", 1, 6) ?? speed;
	const width = fields.whole("width", 1, limits.widths) ?? 4;
	const options = {
		kind: PortKind.pcie,
		payload: fields.whole("payload", 0, limits.payloads) ?? 0,
		speed,
		speeds: (1 << largest) - 1,
		width,
		negotiatedWidth: fields.whole("negotiatedWidth", 1, limits.widths) ?? width,
	};
	fields.end();
	return options;
}

/** @setup */
function readTwoWire(fields: Fields): OwnOptions {
	const largest = fields.choice("largestFrequency", frequencies) ?? "100";
	const present = fields.choice("frequency", frequencies) ?? "100";
	const ofVpd = fields.choice("vpdFrequency", frequencies) ?? "100";
	const vpdAddress = fields.whole("vpdAddress", 0, 0x7f) ?? 0;
	const options = {
		kind: PortKind.twoWire,
		largestFrequency: 1 + frequencies.indexOf(largest),
		frequency: 1 + frequencies.indexOf(present),
		vpdAddress,
		vpdFrequency: vpdAddress > 0 ? 1 + frequencies.indexOf(ofVpd) : 0,
		address: fields.whole("address", 0, 0x7f) ?? 0x1d,
	};
	fields.end();
	return options;
}
