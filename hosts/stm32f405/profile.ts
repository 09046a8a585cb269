// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../../modules/device/profile.js";

/** What the firmware is, unless the build is given another profile: messages up to 2 KiB, one of several packets at a time. */
const profile: Profile = Object.freeze({
	name: "endpoint",
	description: "An endpoint with the echo service of stock Linux tools, and diagnostics.",
	memory: Object.freeze({
		slots: 1,
		slotsPerSource: 1,
		messageSize: 2056,
		exchanges: 6,
		answerSize: 128,
		largeAnswers: 1,
		requests: 1,
		requestSize: 64,
	}),
	vendor: Object.freeze({ services: Object.freeze({ echo: true, diagnostics: true }) }),
});

export default profile;
