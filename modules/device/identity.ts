// SPDX-License-Identifier: Apache-2.0
import type Fields from "./fields.js";
import type { Identity, Unique, UsbIdentity } from "./profile.js";

const longestId = 0xffff;

/**
 * Who the device is: by the section, and where that says nothing of what is unique, by the host.
 * @setup
 */
export function readIdentity(fields: Fields | undefined, unique: Unique): Identity {
	if (undefined === fields) return Object.freeze({ ...unique });
	const identity = Object.freeze({
		manufacturer: fields.text("manufacturer"),
		product: fields.text("product"),
		serialNumber: fields.text("serialNumber") ?? unique.serialNumber,
		uuid: fields.text("uuid") ?? unique.uuid,
		usb: readUsb(fields.section("usb")),
	});
	fields.end();
	return identity;
}

/** @setup */
function readUsb(fields: Fields | undefined): UsbIdentity | undefined {
	if (undefined === fields) return undefined;
	const usb = Object.freeze({
		vendorId: fields.required("vendorId", fields.whole("vendorId", 0, longestId)),
		productId: fields.required("productId", fields.whole("productId", 0, longestId)),
		release: fields.whole("release", 0, longestId),
	});
	fields.end();
	return usb;
}
