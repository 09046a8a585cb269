// SPDX-License-Identifier: Apache-2.0
import { type Rule, RuleTester } from "eslint";
import { join } from "node:path";
import tseslint from "typescript-eslint";
import { afterAll, describe, it } from "vitest";
import house from "./plugin.js";

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;
Object.assign(RuleTester, { afterAll });

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser as never } });

/** By default, the code stands in a module. */
const module = "modules/mctp/example.ts";

/** Expects that a rule of the house has nothing against any of these. */
export function accept(rule: keyof typeof house.rules, codes: string[], file = module): void {
	tester.run(`${rule} accepts`, house.rules[rule] as Rule.RuleModule, { valid: codes.map((code) => test(code, file)), invalid: [] });
}

/** Expects of each code the errors named beside it, by message id, in the order of the lines. */
export function refuse(rule: keyof typeof house.rules, codes: Record<string, string[]>, file = module): void {
	const invalid = Object.entries(codes).map(([code, ids]) => ({ ...test(code, file), errors: ids.map((messageId) => ({ messageId })) }));
	tester.run(`${rule} refuses`, house.rules[rule] as Rule.RuleModule, { valid: [], invalid });
}

function test(code: string, file: string) {
	return { name: code, code, filename: join(process.cwd(), file) };
}
