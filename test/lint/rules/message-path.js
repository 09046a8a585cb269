// SPDX-License-Identifier: Apache-2.0
// What allocates on XS, or is slow there, stays off the way of a message. Everything in modules/ is on that way, but module scope, field
// initialisers, constructors, and what a JSDoc tag @setup declares to run before traffic: a function, a method or a whole class. A callback that
// is called at once (`map`, `forEach`, `table`) belongs to where it stands. A throw may build its error. What operators call is on no message's way:
// files named activation.ts, or with that at the end of their name.
import { jsdocOf, nameOf, pathOf } from "./syntax.js";

const kinds = {
	ForOfStatement: "for...of makes an iterator: count with an index",
	ForInStatement: "for...in makes an iterator: use a table and count with an index",
	ArrayPattern: "array destructuring makes an iterator: read the elements by index",
	SpreadElement: "spread makes an iterator: name the arguments or copy in a loop",
	RestElement: "rest makes an array or object: name the parameters",
	TemplateLiteral: "a template makes a string: use numbers and counters",
	NewExpression: "new allocates: make the object in the constructor and use it again",
	ObjectExpression: "an object literal allocates: make it in the constructor, or freeze it at module scope",
	ArrayExpression: "an array literal allocates: make it in the constructor, or freeze it at module scope",
	ClassDeclaration: "a class allocates: declare it at module scope",
	ClassExpression: "a class allocates: declare it at module scope",
	TryStatement: "errors of the wire are values and counters, not exceptions",
	ImportExpression: "a dynamic import makes a Promise",
	"Literal[bigint]": "BigInt allocates: use Numbers, or fields by offset",
	"Literal[regex]": "a regular expression allocates: make it at module scope",
	"Identifier[name='arguments']": "arguments makes an object: name the parameters",
};

/** Methods that make something new, or let something grow. */
const allocating = new Set(
	"bind concat entries filter flat flatMap join map matchAll padEnd padStart push repeat slice splice split subarray substring toFixed toString unshift".split(
		" ",
	),
);
const allocatingNamespaces = new Set(["Array", "JSON", "Object"]);
/** Functions that call their callback before they return. */
const immediate = new Set("every filter find findIndex flatMap forEach from map reduce some sort table".split(" "));

export default {
	meta: { type: "problem", schema: [], messages: { path: "{{advice}} (on a message's way; @setup tells that a function runs before)" } },
	create(context) {
		if (/[/-]activation\.ts$/.test(pathOf(context))) return {};
		const { sourceCode } = context;
		/** Innermost last: does the code run before traffic? */
		const setup = [true];
		let throwing = 0;
		const setupNames = new Set();
		const calls = [];

		const report = (node, advice) => context.report({ node, messageId: "path", data: { advice } });
		const check = (node, advice) => {
			if (!setup.at(-1) && !throwing) report(node, advice);
		};

		function isSetup(node) {
			const { parent } = node;
			if ("MethodDefinition" === parent.type) return "constructor" === parent.kind || tagged(parent) || tagged(parent.parent.parent);
			if (tagged(node)) return true;
			return "CallExpression" === parent.type && parent.arguments.includes(node) && immediate.has(nameOf(parent.callee)) && setup.at(-1);
		}

		function tagged(node) {
			return /^\s*\*?\s*@setup\b/m.test(jsdocOf(node, sourceCode));
		}

		function enterFunction(node) {
			const method = "MethodDefinition" === node.parent.type;
			if (!method) check(node, "a function made here is a closure: make it in the constructor");
			if (node.async || node.generator) report(node, "modules neither wait nor yield: the host calls in");
			const own = isSetup(node);
			if (own && method && "constructor" !== node.parent.kind) setupNames.add(`this.${sourceCode.getText(node.parent.key)}`);
			if (own && "FunctionDeclaration" === node.type && node.id) setupNames.add(node.id.name);
			setup.push(own);
		}

		function checkCall(node) {
			const { callee } = node;
			const name = nameOf(callee);
			if ("MemberExpression" === callee.type && "PrivateIdentifier" !== callee.property.type) {
				if (allocating.has(name)) check(node, `${name}() allocates`);
				else if (allocatingNamespaces.has(callee.object.name) && "isArray" !== name)
					check(node, `${callee.object.name}.${name}() allocates`);
			}
			if (!setup.at(-1)) calls.push({ node, name: sourceCode.getText(callee) });
		}

		function checkConcatenation(node) {
			if ([node.left, node.right].some((side) => "string" === typeof side.value)) check(node, "+ makes a string: use numbers and counters");
		}

		return {
			...Object.fromEntries(Object.entries(kinds).map(([selector, advice]) => [selector, (node) => check(node, advice)])),
			RestElement(node) {
				if (!node.parent.type.startsWith("TS")) check(node, kinds.RestElement);
			},
			CallExpression: checkCall,
			"BinaryExpression[operator='+']": checkConcatenation,
			ThrowStatement: () => throwing++,
			"ThrowStatement:exit": () => throwing--,
			"PropertyDefinition, StaticBlock": () => setup.push(true),
			"PropertyDefinition, StaticBlock:exit": () => setup.pop(),
			":function": enterFunction,
			":function:exit": () => setup.pop(),
			"Program:exit"() {
				for (const { node, name } of calls) if (setupNames.has(name)) report(node, `${name}() is tagged @setup`);
			},
		};
	},
};
