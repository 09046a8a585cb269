// SPDX-License-Identifier: Apache-2.0
// Compiled from sensor-card.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "sensorCard",
	description: "An add-in card with sensors, effecters and inventory: PLDM for platform monitoring, and FRU data.",
	identity: Object.freeze({
		manufacturer: "Example",
		product: "Sensor card",
		usb: Object.freeze({
			vendorId: 4617,
			productId: 1,
			release: 256,
		}),
	}),
	vendor: Object.freeze({
		services: Object.freeze({
			echo: true,
		}),
	}),
	pldm: Object.freeze({
		updated: "2026-01-02T03:04:05Z",
		entities: Object.freeze([
			Object.freeze({
				id: "card",
				type: 68,
				name: "Sensor card",
				names: Object.freeze([
					Object.freeze({
						language: "de",
						name: "Sensorkarte",
					}),
				]),
			}),
			Object.freeze({
				id: "processor",
				type: 135,
				container: "card",
				name: "Processor",
			}),
			Object.freeze({
				id: "fan1",
				type: 93,
				instance: 1,
				container: "card",
			}),
			Object.freeze({
				id: "fan2",
				type: 93,
				instance: 2,
				container: "card",
			}),
			Object.freeze({
				id: "supply",
				type: 120,
				container: "card",
				name: "Regulator",
			}),
		]),
		numericSensors: Object.freeze([
			Object.freeze({
				id: 1,
				name: "Inlet temperature",
				names: Object.freeze([
					Object.freeze({
						language: "de",
						name: "Lufttemperatur am Eingang",
					}),
					Object.freeze({
						language: "ja",
						name: "吸気温度",
					}),
				]),
				entity: "card",
				unit: "degreesC",
				resolution: 0.1,
				accuracy: 1,
				plusTolerance: 5,
				minusTolerance: 5,
				range: Object.freeze({
					nominal: 25,
					normalMax: 40,
					normalMin: 5,
				}),
				thresholds: Object.freeze({
					upperWarning: 45,
					upperCritical: 55,
					upperFatal: 65,
					lowerWarning: 2,
					lowerCritical: -5,
					lowerFatal: -15,
				}),
				hysteresis: 2,
				value: 23.5,
			}),
			Object.freeze({
				id: 2,
				name: "Outlet temperature",
				entity: "card",
				unit: "degreesC",
				resolution: 0.1,
				range: Object.freeze({
					nominal: 35,
					normalMax: 55,
					normalMin: 5,
				}),
				thresholds: Object.freeze({
					upperWarning: 60,
					upperCritical: 70,
				}),
				hysteresis: 2,
				value: 34.2,
			}),
			Object.freeze({
				id: 3,
				name: "Processor temperature",
				entity: "processor",
				unit: "degreesC",
				dataSize: "sint8",
				range: Object.freeze({
					nominal: 60,
					normalMax: 85,
					normalMin: 0,
				}),
				thresholds: Object.freeze({
					upperWarning: 90,
					upperCritical: 100,
					upperFatal: 110,
				}),
				hysteresis: 3,
				manualRearm: true,
				value: 58,
			}),
			Object.freeze({
				id: 4,
				name: "Processor power",
				entity: "processor",
				unit: "watts",
				dataSize: "uint16",
				resolution: 0.25,
				thresholds: Object.freeze({
					upperWarning: 60,
					upperCritical: 75,
				}),
				hysteresis: 1,
				value: 31.5,
			}),
			Object.freeze({
				id: 5,
				name: "Fan 1 speed",
				entity: "fan1",
				unit: "RPM",
				dataSize: "uint16",
				range: Object.freeze({
					nominal: 8000,
					normalMax: 12000,
					normalMin: 3000,
				}),
				thresholds: Object.freeze({
					lowerWarning: 2500,
					lowerCritical: 1500,
					lowerFatal: 500,
				}),
				hysteresis: 100,
				value: 7980,
			}),
			Object.freeze({
				id: 6,
				name: "Fan 2 speed",
				entity: "fan2",
				unit: "RPM",
				dataSize: "uint16",
				range: Object.freeze({
					nominal: 8000,
					normalMax: 12000,
					normalMin: 3000,
				}),
				thresholds: Object.freeze({
					lowerWarning: 2500,
					lowerCritical: 1500,
					lowerFatal: 500,
				}),
				hysteresis: 100,
				value: 8010,
			}),
			Object.freeze({
				id: 7,
				name: "12 V",
				entity: "supply",
				unit: "volts",
				dataSize: "uint16",
				modifier: -3,
				thresholds: Object.freeze({
					upperWarning: 12.6,
					upperCritical: 13.2,
					lowerWarning: 11.4,
					lowerCritical: 10.8,
				}),
				hysteresis: 0.05,
				value: 12.04,
			}),
			Object.freeze({
				id: 8,
				name: "3.3 V",
				entity: "supply",
				unit: "volts",
				dataSize: "uint16",
				modifier: -3,
				thresholds: Object.freeze({
					upperWarning: 3.47,
					upperCritical: 3.63,
					lowerWarning: 3.14,
					lowerCritical: 2.97,
				}),
				value: 3.31,
			}),
			Object.freeze({
				id: 9,
				name: "Current",
				entity: "supply",
				unit: "amps",
				dataSize: "sint32",
				modifier: -3,
				thresholds: Object.freeze({
					upperWarning: 6,
					upperCritical: 8,
				}),
				hysteresis: 0.1,
				value: 3.125,
			}),
			Object.freeze({
				id: 10,
				name: "Energy",
				entity: "supply",
				unit: "joules",
				dataSize: "uint32",
				events: false,
				value: 1500000,
			}),
			Object.freeze({
				id: 11,
				name: "Humidity",
				entity: "card",
				unit: "percentage",
				dataSize: "uint8",
				compact: true,
				thresholds: Object.freeze({
					upperWarning: 85,
				}),
				value: 41,
			}),
			Object.freeze({
				id: 12,
				name: "Corrected errors",
				entity: "processor",
				unit: "correctedErrors",
				dataSize: "uint32",
			}),
		]),
		stateSensors: Object.freeze([
			Object.freeze({
				id: 101,
				name: "Health",
				entity: "card",
				fields: Object.freeze([
					Object.freeze({
						set: 1,
						possible: Object.freeze([0x01, 0x02, 0x03]),
						state: 1,
					}),
				]),
			}),
			Object.freeze({
				id: 102,
				name: "Fans",
				entity: "card",
				fields: Object.freeze([
					Object.freeze({
						set: 13,
						possible: Object.freeze([0x01, 0x02]),
						state: 1,
					}),
					Object.freeze({
						set: 13,
						possible: Object.freeze([0x01, 0x02]),
						state: 1,
					}),
				]),
			}),
			Object.freeze({
				id: 103,
				name: "Link",
				entity: "card",
				fields: Object.freeze([
					Object.freeze({
						set: 33,
						possible: Object.freeze([0x01, 0x02]),
						state: 1,
					}),
				]),
			}),
			Object.freeze({
				id: 104,
				name: "Configuration",
				entity: "processor",
				fields: Object.freeze([
					Object.freeze({
						set: 15,
						possible: Object.freeze([0x01, 0x02, 0x03, 0x04]),
					}),
				]),
			}),
		]),
		numericEffecters: Object.freeze([
			Object.freeze({
				id: 201,
				name: "Fan speed",
				entity: "card",
				unit: "percentage",
				dataSize: "uint8",
				range: Object.freeze({
					nominal: 50,
				}),
				least: 20,
				most: 100,
				value: 50,
				delay: 500,
			}),
		]),
		stateEffecters: Object.freeze([
			Object.freeze({
				id: 202,
				name: "Identify light",
				entity: "card",
				fields: Object.freeze([
					Object.freeze({
						set: 17,
						possible: Object.freeze([0x01, 0x02]),
						state: 2,
					}),
				]),
			}),
		]),
		fru: Object.freeze({
			capacity: 512,
			records: Object.freeze([
				Object.freeze({
					set: 1,
					entity: "card",
					general: Object.freeze([
						Object.freeze({
							field: "manufacturer",
							text: "Example",
						}),
						Object.freeze({
							field: "model",
							text: "Sensor card",
						}),
						Object.freeze({
							field: "partNumber",
							text: "EX-SC-12",
						}),
						Object.freeze({
							field: "serialNumber",
							text: "SC0001",
						}),
						Object.freeze({
							field: "version",
							text: "A1",
						}),
						Object.freeze({
							field: "vendorIana",
							bytes: Object.freeze([0x9c, 0x01, 0x00, 0x00]),
						}),
					]),
				}),
				Object.freeze({
					set: 1,
					encoding: "UTF8",
					oem: Object.freeze({
						iana: 412,
						fields: Object.freeze([
							Object.freeze({
								number: 2,
								text: "Bürostuhl",
							}),
						]),
					}),
				}),
				Object.freeze({
					set: 2,
					entity: "processor",
					general: Object.freeze([
						Object.freeze({
							field: "name",
							text: "Cortex-M4",
						}),
					]),
				}),
			]),
		}),
		oem: Object.freeze([
			Object.freeze({
				iana: 412,
				record: 1,
				data: Object.freeze([0xca, 0xfe]),
			}),
		]),
		events: Object.freeze({
			count: 16,
			size: 64,
		}),
	}),
});
