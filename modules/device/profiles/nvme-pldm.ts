// SPDX-License-Identifier: Apache-2.0
// Compiled from nvme-pldm.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "nvmePldm",
	description: "An NVMe drive behind its management interface, whose temperature and health are PLDM sensors too.",
	identity: Object.freeze({ manufacturer: "Example", product: "Example NVMe drive", usb: Object.freeze({ vendorId: 4617, productId: 1 }) }),
	memory: Object.freeze({ slots: 1, shortSlots: 2, messageSize: 4168, exchanges: 6, largeAnswers: 1 }),
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
		controllers: Object.freeze([Object.freeze({ id: 0, address: "01:00.0" })]),
		namespaces: Object.freeze({
			most: 2,
			capacity: 1000204886016,
			formats: Object.freeze([Object.freeze({ blockSize: 512 })]),
			list: Object.freeze([Object.freeze({ blocks: 976773168, used: 195354633, controllers: Object.freeze([0x00]) })]),
		}),
		firmware: Object.freeze({ slots: Object.freeze([Object.freeze({ revision: "1.0.0" })]), active: 1 }),
	}),
	pldm: Object.freeze({
		updated: "2026-01-02T03:04:05Z",
		events: Object.freeze({ count: 4, size: 32 }),
		replays: 2,
		entities: Object.freeze([Object.freeze({ id: "drive", type: 68, name: "NVMe drive" })]),
		numericSensors: Object.freeze([
			Object.freeze({
				id: 1,
				name: "Composite temperature",
				entity: "drive",
				unit: "degreesC",
				dataSize: "sint16",
				range: Object.freeze({ nominal: 40, normalMax: 65, normalMin: 0 }),
				thresholds: Object.freeze({ upperWarning: 70, upperCritical: 80, upperFatal: 90, lowerWarning: -5 }),
				hysteresis: 2,
				source: "drive.temperature",
			}),
			Object.freeze({
				id: 2,
				name: "Available spare",
				entity: "drive",
				unit: "percentage",
				dataSize: "uint8",
				thresholds: Object.freeze({ lowerWarning: 10, lowerCritical: 5 }),
				source: "drive.spare",
			}),
			Object.freeze({
				id: 3,
				name: "Life used",
				entity: "drive",
				unit: "percentage",
				dataSize: "uint8",
				thresholds: Object.freeze({ upperWarning: 90, upperCritical: 100 }),
				source: "drive.used",
			}),
		]),
		stateSensors: Object.freeze([
			Object.freeze({
				id: 4,
				name: "Health",
				entity: "drive",
				fields: Object.freeze([Object.freeze({ set: 1, possible: Object.freeze([0x01, 0x02, 0x03, 0x04]) })]),
				source: "drive.health",
			}),
		]),
		fru: Object.freeze({
			records: Object.freeze([
				Object.freeze({
					set: 1,
					entity: "drive",
					general: Object.freeze([
						Object.freeze({ field: "manufacturer", text: "Example" }),
						Object.freeze({ field: "model", text: "Example NVMe drive" }),
					]),
				}),
			]),
		}),
	}),
});
