// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseParameters } from "../../../../hosts/node/management/arguments.js";
import CounterChanges, { formatChange } from "../../../../hosts/node/management/counter-changes.js";
import EventText from "../../../../hosts/node/management/event-text.js";
import { formatResult } from "../../../../hosts/node/management/format.js";
import { parseControl, parseOperator } from "../../../../hosts/node/management/target.js";
import TextLines from "../../../../hosts/node/management/text-lines.js";

describe("where a device listens for operators", () => {
	test.each([
		["listen:unix:/run/control", { path: "/run/control" }],
		["listen:tcp:4000", { host: "127.0.0.1", port: 4000 }],
		["listen:tcp:127.0.0.9:4000", { host: "127.0.0.9", port: 4000 }],
		["listen:tcp:localhost:0", { host: "localhost", port: 0 }],
		["listen:tcp:[::1]:4000", { host: "::1", port: 4000 }],
	])("may be %s", (text, address) => expect(parseControl(text)).toEqual(address));

	test.each(["listen:tcp:0.0.0.0:4000", "listen:tcp:[::]:4000", "listen:tcp:192.168.1.1:4000", "listen:tcp:127.example.com:4000"])(
		"may not be %s: others could come",
		(text) => expect(() => parseControl(text)).toThrow("Operators need no password, so only this machine may reach them"),
	);

	test.each(["unix:/run/control", "tcp:127.0.0.1:4000", "pty", "/dev/ttyS0"])("may not be %s: nobody could come", (text) =>
		expect(() => parseControl(text)).toThrow("Write listen:unix:PATH or listen:tcp:[HOST:]PORT."),
	);
});

describe("where an operator goes", () => {
	test.each([
		["unix:/run/control", { path: "/run/control" }],
		["listen:unix:/run/control", { path: "/run/control" }],
		["tcp:example.com:4000", { host: "example.com", port: 4000 }],
	])("may be %s", (text, address) => expect(parseOperator(text)).toEqual(address));
	test.each(["pty", "/dev/ttyS0", "x"])("may not be %s", (text) => expect(() => parseOperator(text)).toThrow(/^Write /));
});

describe("lines", () => {
	it("are cut anyhow, and come whole", () => {
		const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é", "€"), maxLength: 60 });
		fc.assert(
			fc.property(text, fc.infiniteStream(fc.integer({ min: 1, max: 7 })), (text, sizes) => {
				const bytes = Buffer.from(text);
				const lines = new TextLines(300);
				const got: string[] = [];
				for (let at = 0; at < bytes.length;) {
					const part = Buffer.from(bytes.subarray(at, at + sizes.next().value!));
					at += part.length;
					got.push(...lines.take(part)!);
					part.fill(0xff);
				}
				expect(got).toEqual(text.split("\n").slice(0, -1));
			}),
		);
	});

	it("are as long as the limit, and no longer", () => {
		expect(new TextLines(3).take(Buffer.from("abc\nabc"))).toEqual(["abc"]);
		expect(new TextLines(3).take(Buffer.from("abc\nabcd"))).toBeUndefined();
		const lines = new TextLines(3);
		expect(lines.take(Buffer.from("ab"))).toEqual([]);
		expect(lines.take(Buffer.from("cd\n"))).toBeUndefined();
	});
});

describe("parameters", () => {
	test.each([
		[[], {}],
		[["a=1"], { a: 1 }],
		[["a=0x1F", "b=true", "c=null", "d=-1.5"], { a: 31, b: true, c: null, d: -1.5 }],
		[["a=text", "b=two words", "c=", "d=a=b"], { a: "text", b: "two words", c: "", d: "a=b" }],
		[['a="1"', "b=[1,2]", 'c={"d":1}'], { a: "1", b: [1, 2], c: { d: 1 } }],
		[[' {"a":1}'], { a: 1 }],
	])("as %j", (words, parameters) => expect(parseParameters(words)).toEqual(parameters));

	test.each([
		[["a"], '"a": write NAME=VALUE, or one JSON object.'],
		[["=1"], '"=1": write NAME=VALUE, or one JSON object.'],
		[["a.b=1"], '"a.b=1": write NAME=VALUE'],
		[['{"a":1}', "b=1"], "write NAME=VALUE"],
		[["a=1", "a=2"], '"a=2": there is a value for a already.'],
		[['{"a"'], "This is no JSON object: "],
	])("not as %j", (words, message) => expect(() => parseParameters(words)).toThrow(message));
});

