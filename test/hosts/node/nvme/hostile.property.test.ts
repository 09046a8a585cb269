// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { expect, test } from "vitest";
import { listReadables, readAnswer } from "../../../../hosts/node/clone/nvme-mi/readables.js";
import { readModel } from "../../../../hosts/node/clone/nvme-mi/model.js";
import * as admin from "../../../../hosts/node/nvme/admin.js";
import NvmeMiClient from "../../../../hosts/node/nvme/client.js";
import { listEvents, readEventMessage } from "../../../../hosts/node/nvme/events.js";
import { downloadFirmware, readFirmware } from "../../../../hosts/node/nvme/firmware.js";
import { pollControllers, pollSubsystem } from "../../../../hosts/node/nvme/health.js";
import { logSize, readLog, supportedLogs } from "../../../../hosts/node/nvme/logs.js";
import * as management from "../../../../hosts/node/nvme/management.js";
import { fieldRows } from "../../../../hosts/node/nvme/text.js";
import { withCheck } from "../../../../hosts/node/integrity.js";
import { RequestError, type Call } from "../../../../hosts/node/requester.js";
import type Requester from "../../../../hosts/node/requester.js";

/** Everything that a client does by itself with what a device says. */
const operations: Readonly<Record<string, (client: NvmeMiClient) => Promise<unknown>>> = {
	subsystem: management.readSubsystem,
	ports: async (client) => (await management.readPorts(client)).map((port) => fieldRows(port)),
	controllers: management.readControllerIds,
	optional: management.readOptionalCommands,
	health: (client) => pollSubsystem(client),
	controllerHealth: (client) => pollControllers(client),
	frequency: (client) => management.readFrequency(client, 1),
	vpd: management.readVpd,
	identify: async (client) => fieldRows(await admin.readIdentifyController(client, 0)),
	namespace: async (client) => fieldRows((await admin.readNamespace(client, 0, 1)).fields),
	namespaces: (client) => admin.listNamespaces(client, 0),
	attached: (client) => admin.listControllers(client, 0),
	feature: (client) => admin.getFeature(client, 0x0e, 0),
	logs: (client) => supportedLogs(client, 0),
	persistent: async (client) => readLog(client, 0x0d, Math.min(0x2000, await logSize(client, 0, 0x0d))),
	errors: (client) => logSize(client, 0, 0x01),
	firmware: (client) => readFirmware(client, 0),
	download: (client) => downloadFirmware(client, 0, new Uint8Array(9000)),
	events: listEvents,
	security: (client) => admin.securityReceive(client, { protocol: 0 }, 512),
	state: (client) => client.primitive(3, 1),
	pcie: (client) => client.pcie(0, 0, 0, 256),
	model: readModel,
	readables: async (client) => {
		for (const readable of (await listReadables(client)).slice(0, 50)) await readAnswer(client, readable);
	},
};

/** Answers: any bytes; or, made to look like answers to what was asked, any status and any data. */
const garbage = fc.uint8Array({ maxLength: 64 }).map((bytes) => () => bytes);
const plausible = fc
	.record({
		status: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 3, 4, 0x2a) }, fc.nat(255)),
		head: fc.uint8Array({ minLength: 3, maxLength: 3 }),
		completion: fc.oneof(
			{ weight: 4, arbitrary: fc.constant(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0)) },
			fc.uint8Array({ minLength: 12, maxLength: 12 }),
		),
		fill: fc.uint8Array({ minLength: 1, maxLength: 64 }),
		length: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.nat(4200)),
		mask: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.nat(255)),
	})
	.map(({ status, head, completion, fill, length, mask }) => ({ body }: Call) => {
		const isAdmin = 2 === ((body[0] >> 3) & 15);
		const asked = isAdmin ? body[31] | (body[32] << 8) : 32;
		const data = Uint8Array.from({ length: length < 0 ? asked : length }, (_, index) => fill[index % fill.length]);
		const tail = isAdmin ? [...completion, ...data] : data;
		const own = 0 === ((body[0] >> 3) & 15) ? Uint8Array.of(body[4], head[1], head[2]) : head;
		return withCheck(0x84, Uint8Array.of((body[0] ^ mask) | 0x80, 0, 0, status, ...own, ...tail));
	});
const answers = fc.array(fc.oneof({ weight: 1, arbitrary: garbage }, { weight: 8, arbitrary: plausible }), { minLength: 1, maxLength: 12 });

/** A device that says these things again and again, and is silent when a request has heard too much. */
function deviceOf(script: readonly ((call: Call) => Uint8Array)[]): Requester {
	let next = 0;
	const request = async (call: Call) => {
		for (let count = 0; count < 20; count++) {
			const answer = script[next++ % script.length](call);
			if (0 === (call.more?.(answer) ?? 0)) return answer;
		}
		throw new RequestError(call, "timeout");
	};
	return { request } as unknown as Requester;
}

test.each(Object.keys(operations))("%s: whatever a device answers, it ends, and what is wrong is said", async (name) => {
	await fc.assert(
		fc.asyncProperty(answers, async (script) => {
			const client = new NvmeMiClient({ requester: deviceOf(script), eid: 9, timeout: 60_000, longest: 1000 });
			try {
				await operations[name](client);
			} catch (error) {
				/* Errors of ours have these names, and begin with the name of the command; those of the language have others. */
				expect(error).toMatchObject({
					name: expect.stringMatching(/^(Error|NvmeMiError|CompletionError|AnswerError)$/),
					message: expect.stringMatching(/^[A-Za-z][^:]*: .{8,}/),
				});
			}
		}),
		{ numRuns: 150 },
	);
});

test("any bytes are an event message, or none", () => {
	const list = fc.uint8Array({ maxLength: 80 }).map((bytes) => withCheck(0x84, Uint8Array.of(0x28, 0, 0, ...bytes)));
	fc.assert(
		fc.property(fc.oneof(list, fc.uint8Array({ maxLength: 80 })), (message) => {
			const found = readEventMessage(message);
			expect(undefined === found || found.length <= 255).toBe(true);
		}),
		{ numRuns: 2000 },
	);
});
