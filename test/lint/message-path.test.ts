// SPDX-License-Identifier: Apache-2.0
import { accept, refuse } from "./rules.js";

const method = (body: string) => `class A { f(x, y) { ${body} } }`;
const refused = (...bodies: string[]) => Object.fromEntries(bodies.map((body) => [method(body), ["path"]]));

accept("message-path", [
	method("const { a, b } = x; return a + b;"),
	method("for (let index = 0; index < x.length; index++) y[index] = x[index];"),
	method("x.copyWithin(0, 4, 8); x.fill(0); return x.indexOf(3);"),
	method("if (x < 0) throw new RangeError(`x is ${x}`);"),
	method("return this.#join(x, y);"),
	method("return Array.isArray(x);"),
	method("return (x?.a ?? y) as [number, ...string[]];"),
	"function f(g: (...all: number[]) => void) { g(1); }",
]);

/* What runs before traffic may do as it likes. */
accept("message-path", [
	"const bytes = [1, 2].map((byte) => ({ byte }));",
	"class A { static readonly rows = Object.freeze([{ name: 'a', handle: (self, x) => self.f(x) }]); }",
	"class A { list = [new Map()]; go = () => this.f(); f() {} }",
	"class A { constructor(...all) { for (const each of all) this.add({ ...each, run: () => each.run() }); } add() {} }",
	"class A { constructor(ports) { ports.forEach((port) => { this.list = [...port.list, new Map()]; }); } }",
	"class A { static { for (const x of [1, 2]) A.x = `${x}`; } }",
	"/**\n * Adds.\n * @setup\n */\nfunction f(list) { return [...list]; }",
	"/** @setup */\nexport function f(list) { return list.map((x) => [x]); }",
	"/** @setup */\nexport default function f() { return g(); }\n/** @setup */\nfunction g() { return {}; }",
	"class A { /** @setup */ f() { return {}; } constructor() { this.f(); } }",
	"/** @setup */\nclass A { f() { return {}; } static g() { return []; } }",
	"const remainders = table(256, (index) => [index]);",
]);

/* Operators are on no message's way. */
accept("message-path", [method("return x.map((each) => ({ ...each, name: `${y}` }));")], "modules/mctp/activation.ts");
accept("message-path", [method("return [...x];")], "modules/pldm/sensor-activation.ts");
refuse("message-path", { [method("return [x];")]: ["path"] }, "modules/mctp/reactivation.ts");
refuse("message-path", { [method("return [x];")]: ["path"] }, "modules/activation/schema.ts");

refuse(
	"message-path",
	refused(
		"for (const each of x) y(each);",
		"for (const key in x) y(key);",
		"const [a] = x; y(a);",
		"[x, y.z] = x;",
		"y(...x);",
		"const { a, ...rest } = x; y(a, rest);",
		"y(`a`);",
		"y(`a${x}`);",
		"y('a' + x);",
		"y(1n);",
		"y(/a/);",
		"y({});",
		"y([]);",
		"y(new Uint8Array(4));",
		"throw x; y(new Map());",
		"y(() => x);",
		"function g() {} y(g);",
		"y(class {});",
		"y(arguments);",
		"try { y(); } catch {}",
		"import('y');",
		"y(x.subarray(4));",
		"y(x.slice(4));",
		"y(x.map(y));",
		"x.push(y);",
		"y(String(x.toString()));",
		"y(Object.keys(x));",
		"y(JSON.stringify(x));",
		"y(Array.from(x));",
	),
);

refuse("message-path", {
	"function f(...all) { return all.length; }": ["path"],
	"const f = (x) => [x];": ["path"],
	"export function f([x]) { return x; }": ["path"],
	"class A { get f() { return {}; } }": ["path"],
	"class A { #f() { return {}; } }": ["path"],
	"class A { static readonly rows = Object.freeze([(x) => x.map(f)]); }": ["path"],
	"class A { constructor() { this.f = (x) => `${x}`; } }": ["path"],
	"class A { constructor(options) { options.onReadable(() => new A()); } }": ["path"],
	/* not a JSDoc comment; not a tag; not of this function */
	"/* @setup */\nfunction f() { return {}; }": ["path"],
	"/** Has nothing to do with @setup. */\nfunction f() { return {}; }": ["path"],
	"/** @setup */\nfunction f() {}\nfunction g() { return {}; }": ["path"],
	/* waiting and yielding are refused everywhere */
	"/** @setup */\nasync function f() {}": ["path"],
	"class A { constructor() { this.f = async () => {}; } }": ["path"],
	"/** @setup */\nfunction* f() {}": ["path"],
	/* set-up code stays off a message's way */
	"/** @setup */\nfunction f() { return {}; }\nfunction g() { return f(); }": ["path"],
	"class A { f() { return this.#g(); } /** @setup */ #g() { return {}; } }": ["path"],
});
