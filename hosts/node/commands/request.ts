// SPDX-License-Identifier: Apache-2.0
import { Argument, Option, type Command } from "commander";
import { nullEid } from "../../../modules/mctp/eid.js";
import { integrityCheck } from "../../../modules/mctp/header.js";
import { Failure } from "../../../modules/mctp/request.js";
import type BusOwner from "../bus-owner.js";
import { assignEid } from "../discover.js";
import { withCheck } from "../integrity.js";
import type { Target } from "../line/target.js";
import { messageTypeWords } from "../names.js";
import { RequestError, type Call } from "../requester.js";
import { formatMessage } from "../trace/format.js";
import { hexBytes } from "../trace/hex.js";
import { describeMessage } from "../trace/messages/messages.js";
import { bytesOf, parseCount, parseMessageType, parsePeerEid } from "./arguments.js";
import { addPeerCommand, withPeer, type PeerOptions } from "./peer.js";

interface Options extends PeerOptions {
	eid: number;
	repeat: number;
	assign?: true;
	check: boolean;
	json?: true;
}

const examples = `
Examples:
  mctp-xs request unix:/tmp/mctp.sock control 80 02                 Get Endpoint ID of whoever is there
  mctp-xs request unix:/tmp/mctp.sock --eid 9 vendor-pci cc de f0 01  an echo of one byte`;

export default function (program: Command): void {
	addPeerCommand(program, "request")
		.description("Send a request to an endpoint, and print what follows the message type byte of the answer. Exit status 1: no answer.")
		.addArgument(
			new Argument("<type>", `message type: a number, or ${Object.keys(messageTypeWords).join(", ")}`).argParser(parseMessageType),
		)
		.addArgument(new Argument("[bytes...]", "what follows the message type byte, such as 80 02, 8002 or 0x80 0x02").default([], "none"))
		.addOption(new Option("--eid <number>", "EID of the endpoint").argParser(parsePeerEid).default(0, "0, whoever is at the other end"))
		.option("--assign", "first give the endpoint that EID, as its bus owner; one that got its EID forgets it when the line goes down")
		.addOption(new Option("--repeat <count>", "send it so many times, one after the other").argParser(parseCount).default(1))
		.option("--no-check", "do not append the CRC-32C of NVMe-MI to a message whose type byte says that it has an integrity check")
		.option("--json", "print a line of JSON for each request")
		.addHelpText("after", examples)
		.action((target: Target, type: number, words: readonly string[], options: Options, command: Command) => {
			const { eid, assign, check } = options;
			if (assign && nullEid === eid) command.error("error: option '--assign' needs '--eid <number>'");
			const bytes = bytesOf(words, command);
			const body = check && type & integrityCheck ? withCheck(type, bytes) : bytes;
			return withPeer(target, options, (owner) => run(owner, { port: 0, eid, type, body }, options));
		});
}

async function run(owner: BusOwner, call: Call, { assign, repeat, json, timeout }: Options): Promise<void> {
	if (assign) await assignEid(owner.control, call.eid);
	const print = json ? printJson : 1 === repeat ? printWithMeaning : printText;
	const times: number[] = [];
	for (let count = 0; count < repeat; count++) {
		await owner.peer(timeout);
		const since = performance.now();
		try {
			const answer = await owner.requester.request(call);
			const milliseconds = performance.now() - since;
			times.push(milliseconds);
			print({ ...call, answer, milliseconds });
		} catch (error) {
			if (!(error instanceof RequestError) || Failure.cancelled === error.reason) throw error;
			print({ ...call, error });
		}
	}
	if (times.length < repeat) process.exitCode = 1;
	if (repeat > 1) process.stderr.write(`${repeat} requests, ${times.length} answers${formatTimes(times)}\n`);
}

/** What became of a request. */
type Answered = Call & { answer: Uint8Array; milliseconds: number };
type Outcome = Answered | (Call & { error: RequestError });

function printText(outcome: Outcome): void {
	if ("error" in outcome) process.stderr.write(`mctp-xs: ${outcome.error.message}\n`);
	else process.stdout.write(`${hexBytes(outcome.answer)}\n`);
}

/** The answer goes to standard output, and what it means to standard error: programs read the one, people both. */
function printWithMeaning(outcome: Outcome): void {
	printText(outcome);
	if ("error" in outcome) return;
	const bytes = messageOf(outcome.type, outcome.answer);
	process.stderr.write(`${formatMessage({ ...describeMessage(bytes), bytes, packets: 1 })}\n`);
}

function printJson(outcome: Outcome): void {
	const { eid, type } = outcome;
	const result = "error" in outcome ? { error: outcome.error.reason } : answerJson(outcome);
	process.stdout.write(`${JSON.stringify({ eid, type, ...result })}\n`);
}

function answerJson({ type, answer, milliseconds }: Answered): object {
	const { name, fields, faults } = describeMessage(messageOf(type, answer));
	return { answer: Buffer.from(answer).toString("hex"), milliseconds, name, fields: Object.fromEntries(fields), faults };
}

/** A message from its type byte on. */
function messageOf(type: number, body: Uint8Array): Uint8Array {
	return Buffer.concat([Uint8Array.of(type), body]);
}

function formatTimes(times: number[]): string {
	if (0 === times.length) return "";
	times.sort((left, right) => left - right);
	return `, there and back in ${times[times.length >> 1].toFixed(3)} ms (median), ${times.at(-1)!.toFixed(3)} ms (longest)`;
}
