// SPDX-License-Identifier: Apache-2.0
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import factories from "../../../hosts/common/registry.js";
import Log from "../../../hosts/node/log.js";
import Management from "../../../hosts/node/management/management.js";
import deviceActivation from "../../../modules/device/activation.js";
import Device from "../../../modules/device/device.js";
import { kindNames } from "../../../modules/fault/kinds.js";
import type { Life, Target } from "../target.js";

const methods = [
	"endpoint.counters",
	"endpoint.ports",
	"endpoint.routes",
	"endpoint.exchanges",
	"endpoint.requests",
	"endpoint.assemblies",
	"endpoint.assign",
	"endpoint.link",
	"faults.add",
	"faults.add",
	"faults.remove",
	"faults.clear",
	"faults.list",
	"faults.kinds",
	"identity",
	"rpc.discover",
	"subscribe",
	"unsubscribe",
	"__proto__",
	"no.such",
] as const;
const values = [
	0,
	1,
	-1,
	0.5,
	8,
	255,
	1e300,
	"",
	"x",
	null,
	true,
	[],
	{},
	["endpoint.packet", "faults.fault"],
	["other"],
	"receive",
] as const;
const names = ["port", "eid", "up", "id", "kind", "rate", "count", "events", "milliseconds", "seed", "__proto__", "unit"] as const;
const versions = ["2.0", "2.0", "2.0", "1.0", 2, null] as const;
const identifiers = [1, "a", null, undefined, 1.5, [], {}] as const;

const profile = { name: "any" };
const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, eid: 8, frames: 136, wake() {} };
const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };

/** A device that is operated, for all lives. */
class Server {
	readonly device = new Device({ profile, ports: [port], factories, unique });
	readonly path: string;
	readonly #folder = mkdtempSync(join(tmpdir(), "mctp-xs-fuzz-"));
	readonly #management: Management;

	constructor() {
		this.path = join(this.#folder, "control");
		const { children = [], ...own } = deviceActivation(this.device, ["line"]);
		const log = new Log("error", new Writable({ write: (_chunk, _encoding, done) => done() }));
		this.#management = new Management({
			address: { path: this.path },
			activations: [own, ...children],
			information: { title: "any", version: "1" },
			log,
		});
	}

	open(): Promise<void> {
		return this.#management.open();
	}

	/** A packet goes through, so that there are events. */
	packet(): void {
		const { front } = this.device;
		const { frames } = front.port(0);
		front.memory.set([1, 8, 9, 0xc8, 0, 0x80, 2], frames);
		front.receive(0, 0, frames, 7, 0);
		const length = front.transmit(0, 0, frames, 68);
		if (length > 0) front.transmitted(0, 0, true);
		front.tick(0);
	}

	async close(): Promise<void> {
		await this.#management.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}

let opened: Promise<Server> | undefined;

async function open(): Promise<Server> {
	const server = new Server();
	await server.open();
	return server;
}

class JsonRpcLife implements Life {
	readonly #lines: Buffer[] = [];
	readonly #leave: number;
	readonly #reached = new Set<string>();
	#told = "";
	taken = 0;

	constructor([leave]: Uint8Array) {
		this.#leave = leave;
	}

	step(input: Uint8Array, at: number): void {
		const line = lineOf(input.subarray(at, at + 8));
		this.#told = JSON.stringify(line.toString().slice(0, 100));
		this.#lines.push(line);
		this.taken++;
	}

	async end(): Promise<void> {
		const server = await (opened ??= open());
		const first = await this.#visit(server, this.#lines, 0 === this.#leave % 4);
		for (const line of first) this.#check(line);
		const faults = `{"jsonrpc":"2.0","id":1,"method":"faults.clear","params":{}}\n`;
		const good = `{"jsonrpc":"2.0","id":2,"method":"endpoint.counters","params":{}}\n`;
		const [, answer] = await this.#visit(server, [Buffer.from(faults), Buffer.from(good)], false);
		if (!/"id":2,"result":/.test(answer ?? "")) throw new Error(`the next operator is not served: ${answer}`);
	}

	/** Lines that come back until the session ends; none where the operator leaves at once. */
	async #visit(server: Server, lines: readonly Buffer[], rude: boolean): Promise<string[]> {
		const socket = connect(server.path);
		socket.on("error", () => {});
		await once(socket, "connect");
		let text = "";
		socket.setEncoding("utf8").on("data", (part: string) => void (text += part));
		const closed = new Promise((resolve) => socket.once("close", resolve));
		for (const line of lines) socket.write(line);
		server.packet();
		if (rude) socket.destroy();
		else socket.end();
		await closed;
		return text.split("\n").slice(0, -1);
	}

	/** Every line is an answer or an event, as JSON-RPC has them. */
	#check(line: string): void {
		const message: unknown = JSON.parse(line);
		for (const each of Array.isArray(message) ? message : [message]) {
			const { jsonrpc, id, method, result, error } = each as Record<string, unknown>;
			if ("2.0" !== jsonrpc) throw new Error(`no JSON-RPC: ${line}`);
			if (undefined !== method && undefined === id) {
				this.#reached.add(`event ${method as string}`);
				continue;
			}
			if ((undefined === result) === (undefined === error)) throw new Error(`neither result nor error, or both: ${line}`);
			if (undefined === error) this.#reached.add(`result ${typeof result}`);
			else {
				const { code, message: reason } = error as { code: unknown; message: unknown };
				if (!Number.isInteger(code) || "string" !== typeof reason || "" === reason)
					throw new Error(`an error without code or reason: ${line}`);
				if (-32603 === code) throw new Error(`an error of the server itself: ${line}`);
				this.#reached.add(`error ${code as number} ${reason.split(/[:"]/)[0].slice(0, 30)}`);
			}
		}
	}

	told(): string {
		return this.#told;
	}

	reached(): Iterable<string> {
		return this.#reached;
	}
}

