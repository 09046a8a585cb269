// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import bundle from "./bundle.js";
import { folder } from "./device.js";
import Run from "./run.js";

/** A sensor card in a process of its own: the command line's program, and the paths of its line and of its control socket. */
export default async function sensorCard() {
	const program = bundle();
	const path = join(folder(), "serial");
	const control = join(folder(), "control");
	const places = ["--serial", `listen:unix:${path}`, "--control", `listen:unix:${control}`];
	const device = new Run(program, "device", "--profile", "sensor-card", ...places);
	await device.until("serial0 listens on ");
	return { program, path, control };
}
