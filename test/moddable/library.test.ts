// SPDX-License-Identifier: Apache-2.0
// Another project's application that includes this one's manifest.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { own } from "../hosts/node/support/bus-owner.js";
import Program from "./program.js";
import { build, buildTimeout, lacking, program } from "./sdk.js";

describe.skipIf(lacking)("an application of another project", () => {
	let doubler: Program;
	beforeAll(() => {
		const { log, status, complaints } = build("x-cli-lin", "test/moddable/library/manifest.json");
		if (0 !== status) throw new Error(log);
		expect(complaints).toEqual([]);
		doubler = new Program(program("doubler"), [JSON.stringify({ eid: 20, ports: { line: { type: "serial", listen: 0 } } })]);
	}, buildTimeout);
	afterAll(() => doubler?.end());

	test("answers messages of its own type", async () => {
		const { owner } = await own(await doubler.target("line"));
		await owner.peer();
		expect(await owner.requester.request({ port: 0, eid: 20, type: 0x70, body: Uint8Array.of(0x15, 0x80) })).toEqual(
			Uint8Array.of(0x2a, 0, 1, 0),
		);
	});
});
