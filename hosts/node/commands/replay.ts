// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import { isAssignable, nullEid } from "../../../modules/mctp/eid.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { formatAttachment } from "../attach.js";
import type BusOwner from "../bus-owner.js";
import { messageSize } from "../device.js";
import lineFor from "../line/lines.js";
import type { Target } from "../line/target.js";
import Log, { colorsFor } from "../log.js";
import Loop from "../loop.js";
import untilSignal from "../signals.js";
import CapturedDevice from "../trace/captured-device.js";
import { conversationOf, type Conversation } from "../trace/conversation.js";
import Input from "../trace/input.js";
import type { Direction } from "../trace/packet.js";
import { formatDifference, replayedJson } from "../trace/replay-report.js";
import Replay from "../trace/replay.js";
import { eidPlace } from "../trace/variable.js";
import { transports } from "../transports.js";
import { parseEid } from "./arguments.js";
import { addPeerCommand, transportTo, withPeer, type PeerOptions } from "./peer.js";

interface Options extends PeerOptions {
	serve?: true;
	eid?: number;
	port?: string;
	device?: number;
	direction?: Direction;
	json?: true;
}

const examples = `
Examples:
  mctp-xs replay trace.pcapng unix:/tmp/mctp.sock                   ask a device what it was asked before
  mctp-xs replay --serve trace.pcapng listen:unix:/tmp/mctp.sock    be the device of the capture`;

export default function (program: Command): void {
	const command = addPeerCommand(program, "replay <file>");
	command.registeredArguments[0].description = "the capture (pcapng or pcap), or - for standard input";
	command
		.summary("Send the requests of a capture to an endpoint, and compare the answers; or be the captured device.")
		.description(
			"Send the requests of a capture (pcapng or pcap) to an endpoint, one after the other, and compare the answers byte for byte. " +
				"Exit status 1: one differs. With --serve: be the captured device.",
		)
		.option("--serve", "answer at the target as the device in the capture did, until a signal comes")
		.addOption(
			new Option("--eid <number>", "EID of the device in this run (default: it is asked; with --serve: that of the capture)").argParser(
				parseEid,
			),
		)
		.option("--port <name>", "the port of the capture, if it has several")
		.addOption(new Option("--device <eid>", "EID of the device in the capture, if that has several (default: any)").argParser(parseEid))
		.addOption(
			new Option("--direction <way>", "how requests passed whoever made the capture (default: as most did)").choices(["received", "sent"]),
		)
		.option("--json", "print a line of JSON for each request")
		.addHelpText("after", examples)
		.action((file: string, target: Target, options: Options, command: Command) =>
			run(file, target, options, "default" === command.getOptionValueSource("ownEid")),
		);
}

async function run(file: string, target: Target, options: Options, anyOwnEid: boolean): Promise<void> {
	const { serve, port, direction, device } = options;
	const conversation = await conversationOf(new Input().packets([file]), { port, direction, device });
	if (serve) return runDevice(conversation, target, options);
	const [{ requester }] = conversation.exchanges;
	const ownEid = anyOwnEid && isAssignable(requester) ? requester : options.ownEid;
	return withPeer(target, { ...options, ownEid }, (owner) => replay(owner, conversation, options));
}

async function replay(owner: BusOwner, { exchanges, left }: Conversation, { eid, json }: Options): Promise<void> {
	const replay = new Replay(owner, exchanges, eid);
	let different = 0;
	for (const exchange of exchanges) {
		const replayed = await replay.play(exchange);
		if (!replayed.same) different++;
		if (json) process.stdout.write(`${JSON.stringify(replayedJson(replayed))}\n`);
		else if (!replayed.same) process.stdout.write(`${formatDifference(replayed)}\n`);
	}
	const out = json ? process.stderr : process.stdout;
	out.write(`${exchanges.length} requests: ${exchanges.length - different} as captured, ${different} different\n`);
	if (left.size > 0) out.write(`not replayed: ${[...left].map(([what, count]) => `${count} ${what}`).join("; ")}\n`);
	if (different > 0) process.exitCode = 1;
}

/** Is the device of the capture until a signal comes. */
async function runDevice({ exchanges }: Conversation, target: Target, options: Options): Promise<void> {
	const signalled = untilSignal();
	const log = new Log(options.log);
	const loop = new Loop();
	const transport = transportTo(target, options);
	const eid = options.eid ?? staticEid(exchanges);
	const endpoint = new Endpoint({
		ports: [transports[transport].port(loop, 1, eid)],
		memory: { slots: 4, exchanges: 16, messageSize, largeAnswers: 4, requests: 0 },
	});
	new CapturedDevice(endpoint, exchanges, log);
	const link = transports[transport].link({ name: `${transport}0`, packets: endpoint, loop, port: 0, line: lineFor(target), log });
	loop.start(endpoint);
	try {
		await link.open();
		process.stdout.write(formatAttachment(link, colorsFor(process.stdout).bold));
		log.info(`${await signalled}: closing`);
	} finally {
		await link.close();
		loop.close();
	}
}

/** The EID that the captured device had before anybody gave it one; 0: none, as far as the capture tells. */
function staticEid(exchanges: Conversation["exchanges"]): number {
	for (const { request, responder } of exchanges) {
		if (undefined !== eidPlace(request.bytes)) return nullEid;
		if (isAssignable(responder)) return responder;
	}
	return nullEid;
}
