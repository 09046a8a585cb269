// SPDX-License-Identifier: Apache-2.0
import { method, type Activation } from "../../../modules/activation/activation.js";
import { flag, list, none, nothing, object, whole } from "../../../modules/activation/schema.js";
import I2cPort from "../../../modules/binding/i2c/port.js";
import Model from "../../../modules/device/device.js";
import type { Profile } from "../../../modules/device/profile.js";
import type Endpoint from "../../../modules/mctp/endpoint.js";
import registry from "../../common/registry.js";
import clock from "../clock.js";
import deviceUuid, { serialNumberOf } from "../identity.js";
import Loop from "../loop.js";
import Bus from "./bus.js";
import BusDriver from "./driver.js";
import { i2cPort } from "./link.js";
import RealTime from "./real-time.js";

/** What is in a slot: an endpoint with the echo service. */
const profile: Profile = Object.freeze({
	name: "slot",
	description: "An endpoint in a slot of a backplane.",
	vendor: Object.freeze({ services: Object.freeze({ echo: true }) }),
});

/** One slot, with an endpoint in it or none. */
class Slot {
	readonly address: number;
	readonly endpoint: Endpoint;
	readonly loop = new Loop();
	plugged = true;
	readonly #driver: BusDriver;
	readonly #port: I2cPort;

	constructor(bus: Bus, address: number, uuid: string) {
		const { loop } = this;
		const model = new Model({
			profile,
			ports: [i2cPort(loop, 1, 0, { address })],
			factories: registry,
			unique: { uuid, serialNumber: serialNumberOf(uuid) },
		});
		this.address = address;
		this.endpoint = model.endpoint;
		this.#driver = new BusDriver(bus, { frames: 16 });
		this.#port = new I2cPort(model.front, 0, this.#driver, { address });
		loop.add(this.#port);
		loop.start(model.front);
	}

	plug(plugged: boolean): void {
		if (plugged === this.plugged) return;
		this.plugged = plugged;
		if (plugged) this.#driver.plug();
		else {
			this.#driver.unplug();
			this.#port.reset(clock());
		}
		this.endpoint.link(0, clock(), plugged);
		this.loop.wake();
	}
}

/** The slots of a backplane, on an I2C bus inside the device. */
class Slots {
	readonly bus = new Bus({ timeline: new RealTime(), speed: 0 });
	readonly #slots: readonly Slot[];

	/** `count` of them, the first at `firstAddress`; `name` tells those of one device from those of another. */
	constructor(name: string, count: number, firstAddress: number) {
		this.#slots = Array.from(
			{ length: count },
			(_, index) => new Slot(this.bus, firstAddress + index, deviceUuid(`${name} slot ${index}`)),
		);
	}

	close(): void {
		for (const { loop } of this.#slots) loop.close();
	}

	activation(): Activation {
		const slots = this.#slots;
		const slot = whole("number of the slot", 0, slots.length - 1);
		const plugged = flag("an endpoint is in it");
		return {
			name: "slots",
			description: "Slots behind the bridge, each with an endpoint that can be plugged and unplugged.",
			methods: {
				list: method({
					description: "All slots, with the EIDs of the endpoints in them.",
					parameters: none,
					result: list("slots", object({ slot, address: whole("7-bit address", 0, 0x7f), eid: whole("EID; 0: none", 0, 0xff), plugged })),
					run: () =>
						slots.map(({ address, endpoint, plugged: present }, index) => ({
							slot: index,
							address,
							eid: endpoint.port(0).eid,
							plugged: present,
						})),
				}),
				plug: method({
					description: "Plugs an endpoint into a slot.",
					parameters: object({ slot }),
					result: nothing,
					run({ slot: index }) {
						slots[index].plug(true);
						return null;
					},
				}),
				unplug: method({
					description: "Takes the endpoint out of a slot.",
					parameters: object({ slot }),
					result: nothing,
					run({ slot: index }) {
						slots[index].plug(false);
						return null;
					},
				}),
			},
		};
	}
}

export default Slots;
