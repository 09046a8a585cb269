// SPDX-License-Identifier: Apache-2.0
import type { SerialPort } from "serialport";

/** A terminal held open, with its settings. */
export type RawTerminal = Awaited<ReturnType<typeof SerialPort.binding.open>>;

/** Opens a terminal so that all byte values pass unchanged in both directions: raw, no echo, 8 data bits, no parity. */
async function openRaw(path: string, baudRate: number): Promise<RawTerminal> {
	const { SerialPort } = await import("serialport");
	try {
		return await SerialPort.binding.open({ path, baudRate, lock: false });
	} catch (error) {
		throw new Error((error as Error).message.replace(/^Error: /, ""), { cause: error });
	}
}

export default openRaw;
