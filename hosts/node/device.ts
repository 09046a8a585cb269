// SPDX-License-Identifier: Apache-2.0
import type { Activation } from "../../modules/activation/activation.js";
import deviceActivation from "../../modules/device/activation.js";
import Model from "../../modules/device/device.js";
import type { Profile } from "../../modules/device/profile.js";
import type Endpoint from "../../modules/mctp/endpoint.js";
import I2cPort from "../../modules/binding/i2c/port.js";
import { bridgeRequests, limits } from "../../modules/control/bridge-factory.js";
import type { Storage } from "../../modules/device/storage.js";
import registry from "../common/registry.js";
import health from "./health.js";
import deviceUuid, { serialNumberOf } from "./identity.js";
import BusDriver from "./i2c/driver.js";
import { i2cPort, ownerAddress } from "./i2c/link.js";
import Slots from "./i2c/slots.js";
import type { Line } from "./line/line.js";
import { formatTarget } from "./line/target.js";
import type { I2cAttachment, Link, TransportName, UsbSpeed } from "./link.js";
import type Log from "./log.js";
import Loop from "./loop.js";
import { defaultProfile } from "./profiles/built-in.js";
import Decoder from "./trace/decoder.js";
import { formatPacket } from "./trace/format.js";
import { followPackets, type PacketListener } from "./trace/packet.js";
import { transports } from "./transports.js";
import { virtualPort, type VirtualEnd } from "./virtual-link.js";

/** A line, and what goes over it. */
export interface Attachment {
	readonly transport: TransportName;
	readonly line: Line;
	readonly i2c?: I2cAttachment;
}

export interface DeviceOptions {
	/** Tells devices of one process apart; "": there is only this one. */
	name?: string;
	/** What the device is; by default an endpoint with test services. */
	profile?: Profile;
	/** Where bus owners are, each in a network of its own. */
	attachments: readonly Attachment[];
	/** Static EID on all lines; 0: the bus owner assigns one. */
	eid: number;
	/** Goes before that of the profile. Where both are left out, one is made from the name of this machine, and the lines. */
	uuid?: string;
	/** The highest that its USB devices have; high */
	usbSpeed?: UsbSpeed;
	/** What outlives the process, by name; nothing */
	storage?: ((name: string) => Storage) | undefined;
	log: Log;
}

/** Largest message in either direction, from the message type byte on: 64 KiB of data and the headers before it. */
export const messageSize = 65536 + 64;
/** Sizes of the endpoint, for a profile that says nothing of them: this machine has memory enough. */
const memory = Object.freeze({
	slots: 8,
	slotsPerSource: 8,
	exchanges: 64,
	messageSize,
	largeAnswers: 8,
	requests: 4,
	requestSize: messageSize,
});

/** What a bridge has more: a place for each EID, and room for bursts of packets that it carries. */
const bridgeMemory = Object.freeze({ routes: 128, forwardFrames: 64, requests: 1 + bridgeRequests });
/** Attempts of a bridge after one that was not acknowledged (PN2, DSP0237 table 8). */
const bridgeRetries = 12;

/** A virtual device: what a profile describes, on its links, and on one more to a bus owner in this process. */
class Device {
	readonly loop = new Loop();
	readonly endpoint: Endpoint;
	readonly links: readonly Link[];
	/** Where a virtual link can end. */
	readonly virtualEnd: VirtualEnd;
	readonly #model: Model;
	readonly #names: readonly string[];
	readonly #slots: Slots | undefined = undefined;

	constructor(options: DeviceOptions) {
		const { name = "", profile = defaultProfile, attachments, eid, usbSpeed, log } = options;
		const { loop } = this;
		const names = attachments.map(({ transport }, port) => {
			return `${transport}${attachments.slice(0, port).filter((other) => other.transport === transport).length}`;
		});
		const bridge = bridgeOf(profile);
		/* The links of a bridge are one network, and so is the bus inside it. */
		const networkOf = (index: number) => (undefined === bridge ? index + 1 : 1);
		const ports = attachments.map(({ transport, i2c }, index) => transports[transport].port(loop, networkOf(index), eid, i2c));
		const slots = bridge?.slots ?? 0;
		if (slots > 0) {
			this.#slots = new Slots(name, slots, bridge?.firstAddress ?? limits.firstAddress);
			ports.push(i2cPort(loop, 1, eid, { address: ownerAddress }));
			names.push("slots");
		}
		const virtual = ports.length;
		const fallback = deviceUuid([name, ...attachments.map(({ line }) => formatTarget(line.target))].filter(Boolean).join(" "));
		const uuid = options.uuid ?? profile.identity?.uuid ?? fallback;
		const model = new Model({
			profile: { ...profile, identity: { ...profile.identity, uuid } },
			ports: [...ports, virtualPort(loop, virtual + 1)],
			factories: registry,
			unique: { uuid, serialNumber: serialNumberOf(uuid) },
			health,
			memory: undefined === bridge ? memory : { ...memory, ...bridgeMemory },
			sharedEid: undefined !== bridge,
			storage: options.storage ?? (() => undefined),
			...("" === name ? {} : { name }),
		});
		const { endpoint, front, identity, target } = model;
		this.#model = model;
		this.endpoint = endpoint;
		this.virtualEnd = { loop, endpoint, port: virtual };
		this.links = attachments.map(({ transport, line, i2c }, port) => {
			const path = [name, names[port]].filter(Boolean).join(".");
			return transports[transport].link({ name: path, packets: front, loop, port, line, log, identity, usbSpeed, i2c, target });
		});
		if (undefined !== this.#slots)
			loop.add(
				new I2cPort(front, virtual - 1, new BusDriver(this.#slots.bus, { frames: 16 }), { address: ownerAddress, retries: bridgeRetries }),
			);
		this.#names = names;
		if (log.debugging) this.#trace(log);
		loop.start(front);
	}

	/** Opens all lines. Rejects if one cannot be opened; the others are closed again then. */
	async open(): Promise<void> {
		try {
			for (const link of this.links) await link.open();
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		await Promise.all(this.links.map((link) => link.close()));
		this.#slots?.close();
		this.loop.close();
	}

	/** How the device is operated. */
	activation(): Activation {
		const { children = [], ...own } = deviceActivation(this.#model, [...this.#names, "virtual"]);
		const links = this.links.flatMap((link, index) => link.activation?.(this.#names[index]) ?? []);
		return { ...own, children: [...children, ...links, ...(this.#slots ? [this.#slots.activation()] : [])] };
	}

	/** Tells of all packets on the lines, not the hundreds of the demonstration, until the returned function is called. */
	follow(listener: PacketListener): () => void {
		return followPackets(
			this.endpoint,
			this.links.map(({ name }) => name),
			listener,
		);
	}

	#trace(log: Log): void {
		const decoder = new Decoder();
		this.follow((packet) => log.debug(formatPacket(decoder.decode(packet))));
	}
}

/** What a profile says of a bridge; undefined: it is none. */
function bridgeOf({ control }: Profile): BridgeSection | undefined {
	return (control as { bridge?: BridgeSection } | undefined)?.bridge;
}

interface BridgeSection {
	readonly slots?: number;
	readonly firstAddress?: number;
}

export default Device;
