// SPDX-License-Identifier: Apache-2.0
import { Fault, Figure, ResetReason, type Health } from "../../modules/device/health.js";
import clock from "./clock.js";

/** Of this process, which counts nothing but time, and whose end nobody survives. */
const health: Health = Object.freeze({
	reset: ResetReason.powerOn,
	fault: Fault.none,
	text: "",
	figure: (figure: number) => (Figure.uptime === figure ? clock() >>> 0 : undefined),
	fail() {},
});

export default health;
