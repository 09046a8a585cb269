// SPDX-License-Identifier: Apache-2.0
import type { Command } from "commander";
import type { Target } from "../../line/target.js";
import { reset, shutdown } from "../../nvme/management.js";
import { addDriveCommand, confirm, withDrive, type DriveOptions } from "./drive.js";

interface Options extends DriveOptions {
	abrupt?: true;
}

export default function (nvme: Command): void {
	addDriveCommand(nvme, "reset")
		.description("Reset the NVM subsystem: hosts lose their controllers, firmware that waits for it is activated.")
		.option("--yes", "do so")
		.action((target: Target, options: Options) =>
			withDrive(target, options, (client) => {
				confirm(options, "this resets the drive under its hosts");
				return reset(client);
			}),
		);
	addDriveCommand(nvme, "shutdown")
		.description("Shut down all controllers.")
		.option("--abrupt", "without writing back what is in caches")
		.option("--yes", "do so")
		.action((target: Target, options: Options) =>
			withDrive(target, options, (client) => {
				confirm(options, "this takes the drive away from its hosts");
				return shutdown(client, true === options.abrupt);
			}),
		);
}
