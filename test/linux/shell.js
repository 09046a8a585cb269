#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const usage = `An interactive shell in the Linux guest, with a device on its serial line.

  node test/linux/shell.js [device command]

The command has {serial} (listen:unix:PATH) or {socket} (PATH) where the device shall listen.
Default: MCTP_DEVICE, or the mctp-xs device in dist/. What the device says goes to a file that is named at the start.
`;
const here = import.meta.dirname;
if (["-h", "--help"].includes(process.argv[2])) {
	process.stdout.write(usage);
	process.exit();
}
const built = spawnSync(join(here, "setup.sh"), ["uml"], { stdio: "inherit" });
if (0 !== built.status) process.exit(built.status ?? 1);

const folder = mkdtempSync(join(tmpdir(), "mctp-xs-shell-"));
const path = join(folder, "serial");
const log = join(folder, "device.log");
const command =
	process.argv[2] ?? process.env.MCTP_DEVICE ?? `"${process.execPath}" "${join(here, "../../dist/mctp-xs.js")}" device --serial {serial}`;
const output = openSync(log, "w");
const device = spawn("sh", ["-c", `exec ${command.replaceAll("{serial}", `listen:unix:${path}`).replaceAll("{socket}", path)}`], {
	stdio: ["ignore", output, output],
	detached: true, // Ctrl-C is for the guest
});
try {
	const line = await open(path);
	console.log(`The device's log: ${log}`);
	const guest = spawn(join(here, "scripts/uml.sh"), ["3", folder, "peer.interactive"], { stdio: ["inherit", "inherit", "inherit", line] });
	line.destroy();
	await new Promise((resolve) => guest.on("exit", resolve));
} catch (error) {
	console.error(`shell.js: the device does not listen: ${error.message}`);
	spawnSync("cat", [log], { stdio: "inherit" });
	process.exitCode = 1;
} finally {
	device.kill();
	if (process.stdin.isTTY) spawnSync("stty", ["sane"], { stdio: "inherit" });
	rmSync(folder, { recursive: true, force: true });
}

/** The device's serial line, connected and paused: what comes is for the guest. */
async function open(path) {
	for (let tries = 0; ; tries++) {
		try {
			return await new Promise((resolve, reject) => {
				const socket = connect(path, () => resolve(socket));
				socket.pause();
				socket.on("error", reject);
			});
		} catch (error) {
			if (tries > 500 || null !== device.exitCode) throw error;
			await sleep(20);
		}
	}
}
