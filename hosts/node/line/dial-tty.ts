// SPDX-License-Identifier: Apache-2.0
import { closeSync, constants, openSync } from "node:fs";
import { ReadStream } from "node:tty";
import type { Dial } from "./dialled.js";
import openRaw from "./raw.js";

const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;

/** Opens a serial port, which may be unplugged and plugged in again. */
function dialTty(path: string, baudRate: number): Dial {
	return async () => {
		const settings = await openRaw(path, baudRate);
		const fd = openSync(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
		try {
			/* Not the serialport package's stream, which spins on a port unplugged while bytes arrive. */
			return new ReadStream(fd);
		} finally {
			closeSync(fd); /* the stream has opened the terminal anew */
			await settings.close();
		}
	};
}

export default dialTty;
