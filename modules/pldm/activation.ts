// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../activation/activation.js";
import { nothing, number, object, whole } from "../activation/schema.js";
import type Platform from "./platform/platform.js";

export default function pldmActivation(platform: Platform): Activation {
	return {
		name: "pldm",
		description: "The PLDM terminus",
		methods: {
			setSensor: method({
				description: "Gives a numeric sensor a reading, as its hardware would",
				parameters: object({ id: whole("sensor id", 1, 0xfffe), value: number("in units of the sensor", -1e12, 1e12) }),
				result: nothing,
				run({ id, value }, now) {
					const sensor = platform.numericSensors.get(id);
					if (undefined === sensor) throw new RangeError(`there is no numeric sensor ${id}`);
					sensor.update(value, now);
					return null;
				},
			}),
		},
	};
}
