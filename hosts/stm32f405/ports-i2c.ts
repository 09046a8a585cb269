// SPDX-License-Identifier: Apache-2.0
import BoardI2c from "../common/i2c/port.js";
import type { PlatformPort } from "../common/port.js";

/** I2C1, as pins are numbered here: port * 16 + pin. */
const bus = Object.freeze({ name: "i2c1", network: 1, clock: 16 + 6, data: 16 + 7, hz: 100_000 });

/** The endpoint on I2C alone. */
export default function open(wake: () => void): readonly PlatformPort[] {
	return [new BoardI2c({ ...bus, address: address(), wake })];
}

/** That the image was built with. */
function address(this: void): number {
	return native("xs_board_i2c_address").call(this);
}
