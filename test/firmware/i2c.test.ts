// SPDX-License-Identifier: Apache-2.0
// The images with the I2C driver on a model of the peripheral: literal frames, and a Linux kernel's mctp-i2c, on its bus.
import type { Socket } from "node:net";
import { describe, expect, inject, test } from "vitest";
import { FrameKind, frameOf, FrameParser } from "../../hosts/node/i2c/frames.js";
import { Emulator } from "./emulator.js";
import { onI2c } from "./images.js";
import { running, runningWithLinux } from "./running.js";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** The other end of the bus. */
class Bus {
	readonly #socket: Socket;
	readonly #frames: { kind: number; bytes: string }[] = [];
	#arrived = () => {};

	constructor(socket: Socket) {
		this.#socket = socket;
		const parser = new FrameParser((kind, body) => {
			this.#frames.push({ kind, bytes: hex(body) });
			if (FrameKind.write === kind) socket.write(frameOf(FrameKind.acknowledged));
		});
		socket.on("data", (bytes: Buffer) => {
			expect(parser.add(bytes)).toBe(true);
			this.#arrived();
		});
	}
	send(kind: number, bytes: string): void {
		this.#socket.write(frameOf(kind, Buffer.from(bytes, "hex")));
	}
	/** The next frame. */
	async next(limit = 60_000): Promise<{ kind: number; bytes: string }> {
		for (const end = Date.now() + limit; 0 === this.#frames.length;) {
			if (Date.now() > end) throw new Error("no frame came");
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, 100);
				this.#arrived = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		return this.#frames.shift()!;
	}
	/** Writes until somebody acknowledges: a board that starts has no address yet. */
	async write(bytes: string): Promise<void> {
		for (const end = Date.now() + 120_000; ;) {
			this.send(FrameKind.write, bytes);
			try {
				if (FrameKind.acknowledged === (await this.next(500)).kind) return;
			} catch (error) {
				if (Date.now() > end) throw error;
			}
		}
	}
	close(): void {
		this.#socket.destroy();
	}
}

describe.each(onI2c)("literal frames, %s", (image) => {
	const emulator = new Emulator(image);
	const i2c = running(
		emulator,
		inject("withoutImage")[image],
		async () => new Bus(await emulator.bus()),
		(bus) => bus.close(),
	);

	/** To Get Endpoint ID, by packet sequence number. */
	const answers = [
		"200f0c3b010800c00000020000000002",
		"200f0c3b010800d00000020000000035",
		"200f0c3b010800e0000002000000006c",
		"200f0c3b010800f0000002000000005b",
	];

	// DSP0237 6.3, DSP0236 12.4: from EID 8 at address 10 to the null EID at address 1D
	test("Get Endpoint ID is acknowledged and answered", async () => {
		await i2c.attached.write("3a0f0821010008c800800256");
		expect(await i2c.attached.next()).toEqual({ kind: FrameKind.write, bytes: answers[0] });
	});
	test("an address that nobody has is not acknowledged", async () => {
		i2c.attached.send(FrameKind.write, "3c0f0821010008c800800256");
		expect(await i2c.attached.next()).toEqual({ kind: FrameKind.refused, bytes: "" });
	});
	test("a frame with a wrong error code is acknowledged, and not answered; the next one is", async () => {
		await i2c.attached.write("3a0f0821010008c800800257");
		await i2c.attached.write("3a0f0821010008c800800256");
		expect((await i2c.attached.next()).bytes).toBe(answers[1]);
	});
	test("a read of what nobody serves gets FF, the clock stretched meanwhile", async () => {
		i2c.attached.send(FrameKind.read, "3b00028b");
		expect(await i2c.attached.next()).toEqual({ kind: FrameKind.data, bytes: "ffff" });
	});
	test("200 requests in a row", async () => {
		for (let index = 0; index < 200; index++) {
			i2c.attached.send(FrameKind.write, "3a0f0821010008c800800256");
			expect((await i2c.attached.next()).kind).toBe(FrameKind.acknowledged);
			expect((await i2c.attached.next()).bytes).toBe(answers[(2 + index) % 4]);
		}
	});
});

describe.each(onI2c)("as a device of Linux, %s", (image) => {
	const skipped = inject("withoutImage")[image] ?? inject("withoutLinux");
	const { output, report } = runningWithLinux(new Emulator(image), skipped);

	test("it takes EID 9", async () => {
		await output("i2c_up 8 9 0x1d 0x10");
		const physical = (request: string) => output(`mctptool req -i mctpi2c0 -l 0x1d 1 0 0 ${request}`);
		expect(await physical("80 02")).toBe("0: 00 02 00 00 00 00");
		expect(await physical("81 01 00 09")).toMatch(/^[09]: 01 01 00 00 09 00$/);
		expect(await output("mctptool req 1 9 0 82 02")).toBe("9: 02 02 00 09 00 00");
	});
	test.each([1, 59, 60, 61, 245, 246, 247, 1000, 2048])("echo of %i bytes", async (length) => {
		expect(await output(`mctptool ping 1 9 0x7e ${length} ccdef0`)).toBe(`9: ${length + 3} bytes, same`);
	});
	test("200 exchanges allocate nothing; interrupts in interrupts leave the C stack room", async () => {
		await report();
		const { figures: before } = await report();
		const loop = "i=0; while [ $i -lt 200 ]; do mctptool ping 1 9 0x7e 100 ccdef0; i=$((i + 1)); done 2>&1 | sort | uniq -c";
		expect((await output(loop)).trim()).toBe("200 9: 103 bytes, same");
		const { figures: after, fault } = await report();
		expect(fault).toBe(0);
		for (const name of ["slotsUsed", "chunksUsed", "collections", "starts"]) expect(after[name], name).toBe(before[name]);
		expect(after.nativePeak).toBeLessThan(after.nativeStack);
	});
});
