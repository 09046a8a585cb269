// SPDX-License-Identifier: Apache-2.0
// Compiled from vendor.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "vendor",
	description: "A fan controller with messages that its vendor defined, each with a fixed answer.",
	identity: Object.freeze({
		manufacturer: "Example",
		product: "Fan controller",
		usb: Object.freeze({ vendorId: 4617, productId: 1, release: 256 }),
	}),
	vendor: Object.freeze({
		messages: Object.freeze([
			Object.freeze({
				pci: 6900,
				commandSet: 1,
				exchanges: Object.freeze([
					Object.freeze({
						name: "Get version",
						request: Object.freeze([0x01, -1]),
						answer: Object.freeze([0x81, -1, 0x00, 0x01, 0x04, 0x02]),
					}),
					Object.freeze({
						name: "Get speed",
						request: Object.freeze([0x02, -1, 0x00]),
						answer: Object.freeze([0x82, -1, 0x00, 0x10, 0x27]),
					}),
					Object.freeze({
						name: "Get speed of a fan that is not there",
						request: Object.freeze([0x02, -1, -1]),
						answer: Object.freeze([0x82, -1, 0x02]),
					}),
					Object.freeze({
						name: "Self-test, which takes its time",
						request: Object.freeze([0x03, -1]),
						answer: Object.freeze([0x83, -1, 0x00]),
						delay: 1500,
					}),
					Object.freeze({ name: "Restart, which is not answered", request: Object.freeze([0x04, -1]), answer: null }),
					Object.freeze({ name: "Anything else", answer: Object.freeze([0xff]) }),
				]),
			}),
			Object.freeze({
				iana: 412,
				exchanges: Object.freeze([Object.freeze({ name: "Ping", request: Object.freeze([0x00]), answer: Object.freeze([0x00]) })]),
			}),
		]),
	}),
});
