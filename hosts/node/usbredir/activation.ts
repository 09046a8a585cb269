// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../../../modules/activation/activation.js";
import { choice, none, nothing, record, whole } from "../../../modules/activation/schema.js";
import { usbredirStates, type UsbredirState } from "./states.js";

/** A USB device that can be plugged and unplugged. */
interface Pluggable {
	readonly state: UsbredirState;
	/** By name. */
	readonly counters: Readonly<Record<string, number>>;
	plug(): void;
	unplug(): void;
}

/** The table by which a USB device is operated. */
function usbredirActivation(name: string, link: Pluggable): Activation {
	return {
		name,
		description: "The USB device",
		methods: {
			state: method({
				description: "What has become of the device: waiting for a peer, told to it, configured by the USB host",
				parameters: none,
				result: choice("configured: packets can pass", usbredirStates),
				run: () => link.state,
			}),
			counters: method({
				description: "What became of packets in USB transfers (DSP0283)",
				parameters: none,
				result: record("by name", whole("how often; skipped: bytes", 0, 0xffffffff)),
				run: () => link.counters,
			}),
			plug: method({
				description: "Plugs the device in, as it is from the beginning",
				parameters: none,
				result: nothing,
				run() {
					link.plug();
					return null;
				},
			}),
			unplug: method({
				description: "Unplugs the device: the guest loses it, the connection to QEMU stays",
				parameters: none,
				result: nothing,
				run() {
					link.unplug();
					return null;
				},
			}),
		},
	};
}

export default usbredirActivation;
