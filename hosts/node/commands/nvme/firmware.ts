// SPDX-License-Identifier: Apache-2.0
import { Option, type Command } from "commander";
import type { Target } from "../../line/target.js";
import type NvmeMiClient from "../../nvme/client.js";
import { CommitAction, commitFirmware, downloadFirmware, readFirmware } from "../../nvme/firmware.js";
import { readBytes } from "../../profiles/text.js";
import formatTable from "../../table.js";
import { addControllerCommand, bold, parseNumber, parseWord, print, printJson, progress, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	slot: number;
	action: number;
	commit?: true;
}

const actions = Object.freeze({
	store: CommitAction.replace,
	"activate-at-reset": CommitAction.replaceAndActivate,
	"activate-slot": CommitAction.activate,
	"activate-now": CommitAction.activateNow,
});
/** Bytes of the largest image that is read from a file. */
const largestImage = 0x10000000;

export default function (nvme: Command): void {
	const firmware = nvme.command("firmware").description("Firmware: what is in the slots, download, commit.");
	addControllerCommand(firmware, "list")
		.description("List the firmware slots.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => list(client, options)));
	withCommit(addControllerCommand(firmware, "download"))
		.description("Send an image to the drive; with --commit also put it into a slot.")
		.argument("<file>", "the image")
		.option("--commit", "commit it afterwards")
		.action((target: Target, file: string, options: Options) => withDrive(target, options, (client) => download(client, file, options)));
	withCommit(addControllerCommand(firmware, "commit"))
		.description("Put the downloaded image into a slot, or activate a slot.")
		.action((target: Target, options: Options) => withDrive(target, options, (client) => commit(client, options)));
}

function withCommit(command: Command): Command {
	return command
		.addOption(new Option("--slot <number>", "slot, 1 to 7; 0: the drive chooses").argParser(parseNumber(7)).default(0))
		.addOption(
			new Option("--action <what>", `${Object.keys(actions).join(", ")}: when it runs`)
				.argParser(parseWord(actions))
				.default(CommitAction.replaceAndActivate, "activate-at-reset"),
		);
}

async function list(client: NvmeMiClient, { controller, json }: Options): Promise<void> {
	const found = await readFirmware(client, controller);
	if (json) return printJson(found, 2);
	const { active, next, revisions } = found;
	const state = (slot: number) =>
		[slot === active ? "runs" : "", slot === next ? "runs after the next reset" : ""].filter(Boolean).join(", ");
	const rows = revisions
		.map((revision, index) => [String(index + 1), revision, state(index + 1)])
		.filter(([, revision]) => "" !== revision);
	process.stdout.write(formatTable([["Slot", "Revision", "State"], ...rows], bold));
}

async function download(client: NvmeMiClient, file: string, options: Options): Promise<void> {
	const image = readBytes(file, largestImage);
	if (0 === image.length) throw new Error(`${file} is empty`);
	const tell = progress(`${file}, ${image.length} bytes`);
	await downloadFirmware(client, options.controller, image, (done, total) => tell(done / total));
	if (options.commit) await commit(client, options);
}

async function commit(client: NvmeMiClient, options: Options): Promise<void> {
	const { controller, slot, action, json } = options;
	await commitFirmware(client, controller, slot, action);
	if (json) return list(client, options);
	print("committed");
	await list(client, options);
}
