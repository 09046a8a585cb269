// SPDX-License-Identifier: Apache-2.0
import { writeSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** A reporter that names what has not ended where SIGTERM ends the run, as a limit from outside does. */
class Unfinished implements Reporter {
	/** Files and tests under way, and since when. */
	readonly #running = new Map<string, { readonly name: string; readonly since: number }>();

	onInit(): void {
		process.once("SIGTERM", () => {
			for (const { name, since } of this.#running.values())
				writeSync(2, `not ended after ${Math.round((performance.now() - since) / 1000)} s: ${name}\n`);
			process.exit(143);
		});
	}
	onTestModuleStart({ id, relativeModuleId }: TestModule): void {
		this.#begin(id, relativeModuleId);
	}
	onTestCaseReady({ id, module, fullName }: TestCase): void {
		this.#begin(id, `${module.relativeModuleId} > ${fullName}`);
	}
	onTestCaseResult({ id }: TestCase): void {
		this.#running.delete(id);
	}
	/** Of a test that was quick its beginning may be told last. */
	onTestModuleEnd({ id, children }: TestModule): void {
		this.#running.delete(id);
		for (const test of children.allTests()) this.#running.delete(test.id);
	}

	#begin(id: string, name: string): void {
		this.#running.set(id, { name, since: performance.now() });
	}
}

export default Unfinished;
