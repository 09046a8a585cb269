// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import measureDrive from "./drive.js";
import type { Figure } from "./figure.js";
import measureMemory from "./memory.js";
import measureSockets from "./sockets.js";
import measureStart from "./start.js";

/** What the device takes as a program of `programs`: time over sockets, `seconds` for each figure, time to start, memory. */
export async function* measureHost(programs: string, seconds: number): AsyncGenerator<Figure> {
	const program = join(programs, "mctp-xs.js");
	yield* measureSockets(program, "serial", seconds);
	yield* measureSockets(program, "usbredir", seconds);
	yield* measureDrive(program, seconds);
	yield* measureStart(program);
	yield* measureMemory(join(programs, "devices.js"));
}
