// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../activation/activation.js";
import { choice, none, object, record, text, whole } from "../activation/schema.js";
import endpointActivation from "../mctp/activation.js";
import type Device from "./device.js";
import { faultNames, figureNames, resetReasonNames, type Health } from "./health.js";

const usb = object(
	{ vendorId: whole("vendor id", 0, 0xffff), productId: whole("product id", 0, 0xffff) },
	{ release: whole("release number, binary coded decimal", 0, 0xffff) },
);

const identity = object(
	{ uuid: text("UUID"), serialNumber: text("serial number") },
	{ manufacturer: text("manufacturer"), product: text("product"), usb },
);

const healthResult = object({
	reset: choice("why this run began", resetReasonNames),
	fault: choice("what ended the run before", faultNames),
	text: text("more about that fault"),
	figures: record("what the machine counts, by name, as far as it does", whole("how much", 0, 0xffffffff)),
});

/**
 * How a device is operated. The outermost table: who it is, and how its machine is. Everything else is done to its parts. Made anew at each call:
 * a board without operators has none of it. `names` are what people call the ports.
 * @setup
 */
export default function deviceActivation(device: Device, names: readonly string[] = []): Activation {
	const { name, description, identity: own, health, endpoint, front } = device;
	const parts = device.activations.map((make) => make());
	return {
		name,
		description,
		methods: {
			identity: method({ description: "Who the device is", parameters: none, result: identity, run: () => ({ ...own }) }),
			health: method({
				description: "How the machine is that the device runs on",
				parameters: none,
				result: healthResult,
				run: () => healthOf(health),
			}),
		},
		children: [endpointActivation(endpoint, { names, packets: front }), ...parts],
	};
}

/** @setup */
function healthOf(health: Health) {
	const figures = figureNames.flatMap((name, figure) => {
		const value = health.figure(figure);
		return undefined === value ? [] : [[name, value] as const];
	});
	return {
		reset: resetReasonNames[health.reset],
		fault: faultNames[health.fault],
		text: health.text,
		figures: Object.fromEntries(figures),
	};
}
