// SPDX-License-Identifier: Apache-2.0
// Who may import whom. Lower layers know nothing of higher ones, siblings nothing of each other, modules nothing of hosts. Imports in modules are
// relative, with extension: manifest names mirror the folders, so that the same line works under mcconfig, tsc and for npm users.
import { posix } from "node:path";
import { pathOf } from "./syntax.js";

/** From low to high; those of one rank are siblings. */
const ranks = [
	["modules/wire", "modules/activation", "modules/usb"],
	["modules/mctp"],
	["modules/device"],
	["modules/binding", "modules/control", "modules/fault", "modules/nvme-mi", "modules/pldm", "modules/vendor"],
	["hosts", "main.ts"],
];

/** Every binding and every host is a unit of its own. */
function unitOf(path) {
	const [top, folder, inner] = path.split("/");
	if ("hosts" === top) return `hosts/${folder}`;
	if ("modules" !== top) return path;
	return "binding" === folder && inner && !inner.includes(".") ? `modules/binding/${inner}` : `modules/${folder}`;
}

function rankOf(unit) {
	return ranks.findIndex((names) => names.some((name) => unit === name || unit.startsWith(`${name}/`)));
}

export default {
	meta: {
		type: "problem",
		schema: [],
		messages: {
			bare: '"{{source}}": modules import by relative path only, nothing of Node or of the SDK',
			extension: '"{{source}}": a relative import ends with .js',
			outside: '"{{source}}": is outside of modules/ and hosts/',
			unknown: '"{{unit}}" is in no layer: add it to the ranks of test/lint/rules/layers.js',
			direction: "{{from}} must not know {{to}}",
			dynamic: "modules have no dynamic imports",
			barrel: "no barrels in modules: import from the file that declares it",
		},
	},
	create(context) {
		const path = pathOf(context);
		const inModules = path.startsWith("modules/");
		const from = unitOf(path);
		const report = (node, messageId, data) => context.report({ node, messageId, data });

		function check(node) {
			const source = node.value;
			if (!source.startsWith(".")) {
				if (inModules) report(node, "bare", { source });
				return;
			}
			if (!source.endsWith(".js")) return report(node, "extension", { source });
			const target = posix.join(posix.dirname(path), source);
			if (!/^(modules|hosts)\//.test(target)) return report(node, "outside", { source });
			const to = unitOf(target);
			if (rankOf(to) < 0) return report(node, "unknown", { unit: to });
			if (from === to || rankOf(to) < rankOf(from)) return;
			if (from.startsWith("hosts/") && "hosts/common" === to) return;
			report(node, "direction", { from, to });
		}

		return {
			Program(node) {
				if (rankOf(from) < 0) report(node, "unknown", { unit: from });
			},
			"ImportDeclaration > Literal.source, ExportNamedDeclaration > Literal.source, ExportAllDeclaration > Literal.source": check,
			"TSImportType Literal": check,
			ImportExpression(node) {
				if (inModules) report(node, "dynamic");
				else if ("Literal" === node.source.type) check(node.source);
			},
			"ExportNamedDeclaration[source], ExportAllDeclaration"(node) {
				if (inModules && node.source) report(node, "barrel");
			},
		};
	},
};
