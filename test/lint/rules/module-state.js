// SPDX-License-Identifier: Apache-2.0
// Preloaded modules live in flash. What stands at module scope or in static fields is constant: literals and classes are frozen all the way down,
// typed arrays come from table() of wire/table.ts, and nothing writes there. Node would allow it, XS throws.
import { nameOf, plain } from "./syntax.js";

const mutable = /^((Shared)?ArrayBuffer|DataView|(Weak)?(Map|Set)|(Int|Uint|Float|BigInt|BigUint)\d+(Clamped)?Array)$/;
/** Calls that give a new array or object. */
const making = new Set("concat entries filter flatMap from fromEntries keys map of slice split values".split(" "));
const writing = new Set("add clear copyWithin delete fill pop push reverse set shift sort splice unshift".split(" "));

export default {
	meta: {
		type: "problem",
		schema: [],
		messages: {
			variable: "module scope is in flash: make it const, or a field of an instance",
			buffer:
				"{{name}} at module scope cannot be written on XS: make it in a constructor; constant tables come from table() of wire/table.ts",
			literal: "freeze what stands at module scope: Object.freeze(...)",
			instance: "freeze what stands at module scope, or make it in a constructor",
			field: "a static field is in flash: make it readonly",
			prototype: "add Object.freeze({{name}}.prototype) below the class",
			write: "{{name}} stands at module scope, which is in flash: it cannot be written",
		},
	},
	create(context) {
		const { sourceCode } = context;
		const report = (node, messageId, data) => context.report({ node, messageId, data });

		/** Checks a value that stays at module scope. */
		function checkValue(value) {
			const node = plain(value);
			switch (node?.type) {
				case "ObjectExpression":
				case "ArrayExpression":
					report(node, "literal");
					break;
				case "NewExpression":
					if (mutable.test(nameOf(node.callee))) report(node, "buffer", { name: nameOf(node.callee) });
					else report(node, "instance");
					break;
				case "CallExpression":
					checkCall(node);
			}
		}

		function checkCall(node) {
			const { callee } = node;
			if ("MemberExpression" !== callee.type) return;
			if ("freeze" === callee.property.name) return checkFrozen(plain(node.arguments[0]));
			if (mutable.test(callee.object.name)) report(node, "buffer", { name: callee.object.name });
			else if (making.has(callee.property.name)) report(node, "literal");
		}

		/** Checks what Object.freeze gets: it freezes one level, and no buffers. */
		function checkFrozen(node) {
			if ("NewExpression" === node?.type && mutable.test(nameOf(node.callee))) report(node, "buffer", { name: nameOf(node.callee) });
			if ("ObjectExpression" === node?.type) for (const property of node.properties) checkValue(property.value);
			if ("ArrayExpression" === node?.type) for (const element of node.elements) checkValue(element);
		}

		function checkPrototype(node) {
			const { name } = node.id;
			const frozen = sourceCode.ast.body.some((statement) => sourceCode.getText(statement) === `Object.freeze(${name}.prototype);`);
			if (!frozen) report(node.id, "prototype", { name });
		}

		/** Checks a place that is written: `x.y = 1`, `x[y]++`, `delete x.y`, or `x` of `x.push()`. */
		function checkWrite(node) {
			let target = plain(node);
			while ("MemberExpression" === target.type) target = plain(target.object);
			if ("Identifier" !== target.type) return;
			for (let scope = sourceCode.getScope(target); scope; scope = scope.upper) {
				const variable = scope.set.get(target.name);
				if (!variable) continue;
				if (["module", "class"].includes(scope.type)) report(node, "write", { name: target.name });
				return;
			}
		}

		return {
			"Program > VariableDeclaration, Program > ExportNamedDeclaration > VariableDeclaration"(node) {
				if ("const" !== node.kind) return report(node, "variable");
				for (const { init } of node.declarations) checkValue(init);
			},
			"ExportDefaultDeclaration > .declaration": checkValue,
			"PropertyDefinition[static=true]"(node) {
				if (!node.readonly) report(node, "field");
				checkValue(node.value);
			},
			"Program > ClassDeclaration, ExportNamedDeclaration > ClassDeclaration, ExportDefaultDeclaration > ClassDeclaration": checkPrototype,
			"AssignmentExpression > MemberExpression.left, UpdateExpression > MemberExpression.argument, UnaryExpression[operator='delete'] > MemberExpression":
				checkWrite,
			CallExpression({ callee }) {
				if ("MemberExpression" === callee.type && writing.has(callee.property.name)) checkWrite(callee.object);
			},
		};
	},
};
