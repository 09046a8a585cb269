// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, beforeEach } from "vitest";
import { bootUml } from "../linux/uml.js";
import { askReport } from "./diagnostics.js";
import type { Emulator } from "./emulator.js";
import { Host } from "./host.js";

/** Runs an image during a suite, whose tests are skipped where there is a reason to. The result has what is attached to it meanwhile, from `attach` to `detach`. */
export function running<Attached>(
	emulator: Emulator,
	skipped: string | undefined,
	attach: () => Promise<Attached>,
	detach: (attached: Attached) => unknown,
): { readonly attached: Attached } {
	const during: { attached?: Attached } = {};
	beforeEach((context) => context.skip(undefined !== skipped, skipped));
	beforeAll(async () => {
		if (undefined !== skipped) return;
		await emulator.start();
		during.attached = await attach();
	});
	afterAll(async () => {
		if (undefined !== during.attached) await detach(during.attached);
		await emulator.stop();
	});
	return during as { attached: Attached };
}

/** With the test at the other end of its serial line. */
export function runningWithHost(emulator: Emulator, skipped: string | undefined): { readonly attached: Host } {
	return running(
		emulator,
		skipped,
		async () => new Host(await emulator.line()),
		(host) => host.close(),
	);
}

/** With Linux at the other end of its serial line or I2C bus: what a command line prints there, and what EID 9 tells it. */
export function runningWithLinux(emulator: Emulator, skipped: string | undefined) {
	const linux = running(
		emulator,
		skipped,
		() => bootUml(emulator, emulator.folder),
		(guest) => guest.stop(),
	);
	return {
		run: (line: string) => linux.attached.run(line),
		output: (line: string) => linux.attached.output(line),
		report: () => askReport(linux.attached),
	};
}
