// SPDX-License-Identifier: Apache-2.0
// Compiled from power-supply.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "powerSupply",
	description: "A power supply: readings and inventory by PMBus, beside MCTP on the same I2C address.",
	identity: Object.freeze({ manufacturer: "Example", product: "Power supply" }),
	vendor: Object.freeze({ services: Object.freeze({ echo: true }) }),
	pmbus: Object.freeze({
		commands: Object.freeze([
			Object.freeze({ code: 0, name: "PAGE", byte: 0, writable: true }),
			Object.freeze({ code: 1, name: "OPERATION", byte: 128, writable: true }),
			Object.freeze({ code: 3, name: "CLEAR_FAULTS", send: true }),
			Object.freeze({ code: 25, name: "CAPABILITY", byte: 160 }),
			Object.freeze({ code: 32, name: "VOUT_MODE", byte: 23 }),
			Object.freeze({ code: 64, name: "VOUT_OV_FAULT_LIMIT", word: 6912, writable: true }),
			Object.freeze({ code: 120, name: "STATUS_BYTE", byte: 0 }),
			Object.freeze({ code: 121, name: "STATUS_WORD", word: 0 }),
			Object.freeze({ code: 136, name: "READ_VIN", linear11: 230 }),
			Object.freeze({ code: 137, name: "READ_IIN", linear11: 2.1 }),
			Object.freeze({ code: 139, name: "READ_VOUT", word: 6144 }),
			Object.freeze({ code: 140, name: "READ_IOUT", linear11: 36.5 }),
			Object.freeze({ code: 141, name: "READ_TEMPERATURE_1", linear11: 41 }),
			Object.freeze({ code: 144, name: "READ_FAN_SPEED_1", linear11: 5400 }),
			Object.freeze({ code: 150, name: "READ_POUT", linear11: 438 }),
			Object.freeze({ code: 151, name: "READ_PIN", linear11: 483 }),
			Object.freeze({ code: 152, name: "PMBUS_REVISION", byte: 51 }),
			Object.freeze({ code: 153, name: "MFR_ID", text: "Example" }),
			Object.freeze({ code: 154, name: "MFR_MODEL", text: "PS-438" }),
			Object.freeze({ code: 155, name: "MFR_REVISION", text: "A1", writable: true }),
		]),
	}),
});
