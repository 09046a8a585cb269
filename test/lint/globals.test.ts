// SPDX-License-Identifier: Apache-2.0
import { accept, refuse } from "./rules.js";

accept("globals", [
	"const a = Math.min(1, Number.MAX_SAFE_INTEGER); new Uint8Array(a); throw new RangeError('a');",
	"function process(Date: number, clock: Performance) { return Date; } process(1);",
	"import setTimeout from './timer.js'; setTimeout();",
	"let x: Promise<Buffer>;",
]);
accept("globals", ["native('xs_wire_crc8').call(this);", "class A extends Native('x') {}"], "modules/wire/native/crc8.ts");

refuse("globals", {
	"process.exit();": ["global"],
	"Buffer.from('a');": ["global"],
	"setTimeout(f, 1); function f() {}": ["global"],
	"console.log(1);": ["global"],
	"performance.now();": ["global"],
	"Date.now();": ["global"],
	"new Promise(f); function f() {}": ["global"],
	"BigInt(1);": ["global"],
	"globalThis.x;": ["global"],
	"trace('a');": ["global"],
	"native('a');": ["global"],
	"structuredClone(1);": ["global"],
	"new TextEncoder();": ["global"],
	"Math.random();": ["random"],
});
