// SPDX-License-Identifier: Apache-2.0
import { setTimeout } from "node:timers/promises";
import { Argument, Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import { formatNamespace, sanitize, SanitizeAction, SecureErase, SelfTest, selfTest } from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { viewOf } from "../../nvme/decode.js";
import { readLog } from "../../nvme/logs.js";
import { parseCount } from "../arguments.js";
import {
	addControllerCommand,
	confirm,
	parseNumber,
	parseWord,
	print,
	printJson,
	progress,
	withDrive,
	type DriveOptions,
} from "./drive.js";
import { nameOf, parseNamespace } from "./namespace.js";

interface Options extends DriveOptions {
	format: number;
	erase: number;
	wait?: true;
	status?: true;
	interval: number;
	passes: number;
	pattern: number;
}

const erases = Object.freeze({ none: SecureErase.none, user: SecureErase.user, crypto: SecureErase.crypto });
const tests = Object.freeze({ short: SelfTest.short, extended: SelfTest.extended, abort: SelfTest.abort });
type TestName = keyof typeof tests;
type ActionName = keyof typeof SanitizeAction;

export default function (nvme: Command): void {
	addControllerCommand(nvme, "format")
		.description("Format a namespace: all that is on it is lost.")
		.argument("<namespace>", "namespace identifier, or all", parseNamespace)
		.addOption(new Option("--format <number>", "format of the blocks, as id-ns lists them").argParser(parseNumber(63)).default(0))
		.addOption(
			new Option("--erase <how>", `secure erase: ${Object.keys(erases).join(", ")}`).argParser(parseWord(erases)).default(0, "none"),
		)
		.option("--yes", "do so")
		.action((target: Target, id: number, options: Options) => withDrive(target, options, (client) => format(client, id, options)));
	addWaiting(addControllerCommand(nvme, "sanitize"))
		.description("Erase the whole drive, or tell how far that is.")
		.addArgument(new Argument("[action]", "how; exit: leave the failure mode").choices(Object.keys(SanitizeAction)))
		.addOption(new Option("--passes <number>", "passes of overwrite, 1 to 16").argParser(parseNumber(16, 1)).default(1))
		.addOption(new Option("--pattern <number>", "what overwrite writes").argParser(parseNumber(0xffffffff)).default(0))
		.option("--status", "only tell how far it is")
		.option("--yes", "do so")
		.action((target: Target, action: ActionName | undefined, options: Options) =>
			withDrive(target, options, (client) => runSanitize(client, action, options)),
		);
	addWaiting(addControllerCommand(nvme, "self-test"))
		.description("Begin a self-test, end it, or tell of the last one.")
		.addArgument(new Argument("[test]", "which").choices(Object.keys(tests)))
		.action((target: Target, test: TestName | undefined, options: Options) =>
			withDrive(target, options, (client) => runTest(client, test, options)),
		);
}

function addWaiting(command: Command): Command {
	return command
		.option("--wait", "until it is over, telling how far it is")
		.addOption(new Option("--interval <ms>", "milliseconds between two looks").argParser(parseCount).default(1000));
}

async function format(client: NvmeMiClient, id: number, options: Options): Promise<void> {
	confirm(options, `this erases ${nameOf(id)}`);
	await formatNamespace(client, options.controller, id, { format: options.format, erase: options.erase });
	if (!options.json) print(`${nameOf(id)}: formatted`);
}

/** Sanitize Status (NVMe Base 2.0, figure 247). */
interface SanitizeStatus {
	readonly status: string;
	/** 0 to 1 */
	readonly progress: number;
	readonly running: boolean;
}

const sanitizePage = 0x81;
const outcomes = Object.freeze(["never sanitized", "completed", "in progress", "failed", "completed, without deallocation"]);
const running = 2;
const failed = 3;
const whole = 0x10000;

async function sanitizeStatus(client: NvmeMiClient, controller: number): Promise<SanitizeStatus & { failed: boolean }> {
	const view = viewOf(await readLog(client, sanitizePage, 512, { controller }));
	const code = view.getUint16(2, true) & 7;
	const share = (1 + view.getUint16(0, true)) / whole;
	return {
		status: outcomes[code] ?? `status ${code}`,
		progress: running === code ? share : 1,
		running: running === code,
		failed: failed === code,
	};
}

async function runSanitize(client: NvmeMiClient, action: ActionName | undefined, options: Options): Promise<void> {
	const { controller, status, wait, passes, pattern, interval, json } = options;
	if (undefined === action && !status && !wait) throw new Error(`say how: ${Object.keys(SanitizeAction).join(", ")}; or --status`);
	if (undefined !== action && !status) {
		if ("exit" !== action) confirm(options, "this erases all of the drive, and nothing stops it once it has begun");
		await sanitize(client, controller, SanitizeAction[action], { passes, pattern });
	}
	const tell = progress("sanitize");
	let found = await sanitizeStatus(client, controller);
	for (; wait && found.running; found = await sanitizeStatus(client, controller)) {
		tell(Math.min(found.progress, 0.99));
		await setTimeout(interval);
	}
	if (found.failed) process.exitCode = 1;
	if (json) printJson({ status: found.status, progress: found.progress });
	else print(found.running ? `${found.status}, ${Math.floor(100 * found.progress)} %` : found.status);
}

const testPage = 0x06;
const testResults = Object.freeze([
	"passed",
	"aborted by a command",
	"aborted by a reset",
	"aborted, because its namespace is gone",
	"aborted by a format",
	"ended by a fatal error",
	"failed",
	"failed in a segment",
	"aborted",
	"aborted by sanitize",
]);
const notUsed = 0x0f;

async function runTest(client: NvmeMiClient, test: TestName | undefined, { controller, wait, interval, json }: Options): Promise<void> {
	if (undefined !== test) await selfTest(client, controller, tests[test]);
	const look = async () => readLog(client, testPage, 4 + 28, { controller });
	const tell = progress("self-test");
	let log = await look();
	for (; wait && 0 !== (log[0] & 0x0f); log = await look()) {
		tell(log[1] / 100);
		await setTimeout(interval);
	}
	const code = log[4] & 0x0f;
	const last = notUsed === code ? "none" : (testResults[code] ?? `result ${code}`);
	const runs = 0 !== (log[0] & 0x0f);
	if (!runs && code >= 5 && code <= 7) process.exitCode = 1;
	if (json) printJson({ running: runs, progress: log[1], last });
	else print(runs ? `in progress, ${log[1]} %` : `last result: ${last}`);
}
