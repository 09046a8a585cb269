// SPDX-License-Identifier: Apache-2.0
// Compiled from nvme.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "nvme",
	description: "An NVMe drive without flash, behind its management interface: two controllers, two namespaces.",
	identity: Object.freeze({ manufacturer: "Example", product: "Example NVMe drive", usb: Object.freeze({ vendorId: 4617, productId: 1 }) }),
	nvmeMi: Object.freeze({
		oui: "AC-DE-48",
		pci: Object.freeze({ vendor: 6966, device: 16, subsystemVendor: 6900, subsystemDevice: 4352 }),
		ports: Object.freeze([
			Object.freeze({ pcie: Object.freeze({ speed: 4, width: 4 }) }),
			Object.freeze({
				twoWire: Object.freeze({ largestFrequency: "400", frequency: "100" }),
				largestUnit: 250,
				autoPause: true,
				events: true,
			}),
		]),
		endpoints: Object.freeze([0x01]),
		health: Object.freeze({ temperature: 35, highest: 70, spare: 100, spareThreshold: 10, used: 3 }),
		controllers: Object.freeze([
			Object.freeze({ id: 0, address: "01:00.0" }),
			Object.freeze({ id: 1, address: "01:00.1", enabled: false }),
		]),
		namespaces: Object.freeze({
			most: 16,
			capacity: 1000204886016,
			formats: Object.freeze([Object.freeze({ blockSize: 512 }), Object.freeze({ blockSize: 4096 })]),
			list: Object.freeze([
				Object.freeze({ blocks: 976773168, used: 195354633, controllers: Object.freeze([0x00]) }),
				Object.freeze({ blocks: 1048576, shared: true }),
			]),
		}),
		firmware: Object.freeze({
			slots: Object.freeze([Object.freeze({ revision: "1.0.0" }), Object.freeze({ revision: "0.9.1" }), Object.freeze({})]),
			active: 1,
		}),
		counters: Object.freeze({
			dataUnitsRead: 812345,
			dataUnitsWritten: 456789,
			powerCycles: 42,
			powerOnHours: 1234,
			unsafeShutdowns: 3,
			readRate: 20,
			writeRate: 10,
		}),
		times: Object.freeze({ format: 2000, commit: 500, sanitize: 10000, shortTest: 60000, extendedTest: 600000 }),
	}),
});
