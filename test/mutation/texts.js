// SPDX-License-Identifier: Apache-2.0
// Texts that only people read are not mutated: what went wrong at set-up, descriptions in schemas, names of commands. To repeat them in a test shows nothing.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Functions whose first argument is a description: those of modules/activation/schema.ts, and rows of command tables. */
const describing = new Set(["whole", "number", "flag", "text", "choice", "list", "record", "row"]);

const isError = ({ node }) => "NewExpression" === node.type && /Error$/.test(node.callee.name);
const isDescription = ({ node }) => "ObjectProperty" === node.type && "description" === node.key.name;
const describes = ({ node, parent, listKey, key }) =>
	"StringLiteral" === node.type && "arguments" === listKey && 0 === key && describing.has(parent.callee.name);

function shouldIgnore(path) {
	if (isError(path)) return "text of an error";
	if (isDescription(path) || describes(path)) return "description";
	return undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "texts", { shouldIgnore })];
