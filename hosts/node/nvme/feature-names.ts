// SPDX-License-Identifier: Apache-2.0
import { features } from "../../../modules/nvme-mi/model/features.js";

/** Features that only other drives have (NVMe Base 2.1, figure 385; NVM Command Set 1.1, figure 91). */
const ofOthers: Readonly<Record<number, string>> = Object.freeze({
	0x03: "LBA Range Type",
	0x0c: "Autonomous Power State Transition",
	0x0d: "Host Memory Buffer",
	0x0f: "Keep Alive Timer",
	0x10: "Host Controlled Thermal Management",
	0x11: "Non-Operational Power State Config",
	0x12: "Read Recovery Level Config",
	0x13: "Predictable Latency Mode Config",
	0x14: "Predictable Latency Mode Window",
	0x15: "LBA Status Information Report Interval",
	0x16: "Host Behavior Support",
	0x18: "Endurance Group Event Configuration",
	0x19: "I/O Command Set Profile",
	0x1a: "Spinup Control",
	0x7d: "Enhanced Controller Metadata",
	0x7e: "Controller Metadata",
	0x7f: "Namespace Metadata",
	0x81: "Host Identifier",
	0x82: "Reservation Notification Mask",
	0x83: "Reservation Persistence",
	0x84: "Namespace Write Protection Config",
});

/** What people call a feature. */
export function featureName(id: number): string | undefined {
	return features.find((each) => each.id === id)?.name ?? ofOthers[id];
}
