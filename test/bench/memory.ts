// SPDX-License-Identifier: Apache-2.0
import type { Figure } from "./figure.js";
import Program from "./program.js";

const counts = [1, 16, 64];

/** Memory of devices, many in one process each; `program` is `devices.ts`. */
async function* measureMemory(program: string): AsyncGenerator<Figure> {
	const read = async (count: number) => {
		const output = await new Program("--expose-gc", program, String(count)).output();
		return JSON.parse(output) as { heap: number; arrays: number; rss: number };
	};
	const none = await read(0);
	for (const count of counts) {
		const { heap, arrays, rss } = await read(count);
		const each = (value: number) => (value / count / 1024).toFixed(0);
		yield {
			name: `memory of a device, ${count} in the process`,
			value: (rss - none.rss) / count / 1024,
			unit: "KiB",
			detail: `resident; heap ${each(heap - none.heap)} KiB, arrays ${each(arrays - none.arrays)} KiB; the process ${(rss / 1048576).toFixed(0)} MiB`,
		};
	}
}

export default measureMemory;
