// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../../modules/device/profile.js";

/** A device that no board has by itself: what it says shows that the build took this profile. */
const profile: Profile = Object.freeze({
	name: "mine",
	identity: Object.freeze({ uuid: "00112233-4455-6677-8899-aabbccddeeff" }),
	memory: Object.freeze({
		slots: 1,
		slotsPerSource: 1,
		messageSize: 64,
		exchanges: 4,
		answerSize: 64,
		largeAnswers: 1,
		requests: 1,
		requestSize: 64,
	}),
});

export default profile;
