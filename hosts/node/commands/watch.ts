// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from "node:timers/promises";
import { Argument, type Command } from "commander";
import { formatAddress, type Address } from "../line/target.js";
import Log from "../log.js";
import CounterChanges, { formatChange } from "../management/counter-changes.js";
import type { Discovered } from "../management/discovery.js";
import EventText from "../management/event-text.js";
import printable from "../printable.js";
import Operator from "../management/operator.js";
import { operatorForms, parseOperator } from "../management/target.js";
import untilSignal from "../signals.js";
import { checked } from "./arguments.js";

interface Options {
	counters?: true;
	json?: true;
}

/** Milliseconds between looks at the counters, and between attempts to find a device that has gone. */
const period = 1000;
const retry = 500;

const examples = `
Examples:
  mctp-xs watch unix:/tmp/control.sock             all events
  mctp-xs watch unix:/tmp/control.sock faults      those of the faults
  mctp-xs watch unix:/tmp/control.sock --counters  counters, as they change`;

export default function (program: Command): void {
	program
		.command("watch")
		.description("Follow what a device tells that runs with --control, until a signal comes. A device that restarts is found again.")
		.addArgument(new Argument("<target>", `where the device is: ${operatorForms}`).argParser((text) => checked(() => parseOperator(text))))
		.argument("[events...]", "names of events, or beginnings of names (default: all, unless there are --counters)")
		.option("--counters", "look at all counters once a second, and tell those that have changed")
		.option("--json", "print a line of JSON for each")
		.addHelpText("after", examples)
		.action(run);
}

/** How something is told: to programs, and to a person. */
type Tell = (name: string, value: object, text: string) => void;

/** Somebody has to be there at first; later, somebody is waited for. */
async function run(target: Address, prefixes: readonly string[], options: Options): Promise<void> {
	const log = new Log("info");
	const closing = new AbortController();
	void untilSignal().then(() => closing.abort());
	const tell: Tell = (name, value, text) => {
		const time = new Date().toISOString();
		process.stdout.write(`${options.json ? JSON.stringify({ time, name, value }) : `${time.slice(11, 23)} ${printable(name)} ${text}`}\n`);
		if (process.stdout.errored) closing.abort(); /* whoever read it has left */
	};
	const connect = () => {
		const texts = new EventText();
		return Operator.connect(target, (name, value) => tell(name, value, texts.format(value)), closing.signal);
	};
	let operator: Operator | undefined = await connect();
	while (undefined !== operator) {
		const reason = await follow(operator, prefixes, options, closing.signal, tell);
		if (!closing.signal.aborted) log.warn(`${formatAddress(target)}: ${reason}; trying again`);
		operator = await again(connect, closing.signal);
		if (undefined !== operator) log.info(`${formatAddress(target)}: found again`);
	}
}

/** Resolves to the reason when the device has gone, or the signal has come; rejects if it is another than is looked for. */
async function follow(
	operator: Operator,
	prefixes: readonly string[],
	{ counters }: Options,
	signal: AbortSignal,
	tell: Tell,
): Promise<string> {
	const close = () => operator.close();
	signal.addEventListener("abort", close);
	if (signal.aborted) close();
	try {
		const discovered = await operator.discover();
		const events = counters && 0 === prefixes.length ? [] : chosen(discovered, prefixes);
		if (events.length > 0) await operator.call("subscribe", { events });
		if (counters) await followCounters(operator, discovered, signal, tell);
		return await operator.closed;
	} catch (error) {
		if (operator.gone) return await operator.closed;
		close();
		throw error;
	} finally {
		signal.removeEventListener("abort", close);
	}
}

/** Names of the events that begin with one of the prefixes; all, where there are none. */
function chosen({ "x-events": events }: Discovered, prefixes: readonly string[]): string[] {
	const names = events.map(({ name }) => name);
	if (0 === prefixes.length) return names;
	return prefixes.flatMap((prefix) => {
		const found = names.filter((name) => name === prefix || name.startsWith(`${prefix}.`));
		if (0 === found.length) throw new Error(`there is no event ${prefix}: there are ${names.join(", ") || "none"}`);
		return found;
	});
}

async function followCounters(operator: Operator, { methods }: Discovered, signal: AbortSignal, tell: Tell): Promise<void> {
	const changes = new CounterChanges();
	const names = methods.filter(({ name, params }) => /(^|\.)counters$/.test(name) && params.every(({ required }) => !required));
	while (!operator.gone) {
		for (const { name } of names)
			for (const change of changes.take(name, await operator.call(name))) tell(name, change, formatChange(change));
		await delay(period, undefined, { signal }).catch(() => {});
	}
}

/** Undefined: the signal came first. */
async function again(connect: () => Promise<Operator>, signal: AbortSignal): Promise<Operator | undefined> {
	while (!signal.aborted) {
		try {
			return await connect();
		} catch {
			await delay(retry, undefined, { signal }).catch(() => {});
		}
	}
	return undefined;
}