describe("a result", () => {
	const rows = (text: string) =>
		text
			.split("\n")
			.filter((line) => line.startsWith("│"))
			.map((line) =>
				line
					.split("│")
					.slice(1, -1)
					.map((cell) => cell.trim()),
			);

	it("that is nothing is nothing", () => expect(formatResult(null)).toBe(""));
	it("that is a value is itself", () => expect(formatResult("a\u001b[2Jb")).toBe("a?[2Jb\n"));
	it("that is a list of values has a line for each", () => expect(formatResult([1, "a"])).toBe("1\na\n"));
	it("that is an empty list says so", () => expect(formatResult([])).toBe("none\n"));
	it("that is an object has a row for each member", () => {
		expect(rows(formatResult({ a: 1, b: { c: 2, d: [3, 4] } }))).toEqual([
			["a", "1"],
			["b", "c 2"],
			["", "d 3, 4"],
		]);
	});

	it("that is a list of objects has a column for each member", () => {
		expect(rows(formatResult([{ a: 1 }, { a: 2, b: "x" }]))).toEqual([
			["a", "b"],
			["1", ""],
			["2", "x"],
		]);
	});

	it("shows lists in objects apart, and of many counts those that are not 0", () => {
		const text = formatResult({ list: [{ port: 0, counters: { a: 0, b: 1, c: 0, d: 0, e: 2 } }], more: 3 });
		expect(text).toMatch(/^list:\n/);
		expect(rows(text)).toEqual([
			["port", "counters"],
			["0", "b 1"],
			["", "e 2"],
			["more", "3"],
		]);
	});

	it("is anything", () => {
		fc.assert(fc.property(fc.jsonValue(), (value) => void formatResult(value)));
	});
});

describe("counters", () => {
	it("are told when they change, with names", () => {
		const changes = new CounterChanges();
		const look = (received: number, sent: number) =>
			changes
				.take("endpoint.counters", [
					{ port: 3, name: "serial0", counters: { received, sent } },
					{ port: 4, name: "usb0", counters: { received: 0 } },
				])
				.map(formatChange);
		expect(look(1, 0)).toEqual(["serial0 received 1 (+1)"]);
		expect(look(1, 0)).toEqual([]);
		expect(look(5, 2)).toEqual(["serial0 received 5 (+4)", "serial0 sent 2 (+2)"]);
		expect(look(4, 2)).toEqual(["serial0 received 4 (-1)"]);
		expect(changes.take("other.counters", { a: [1, 0, 2] }).map(formatChange)).toEqual(["a 0 1 (+1)", "a 2 2 (+2)"]);
	});

	it("are anything", () => {
		fc.assert(fc.property(fc.jsonValue(), (value) => void new CounterChanges().take("x", value)));
	});
});

describe("an event", () => {
	const packet = { port: 0, name: "serial0", time: 0, physical: 0, bytes: "010908c800800200" };
	it("that is a packet is decoded", () => {
		const text = new EventText();
		const good = text.format({ ...packet, direction: "received", verdict: "received", bytes: "010908c8008002" });
		expect(good).toMatch(/^serial0 <- EID 8 to 9 .* Get Endpoint ID request/);
		const bad = text.format({ ...packet, direction: "received", verdict: "notForUs", bytes: "010908c8008002" });
		expect(bad).toContain("dropped: notForUs");
		expect(text.format({ ...packet, direction: "sent", verdict: "sent" })).toMatch(/^serial0 -> EID 8 to 9 /);
	});

	it("of another kind is shown as it is", () => {
		expect(new EventText().format({ id: 1, text: "a\nb", list: [1, 2], object: { a: 1 } })).toBe('id 1 text a?b list 1, 2 object {"a":1}');
	});

	it("is anything", () => {
		const value = fc.dictionary(fc.constantFrom(...Object.keys(packet), "direction", "verdict", "x"), fc.jsonValue());
		const like = fc.record({ ...packetLike(), bytes: fc.string() }).map((each) => ({ ...packet, ...each }));
		fc.assert(
			fc.property(fc.oneof(value, like), (value) => {
				expect(new EventText().format(value as never)).toMatch(/^\P{Cc}*$/u);
			}),
		);
	});

	function packetLike() {
		return { direction: fc.constantFrom("received", "sent"), verdict: fc.string(), name: fc.string() };
	}
});
