// SPDX-License-Identifier: Apache-2.0
// Compiled from backplane.json with "mctp-xs profile compile": change that file, and compile it again.
export default Object.freeze({
	name: "backplane",
	description: "A bridge with 24 slots behind it, in each an endpoint that can be plugged and unplugged.",
	memory: Object.freeze({ slots: 8, exchanges: 32, requests: 3, routes: 64, forwardFrames: 128 }),
	control: Object.freeze({ bridge: Object.freeze({ pool: 24, firstAddress: 32, lastAddress: 55, slots: 24 }) }),
	vendor: Object.freeze({ services: Object.freeze({ echo: true }) }),
});
