// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type BusOwner from "../../bus-owner.js";
import type { Target } from "../../line/target.js";
import type NvmeMiClient from "../../nvme/client.js";
import { acknowledgeEvents, configureEvents, listEvents, receiveEvents, type Occurrence } from "../../nvme/events.js";
import formatTable from "../../table.js";
import { parseCount } from "../arguments.js";
import type { Farewell } from "../peer.js";
import { addDriveCommand, bold, parseNumber, print, printJson, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	count?: number;
	only?: string[];
	delay: number;
	retry: number;
}

export default function (nvme: Command): void {
	const events = nvme.command("events").description("Asynchronous events: what a drive tells by itself.");
	addDriveCommand(events, "list")
		.description("List the events that the drive knows.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => list(client, options)));
	addDriveCommand(events, "follow")
		.description("Have the drive tell of events, print and acknowledge them, until a signal comes; then it is silent again.")
		.addOption(new Option("--only <names...>", "these events (default: all)"))
		.addOption(new Option("--count <number>", "end behind so many events").argParser(parseCount))
		.addOption(new Option("--delay <s>", "let it wait so long behind the first event").argParser(parseNumber(0xff)).default(0))
		.addOption(
			new Option("--retry <tenths>", "tenths of a second until it repeats what is not acknowledged")
				.argParser(parseNumber(0xff))
				.default(10),
		)
		.action((target: Target, options: Options) =>
			withDrive(target, options, (client, owner, farewell) => follow(client, owner, farewell, options)),
		);
}

async function list(client: NvmeMiClient, { json }: Options): Promise<void> {
	const known = await listEvents(client);
	if (json) return printJson(known, 2);
	process.stdout.write(
		formatTable(
			[["Id", "Event", "State"], ...known.map(({ id, name, enabled }) => [String(id), name, enabled ? "enabled" : "disabled"])],
			bold,
		),
	);
}

async function follow(
	client: NvmeMiClient,
	owner: BusOwner,
	farewell: Farewell,
	{ json, count = Infinity, only, delay, retry }: Options,
): Promise<void> {
	const known = await listEvents(client);
	const unknown = only?.find((name) => !known.some((each) => each.name === name));
	if (undefined !== unknown)
		throw new Error(`the drive knows no event "${unknown}": choose from ${known.map(({ name }) => name).join(", ")}`);
	const wanted = known.filter(({ name }) => only?.includes(name) ?? true);
	let told = 0;
	let last = -1;
	const waiting: (readonly Occurrence[])[] = [];
	let wake = () => {};
	receiveEvents(owner.endpoint, (occurrences) => {
		waiting.push(occurrences);
		wake();
	});
	const configure = (enabled: boolean) =>
		configureEvents(
			client,
			wanted.map(({ id }) => ({ id, enabled })),
			{ delay, retry },
		);
	const report = (occurrences: readonly Occurrence[]) => {
		for (const each of occurrences) if (told++ < count) tell(each, json);
	};
	farewell.say = () => configure(false);
	report(await configure(true));
	if (!json) process.stderr.write(`${wanted.length} events are enabled\n`);
	while (told < count && !process.stdout.errored) {
		for (let occurrences = waiting.shift(); undefined !== occurrences && told < count; occurrences = waiting.shift()) {
			const since = await acknowledgeEvents(client);
			const repeated = occurrences.length > 0 && last === occurrences[0].generation;
			last = occurrences[0]?.generation ?? last;
			if (!repeated) report(occurrences);
			report(since);
		}
		if (told >= count) break;
		await new Promise<void>((resolve) => {
			wake = resolve;
			if (waiting.length > 0) resolve();
		});
	}
	await configure(false);
}

function tell({ name, scope, of, generation, data }: Occurrence, json?: true): void {
	const time = new Date().toISOString();
	const where = 1 === scope ? `controller ${of}` : `scope ${scope}, ${of}`;
	if (json) printJson({ time, event: name, scope, of, generation, data });
	else print(`${time.slice(11, 23)} ${where}: ${name}${data.length > 0 ? ` ${Buffer.from(data).toString("hex")}` : ""}`);
}
