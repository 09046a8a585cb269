// SPDX-License-Identifier: Apache-2.0
// Modules use only what the language itself has in every engine: no platform, no clock, no chance, no engine's or browser's globals.
import { pathOf } from "./syntax.js";

const language = new Set([
	...["undefined", "NaN", "Infinity", "isNaN", "isFinite", "parseInt", "parseFloat"],
	...["Array", "Boolean", "JSON", "Map", "Math", "Number", "Object", "Reflect", "Set", "String", "Symbol"],
	...["ArrayBuffer", "DataView", "Int8Array", "Int16Array", "Int32Array", "Uint8Array", "Uint16Array", "Uint32Array", "Float64Array"],
	...["Error", "RangeError", "TypeError", "SyntaxError"],
]);
/** What XS gives to the twins in C. */
const native = new Set(["native", "Native"]);

export default {
	meta: {
		type: "problem",
		schema: [],
		messages: {
			global: "{{name}} is not of the language core: modules get clock, chance and platform handed in",
			random: "Math.random is chance: modules get it handed in",
		},
	},
	create(context) {
		const inNative = pathOf(context).includes("/native/");
		return {
			"Program:exit"() {
				for (const scope of context.sourceCode.scopeManager.scopes)
					for (const { identifier, resolved, isTypeReference } of scope.references) {
						const { name } = identifier;
						if (isTypeReference || resolved?.defs.length || language.has(name) || (inNative && native.has(name))) continue;
						context.report({ node: identifier, messageId: "global", data: { name } });
					}
			},
			"MemberExpression[object.name='Math'][property.name='random']"(node) {
				context.report({ node, messageId: "random" });
			},
		};
	},
};
