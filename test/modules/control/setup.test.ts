// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import Directory from "../../../modules/control/directory.js";
import Control from "../../../modules/control/responder.js";
import Uuid from "../../../modules/control/uuid.js";
import Endpoint from "../../../modules/mctp/endpoint.js";
import { Reply } from "../../../modules/mctp/responder.js";
import Reader from "../../../modules/wire/reader.js";
import Bench from "../../support/bench.js";
import { bytes } from "../../support/text.js";

const uuid = "01234567-89ab-cdef-0f1e-2d3c4b5a6978";
const endpoint = () => new Endpoint({ ports: [{ network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 136, wake() {} }] });

describe("a UUID", () => {
	it.each([
		"",
		"0123456789abcdef0f1e2d3c4b5a6978",
		`${uuid}0`,
		uuid.slice(1),
		uuid.replace("a", "g"),
		`{${uuid}}`,
		` ${uuid}`,
		`${uuid}\n`,
	])("%j is refused", (text) => expect(() => new Uuid(text)).toThrow("expected 32 hexadecimal digits as 8-4-4-4-12"));

	it.each([
		["itself", "0123456789abcdef0f1e2d3c4b5a6978", true],
		["one with another first byte", "0023456789abcdef0f1e2d3c4b5a6978", false],
		["one with another last byte", "0123456789abcdef0f1e2d3c4b5a6979", false],
		["a short one", "0123456789abcdef0f1e2d3c4b5a69", false],
	])("compared with %s", (_what, text, same) => {
		const reader = new Reader(Uint8Array.from(bytes(text)));
		reader.reset(0, text.length / 2);
		expect(new Uuid(uuid).matches(reader)).toBe(same);
	});

	it("is refused where the control protocol gets it", () =>
		expect(() => new Control({ endpoint: endpoint(), uuid: "1" })).toThrow(RangeError));
	it("is refused where a directory gets it", () =>
		expect(() => new Directory([{ eid: 9, uuid: "1", binding: 1, medium: 1, address: [] }])).toThrow(RangeError));
});

describe("without ports", () => {
	it("nothing is known of their mediums", () => {
		const bench = new Bench({ responders: [] });
		bench.endpoint.responders.add(new Control({ endpoint: bench.endpoint }));
		bench.receive("010009c8 008014");
		expect(bench.pull()).toEqual(["010900c0 00001405"]);
	});
});

describe("more ports than the endpoint has", () => {
	it("are refused at once, not when somebody asks for them", () =>
		expect(() => new Control({ endpoint: endpoint(), ports: [{}, {}] })).toThrow(RangeError));
});

describe("answers that do not fit into one packet", () => {
	const setup = { memory: { answerSize: 64 } };
	const add = ({ endpoint }: Bench, types: number) => {
		for (let type = 1; type <= types; type++) endpoint.responders.add({ type, versions: [], respond: () => Reply.drop });
	};

	it("message types: an error", () => {
		const bench = new Bench(setup);
		add(bench, 60);
		bench.receive("010009c8 008005");
		expect(bench.pull()).toEqual(["010900c0 00000501"]);
	});

	it("as many message types as fit", () => {
		const bench = new Bench(setup);
		add(bench, 58);
		bench.receive("010009c8 008005");
		expect(bench.pull()[0].slice(0, 25)).toBe("010900c0 000005003b000102");
	});

	it("versions: an error", () => {
		const bench = new Bench(setup);
		bench.endpoint.responders.add({ type: 1, versions: Array.from({ length: 15 }, () => 0xf1f0ff00), respond: () => Reply.drop });
		bench.receive("010009c8 00800401");
		expect(bench.pull()).toEqual(["010900c0 00000401"]);
	});
});
