// SPDX-License-Identifier: Apache-2.0
// Texts that only people read are not mutated: what went wrong at set-up, descriptions in schemas, names of commands. To repeat them in a test shows nothing.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Functions with a text for people among their arguments, and its place: those of modules/activation/schema.ts, and rows of command tables. */
const describing = {
	whole: 0,
	number: 0,
	flag: 0,
	text: 0,
	choice: 0,
	list: 0,
	record: 0,
	row: 0,
	command: 1,
	onceCommand: 1,
	prohibited: 1,
};

const isError = ({ node }) => "NewExpression" === node.type && /Error$/.test(node.callee.name);
const isDescription = ({ node }) => "ObjectProperty" === node.type && "description" === node.key.name;
const describes = ({ node, parent, listKey, key }) =>
	"StringLiteral" === node.type && "arguments" === listKey && key === describing[parent.callee.name];

function shouldIgnore(path) {
	if (isError(path)) return "text of an error";
	if (isDescription(path) || describes(path)) return "description";
	return undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "texts", { shouldIgnore })];
