// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { connect, type Socket } from "node:net";

/** What a debugger does to the stopped machine. */
export interface Stopped {
	/** A variable of the image, as 32 bits, or one behind it. */
	read(symbol: string, offset?: number): Promise<number>;
	write(symbol: string, value: number, offset?: number): Promise<void>;
	/** 32 bits at an address, such as a register of the hardware. */
	peek(address: number): Promise<number>;
	/** Goes on with these instructions, put to the low end of the stack. */
	run(...instructions: number[]): Promise<void>;
}

const programCounter = 15;

/** QEMU's side of gdb's remote protocol: the machine stands still while somebody is connected. */
export class Debugger {
	readonly #path: string;
	readonly #image: string;
	#symbols: Map<string, number> | undefined = undefined;

	constructor(path: string, image: string) {
		this.#path = path;
		this.#image = image;
	}

	async stopped<Result>(work: (machine: Stopped) => Promise<Result>): Promise<Result> {
		const link = new Link(await open(this.#path));
		try {
			await link.ask("?");
			return await work({
				read: async (symbol, offset = 0) => swap(await link.ask(`m${this.#address(symbol, offset)},4`)),
				write: async (symbol, value, offset = 0) => {
					await link.ask(`M${this.#address(symbol, offset)},4:${hex(value)}`);
				},
				peek: async (address) => swap(await link.ask(`m${address.toString(16)},4`)),
				run: async (...instructions) => {
					const code = instructions.map((instruction) => hex(instruction).slice(0, 4)).join("");
					const place = this.#address("_stack_limit", 0);
					await link.ask(`M${place},${(2 * instructions.length).toString(16)}:${code}`);
					const registers = await link.ask("g");
					const at = 8 * programCounter;
					await link.ask(`G${registers.slice(0, at)}${hex(parseInt(place, 16))}${registers.slice(at + 8)}`);
				},
			});
		} finally {
			await link.ask("D").catch(() => {});
			link.close();
		}
	}

	#address(symbol: string, offset: number): string {
		this.#symbols ??= symbolsOf(this.#image);
		const address = this.#symbols.get(symbol);
		if (undefined === address) throw new Error(`${this.#image} has no symbol ${symbol}`);
		return (address + offset).toString(16);
	}
}

/** One request at a time, each with its answer. */
class Link {
	readonly #socket: Socket;
	#text = "";
	#arrived = () => {};

	constructor(socket: Socket) {
		this.#socket = socket;
		socket.setEncoding("latin1").on("data", (text: string) => {
			this.#text += text;
			this.#arrived();
		});
		socket.on("close", () => this.#arrived());
	}

	async ask(request: string): Promise<string> {
		const sum = Array.from(request).reduce((total, character) => total + character.charCodeAt(0), 0) & 0xff;
		this.#socket.write(`$${request}#${sum.toString(16).padStart(2, "0")}`);
		for (;;) {
			const [packet, answer] = /\$([^#]*)#../.exec(this.#text) ?? [];
			if (undefined !== packet) {
				this.#text = this.#text.slice(this.#text.indexOf(packet) + packet.length);
				this.#socket.write("+");
				if ("?" !== request && /^[TS]/.test(answer!)) continue; // it stopped because somebody connected
				if (/^E/.test(answer!)) throw new Error(`debugger: ${request} fails with ${answer}`);
				return answer!;
			}
			if (this.#socket.closed) throw new Error(`debugger: ${request} is not answered`);
			await new Promise<void>((resolve) => (this.#arrived = resolve));
		}
	}

	close(): void {
		this.#socket.destroy();
	}
}

function open(path: string): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect(path, () => resolve(socket));
		socket.on("error", reject);
	});
}

function symbolsOf(image: string): Map<string, number> {
	const lines = execFileSync("arm-none-eabi-nm", [image], { encoding: "utf8" }).trim().split("\n");
	return new Map(lines.map((line) => line.split(" ")).map(([address, , name]) => [name, parseInt(address, 16)]));
}

/** 32 bits as the machine has them in memory. */
function hex(value: number): string {
	const bytes = [value, value >> 8, value >> 16, value >> 24].map((byte) => (byte & 0xff).toString(16).padStart(2, "0"));
	return bytes.join("");
}

function swap(text: string): number {
	return parseInt(text.match(/../g)!.reverse().join(""), 16);
}
