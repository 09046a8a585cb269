// SPDX-License-Identifier: Apache-2.0
import type Log from "../log.js";
import type { TracedPacket } from "./packet.js";
import { enhancedPacket, interfaceDescription, sectionHeader } from "./pcapng-writer.js";
import Sink from "./sink.js";

/** A port in the file, and how many of its packets did not fit since the last one that did. */
interface Interface {
	readonly index: number;
	lost: number;
}

/**
 * Packets as a pcapng file that Wireshark reads, also while it is being written: one interface for each port, direction
 * and reason of a drop as flags and comment of the packet. If it cannot be written any more it ends with a message, and
 * nothing else does.
 */
class PcapngTrace {
	readonly #sink: Sink;
	readonly #interfaces = new Map<string, Interface>();
	#failed = false;

	/** `path`: a file, which is overwritten, a named pipe, or "-" for standard output. Throws an error for the person. */
	constructor(path: string, application: string, log: Log) {
		const name = "-" === path ? "standard output" : path;
		try {
			this.#sink = new Sink(path, (error) => {
				this.#failed = true;
				log.warn(`trace: cannot write to ${name} any more: ${error.message}; the trace ends here`);
			});
		} catch (error) {
			throw new Error(`cannot write a trace to ${name}: ${(error as Error).message}`, { cause: error });
		}
		this.#sink.write(sectionHeader(application));
	}

	/** Takes a packet, for `follow`. */
	readonly add = (packet: TracedPacket): void => {
		if (this.#failed) return;
		const port = this.#interface(packet.port ?? "");
		if (undefined === port) return;
		if (this.#sink.write(enhancedPacket(port.index, packet, port.lost))) port.lost = 0;
		else port.lost++;
	};

	close(): Promise<void> {
		return this.#sink.close();
	}

	/** The interface of a port; undefined: its description has no room now. */
	#interface(name: string): Interface | undefined {
		const known = this.#interfaces.get(name);
		if (undefined !== known || !this.#sink.write(interfaceDescription(name))) return known;
		const made = { index: this.#interfaces.size, lost: 0 };
		this.#interfaces.set(name, made);
		return made;
	}
}

export default PcapngTrace;
