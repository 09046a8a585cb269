// SPDX-License-Identifier: Apache-2.0
// Compiled from faulty.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "faulty",
	description: "An endpoint with the test services, silent for two seconds at first, then slow and lossy; the same losses at every start.",
	vendor: Object.freeze({ services: Object.freeze({ echo: true, bench: true }) }),
	faults: Object.freeze([
		Object.freeze({ kind: "silence", milliseconds: 2000 }),
		Object.freeze({ kind: "delay", milliseconds: 20, direction: "transmit", type: 126 }),
		Object.freeze({ kind: "drop", rate: 0.05, seed: 1, direction: "receive", type: 126 }),
		Object.freeze({ kind: "corrupt", rate: 0.02, seed: 2, direction: "transmit", type: 126, position: 12 }),
		Object.freeze({ kind: "duplicate", rate: 0.02, seed: 3, direction: "receive" }),
	]),
});
