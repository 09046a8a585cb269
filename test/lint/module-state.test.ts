// SPDX-License-Identifier: Apache-2.0
import { accept, refuse } from "./rules.js";

accept("module-state", [
	"const size = 4;",
	"const pattern = /^[0-9a-f]+$/;",
	"const remainders = table(256, (index) => index);",
	"export const Flag = Object.freeze({ a: 1, nested: Object.freeze({ b: 2 }), list: Object.freeze([1]) } as const);",
	"export const names: readonly string[] = Object.freeze(Object.keys(Flag));",
	"class A { readonly bytes = new Uint8Array(4); list = []; }\nObject.freeze(A.prototype);\nexport default A;",
	"class A { static readonly rows = Object.freeze([undefined, row('a', (self) => self.f())]); }\nObject.freeze(A.prototype);",
	"class A { static readonly size = 4; }\nObject.freeze(A.prototype);",
	"function f() { let x = 0; const list = [1]; list[0] = x++; list.push(2); return new Map(); }",
	"const table = 1; function f(table) { table[0] = 1; }",
]);

refuse("module-state", {
	"let count = 0;": ["variable"],
	"export let count = 0;": ["variable"],
	"var count = 0;": ["variable"],
	"const bytes = new Uint8Array(4);": ["buffer"],
	"export const bytes = new Uint8Array(4) as Readonly<Uint8Array>;": ["buffer"],
	"const bytes = Uint8Array.of(1, 2);": ["buffer"],
	"const view = new DataView(buffer);": ["buffer"],
	"const map = new Map();": ["buffer"],
	"const set = Object.freeze(new Set());": ["buffer"],
	"const state = new State();": ["instance"],
	"const list = [1, 2];": ["literal"],
	"export const Flag = { a: 1 } as const;": ["literal"],
	"export const Flag = Object.freeze({ a: { b: 1 }, c: [1] });": ["literal", "literal"],
	"const rows = Object.freeze([{ a: 1 }, Object.freeze({ b: [] })]);": ["literal", "literal"],
	"const list = names.map(f);": ["literal"],
	"export default { a: 1 };": ["literal"],
	"class A { static readonly map = new Map(); }\nObject.freeze(A.prototype);": ["buffer"],
	"class A { static #bytes = new Uint8Array(4); }\nObject.freeze(A.prototype);": ["field", "buffer"],
	"class A { static count = 0; }\nObject.freeze(A.prototype);": ["field"],
	"export default class A {}": ["prototype"],
	"export class A {}\nObject.freeze(B.prototype);": ["prototype"],
	"class A {}": ["prototype"],
	"const bytes = table(4, f); function f() { bytes[0] = 1; }": ["write"],
	"const bytes = table(4, f); function f() { bytes[0]++; bytes.fill(0); }": ["write", "write"],
	"import Flag from './flag.js'; function f() { Flag.a.b = 1; delete Flag.c; }": ["write", "write"],
	"class A { f() { A.count = 1; } }\nObject.freeze(A.prototype);": ["write"],
});
