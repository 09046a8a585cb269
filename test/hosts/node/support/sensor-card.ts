// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import bundle from "./bundle.js";
import { folder } from "./device.js";
import Run from "./run.js";

/** A sensor card in a process of its own: the command line's program, and the paths of its line and of its control socket. */
export default async function sensorCard(...options: string[]) {
	const program = bundle();
	const path = join(folder(), "serial");
	const control = join(folder(), "control");
	const places = ["--serial", `listen:unix:${path}`, "--control", `listen:unix:${control}`];
	const start = async () => {
		const device = new Run(program, "device", "--profile", "sensor-card", ...places, ...options);
		await device.until("serial0 listens on ");
		return device;
	};
	let device = await start();
	/** The card is unplugged, and comes back as it was at first. */
	const replug = async () => {
		device.process.kill("SIGTERM");
		await device.status;
		device = await start();
	};
	return { program, path, control, device, replug };
}
