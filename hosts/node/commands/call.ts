// SPDX-License-Identifier: Apache-2.0
import { Argument, type Command } from "commander";
import type { Address } from "../line/target.js";
import { parseParameters } from "../management/arguments.js";
import { formatDirectory, formatMethod, formatResult } from "../management/format.js";
import Operator from "../management/operator.js";
import { operatorForms, parseOperator } from "../management/target.js";
import { checked } from "./arguments.js";

interface Options {
	describe?: true;
	json?: true;
}

const examples = `
Examples:
  mctp-xs device --control listen:unix:/tmp/control.sock
  mctp-xs call unix:/tmp/control.sock                                        what can be called
  mctp-xs call unix:/tmp/control.sock faults.add --describe                  and how
  mctp-xs call unix:/tmp/control.sock faults.add kind=drop rate=0.1 seed=7
  mctp-xs call unix:/tmp/control.sock endpoint.counters '{"port":0}' --json`;

export default function (program: Command): void {
	program
		.command("call")
		.description("Operate a device that runs with --control: call a method and print its result. Exit status 1: the device refuses.")
		.addArgument(new Argument("<target>", `where the device is: ${operatorForms}`).argParser((text) => checked(() => parseOperator(text))))
		.argument("[method]", "what to call (default: list what there is); the beginning of a name lists what begins so")
		.addArgument(
			new Argument("[parameters...]", "NAME=VALUE for each parameter, or all of them as one JSON object").argParser(addWord).default([]),
		)
		.option("--describe", "tell about the method instead of calling it")
		.option("--json", "print JSON")
		.addHelpText("after", examples)
		.action((target: Address, method: string | undefined, words: readonly string[], options: Options) =>
			run(target, method, parseParameters(words), options),
		);
}

/** Words that are parameters, together. */
function addWord(word: string, before: readonly string[]): readonly string[] {
	const words = [...before, word];
	checked(() => parseParameters(words));
	return words;
}

async function run(target: Address, method: string | undefined, parameters: object, { describe, json }: Options): Promise<void> {
	const operator = await Operator.connect(target);
	try {
		const { value, text } = await ask(operator, method, parameters, describe);
		process.stdout.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : text);
	} finally {
		operator.close();
	}
}

/** For programs, and for a person. */
interface Answer {
	readonly value: unknown;
	readonly text: string;
}

async function ask(operator: Operator, method: string | undefined, parameters: object, describe?: true): Promise<Answer> {
	const discovered = await operator.discover();
	const found = discovered.methods.find(({ name }) => name === method);
	if (undefined !== found && describe) return { value: found, text: formatMethod(found) };
	const listed = undefined === method || discovered.methods.some(({ name }) => name.startsWith(`${method}.`));
	if (undefined === found && listed) return { value: discovered, text: formatDirectory(discovered, method ?? "") };
	const result = await operator.call(method!, parameters); /* also if there is no such method: the device says which is meant */
	return { value: result, text: formatResult(result) };
}
