// SPDX-License-Identifier: Apache-2.0
// Texts that only people read are not mutated: what went wrong at set-up, descriptions in schemas, names of commands, features and fields. To repeat them in a test shows nothing.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Functions with texts for people among their arguments, and their places: those of modules/activation/schema.ts, Fields.match, and rows of tables. */
const describing = {
	...{ whole: [0], number: [0], flag: [0], text: [0], choice: [0], list: [0], record: [0], row: [0, 1] },
	...{ ".match": [2], command: [1], onceCommand: [1], prohibited: [1], feature: [1], field: [2], octets: [2] },
};

const isError = ({ node }) => "NewExpression" === node.type && /Error$/.test(node.callee.name);
const isDescription = ({ node }) => "ObjectProperty" === node.type && "description" === node.key.name;
const nameOf = ({ name, property }) => name ?? `.${property?.name}`;
const describes = ({ node, parent, listKey, key }) =>
	"StringLiteral" === node.type && "arguments" === listKey && describing[nameOf(parent.callee)]?.includes(key);

function shouldIgnore(path) {
	if (isError(path)) return "text of an error";
	if (isDescription(path) || describes(path)) return "description";
	return undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "texts", { shouldIgnore })];
