#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { deviceCommand, lacking, socketOf } from "./command.js";

const usage = `An interactive shell in a Linux guest, with a device on it.

  node test/linux/shell.js [--usbredir] [--serial] [device command]

  --serial      the device is on a serial line (the default)
  --usbredir    the device is on USB; the guest is QEMU instead of User-Mode-Linux

The command has {serial} and {usbredir} (listen:unix:PATH) or {socket} (PATH of the serial line) where the device shall listen.
Default: MCTP_DEVICE, or the mctp-xs device in dist/. What the device says goes to a file that is named at the start.
`;
const options = { serial: { type: "boolean" }, usbredir: { type: "boolean" }, help: { type: "boolean", short: "h" } };
const { values, positionals } = parse();
const usb = values.usbredir ?? false;
/** @type {import("./command.js").Wires} */
const wires = { ...((values.serial || !usb) && { serial: "listen" }), ...(usb && { usbredir: "listen" }) };
const here = import.meta.dirname;
const command = positionals[0] ?? process.env.MCTP_DEVICE;
const reason = lacking(wires, command);
if (undefined !== reason) fail(reason);
const images = spawnSync(join(here, "setup.sh"), [usb ? "qemu" : "uml"], { stdio: ["inherit", "ignore", "inherit"] });
if (0 !== images.status) process.exit(images.status ?? 1);

const folder = mkdtempSync(join(tmpdir(), "mctp-xs-shell-"));
const log = join(folder, "device.log");
const output = openSync(log, "w");
const device = spawn("sh", ["-c", undefined === command ? deviceCommand(wires, folder) : deviceCommand(wires, folder, `exec ${command}`)], {
	stdio: ["ignore", output, output],
	detached: true, // Ctrl-C is for the guest
});
try {
	await listening();
	console.log(`The device's log: ${log}`);
	const guest = usb ? bootQemu() : await bootUml();
	await new Promise((resolve) => guest.on("exit", resolve));
} catch (error) {
	console.error(`shell.js: ${error.message}`);
	spawnSync("cat", [log], { stdio: "inherit" });
	process.exitCode = 1;
} finally {
	device.kill();
	if (process.stdin.isTTY) spawnSync("stty", ["sane"], { stdio: "inherit" });
	rmSync(folder, { recursive: true, force: true });
}

function parse() {
	try {
		const parsed = parseArgs({ options, allowPositionals: true });
		if (parsed.values.help) {
			process.stdout.write(usage);
			process.exit();
		}
		if (parsed.positionals.length > 1) throw new Error("the device's command is one argument: put it in quotes");
		return parsed;
	} catch (error) {
		return fail(error.message);
	}
}

/** @returns {never} */
function fail(message) {
	console.error(`shell.js: ${message}; --help shows what can be written`);
	process.exit(2);
}

/** What does not listen when its socket is there listens a moment later; QEMU would try again after a second. */
async function listening() {
	for (let tries = 0; ; tries++) {
		const missing = Object.keys(wires).find((wire) => !existsSync(socketOf(wire, folder)));
		if (undefined === missing) return sleep(50);
		if (tries > 1000 || null !== device.exitCode) throw new Error(`the device does not listen on its ${missing} socket`);
		await sleep(10);
	}
}

function bootQemu() {
	const targets = Object.keys(wires).map((wire) => `${"usbredir" === wire ? "xhci" : wire}=connect:${socketOf(wire, folder)}`);
	return spawn(join(here, "scripts/qemu.sh"), [...targets, "peer.interactive"], { stdio: "inherit" });
}

/** The guest takes over the device's serial line, connected and paused: what comes is for the guest. */
async function bootUml() {
	const line = await new Promise((resolve, reject) => {
		const socket = connect(socketOf("serial", folder), () => resolve(socket));
		socket.pause();
		socket.on("error", reject);
	});
	const guest = spawn(join(here, "scripts/uml.sh"), ["3", folder, "peer.interactive"], { stdio: ["inherit", "inherit", "inherit", line] });
	line.destroy();
	return guest;
}