function requestOf([, a, b, c, d, e, f]: readonly number[]): object {
	const method = methods[a % methods.length];
	const kind = "faults.add" === method ? { kind: kindNames[f % kindNames.length] } : {};
	const events = "subscribe" === method || "unsubscribe" === method ? { events: values[13 + (f & 1)] } : {};
	const params = { ...kind, ...events, ...(b & 1 ? { [names[c % names.length]]: values[d % values.length] } : {}) };
	const id = identifiers[(e >> 3) % identifiers.length];
	return {
		jsonrpc: versions[e % versions.length],
		method: 7 === (b >> 1) % 16 ? values[d % values.length] : method,
		params: b & 0x40 ? params : values[d % values.length],
		id,
	};
}

/** A line, right or wrong. */
function lineOf(step: Uint8Array): Buffer {
	const numbers = Array.from(step);
	const [kind, a, b, c, d, e] = numbers;
	const request = JSON.stringify(requestOf([kind, a, b | 0x40, c, d, 0, e]));
	switch (kind % 10) {
		case 5:
			return Buffer.from(`${JSON.stringify(requestOf(numbers))}\n`);
		case 6:
			return Buffer.from(`[${Array.from({ length: (b * a) % 120 }, () => request).join()}]\n`);
		case 7:
			return Buffer.from(`${request.slice(0, c)}${d & 1 ? "\n" : ""}`);
		case 8: {
			const line = Buffer.from(`${request}\n`);
			line[c % line.length] ^= 1 << (d & 7);
			return line;
		}
		case 9:
			return 0 === a % 16 ? Buffer.alloc(0x10001, d | 1) : Buffer.from(`${JSON.stringify(values[b % values.length])}\n`);
	}
	return Buffer.from(`${request}\n`);
}

/** Operators. */
export const jsonRpc: Target = {
	name: "json-rpc",
	description: "operators who send requests right and wrong, lines that are none, and leave in the middle",
	unit: "lines",
	most: 20,
	begin: (first) => new JsonRpcLife(first),
	async close() {
		const server = await opened;
		opened = undefined;
		await server?.close();
	},
};
