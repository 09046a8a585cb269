// SPDX-License-Identifier: Apache-2.0
// Texts that only people read are not mutated: what went wrong at set-up, and descriptions in schemas. To repeat them in a test shows nothing.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

/** Functions of modules/activation/schema.ts, whose first argument is a description. */
const schemas = new Set(["whole", "number", "flag", "text", "choice", "list", "record"]);

const isError = ({ node }) => "NewExpression" === node.type && /Error$/.test(node.callee.name);
const isDescription = ({ node }) => "ObjectProperty" === node.type && "description" === node.key.name;
const describesSchema = ({ node, parent, listKey, key }) =>
	"StringLiteral" === node.type && "arguments" === listKey && 0 === key && schemas.has(parent.callee.name);

function shouldIgnore(path) {
	if (isError(path)) return "text of an error";
	if (isDescription(path) || describesSchema(path)) return "description";
	return undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "texts", { shouldIgnore })];
