// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../activation/activation.js";
import { none, object, text, whole } from "../activation/schema.js";
import type Device from "./device.js";

const usb = object(
	{ vendorId: whole("vendor id", 0, 0xffff), productId: whole("product id", 0, 0xffff) },
	{ release: whole("release number, binary coded decimal", 0, 0xffff) },
);

const identity = object(
	{ uuid: text("UUID"), serialNumber: text("serial number") },
	{ manufacturer: text("manufacturer"), product: text("product"), usb },
);

/** The outermost table: who the device is. Everything else is done to its parts. */
export function deviceActivation({ name, description, identity: own }: Device, children: readonly Activation[]): Activation {
	return {
		name,
		description,
		methods: {
			identity: method({ description: "Who the device is", parameters: none, result: identity, run: () => ({ ...own }) }),
		},
		children,
	};
}
