// SPDX-License-Identifier: Apache-2.0
// I2CTarget and UsbFunction while interrupts arrive all the time, at any instruction: opened, used, closed, forgotten, their callbacks throwing or closing them, garbage collected, machines deleted.
import { collect, collections, print } from "host";
import I2CTarget from "../../../hosts/common/i2c/target.js";
import UsbFunction from "../../../hosts/common/usb/function.js";
import Descriptors, { Speed } from "../../../modules/usb/descriptors.js";
import { bus } from "./fixtures/board.js";
import equal from "./fixtures/equal.js";
import { misuses as misusesOfI2c, open } from "./fixtures/i2c-bus.js";
import { begin, end, tenant } from "./fixtures/interrupts.js";
import "./fixtures/tenant.js";
import { connected, deliver, misuses as misusesOfUsb } from "./fixtures/usb-host.js";

const rounds = 60;
const machines = 10;
const most = 1_000_000;
/** What comes before a round ends. */
const enough = 6;

const { memory: descriptors } = new Descriptors({ speed: Speed.full, serialNumber: "7" });
let memory: Uint8Array;
let counts: Record<"frames" | "packets" | "links" | "transfers" | "thrown" | "late", number>;
/** Kept, so that what was allocated before it can be garbage. */
let garbage: object | undefined;

/** What is thrown at some of the calls. */
class Thrown extends Error {}

export default function lifetimes(): void {
	memory = new Uint8Array(600);
	counts = { frames: 0, packets: 0, links: 0, transfers: 0, thrown: 0, late: 0 };
	begin();
	for (let round = 0; round < rounds; round++) {
		rest(round);
		equal(open(), 0, "chips in use");
		equal(connected(), false, "connected");
	}
	for (let machine = 0; machine < machines; machine++) {
		equal(tenant("test/xs/programs/fixtures/tenant"), "done", "a machine");
		equal(open(), 0, "chips in use after a machine");
		equal(connected(), false, "connected after a machine");
	}
	end();
	equal(counts.late, 0, "callbacks after close");
	equal(misusesOfI2c() + misusesOfUsb(), 0, "what the manual forbids");
	for (const [name, count] of Object.entries(counts)) if ("late" !== name) equal(count > 0, true, name);
	equal(collections() > 0, true, "collections");
	print(`${rounds} instances of each, ${machines} machines`);
}

/** Opens both, has them work, and closes them: once or twice, or in a callback. */
function rest(round: number): void {
	const closes = 1 === round % 5;
	let closed = false;
	let transfers = 0;
	let frames = 0;
	let packets = 0;
	const count = (name: keyof typeof counts) => {
		counts[closed ? "late" : name]++;
		if (0 === round % 3 && 2 === counts[name] % 5) {
			counts.thrown++;
			throw new Thrown(name);
		}
	};
	const close = () => {
		closed = true;
		i2c.close();
		usb.close();
	};
	const i2c: I2CTarget = new I2CTarget({
		...bus,
		address: 0x1d,
		onReadable() {
			equal(this === i2c, true, "this");
			for (let length: number | undefined; undefined !== (length = this.read(memory, 0)); frames++) {
				equal(length, 3, "bytes of a frame");
				equal(memory[1] ^ memory[2], 0xff, "its bytes");
			}
			count("frames");
			if (closes && frames > enough) close();
		},
		onWritable() {
			transfers--;
			count("transfers");
		},
	});
	const usb: UsbFunction = new UsbFunction({
		descriptors,
		onReadable() {
			for (let length: number | undefined; undefined !== (length = usb.read(memory, 0, 251)); packets++) {
				equal(length, 7, "bytes of a packet");
				equal(memory[5] ^ memory[6], 0xff, "its bytes");
			}
			count("packets");
		},
		onLink: () => count("links"),
	});
	for (let turn = 0; !closed && (closes || frames < enough || packets < enough); turn++) {
		if (turn > most) throw new Error(`round ${round}: ${frames} frames, ${packets} packets`);
		try {
			deliver();
			if (closed) break;
			if (0 === transfers) {
				transfers++;
				memory[0] = 0x20;
				i2c.write(memory, 0, 1 + (turn % 3), 0x10, turn % 4);
			}
			if (usb.room() > 0) usb.write(memory, 0, 4 + (turn % 247));
		} catch (error) {
			if (!(error instanceof Thrown)) throw error;
		}
		garbage = { before: turn % 50 ? garbage : undefined, turn };
	}
	if (0 === round % 4) collect();
	close();
	if (0 === round % 2) close();
	for (let turn = 0; turn < 10; turn++) equal(deliver(), false, "a message after close");
}
