// SPDX-License-Identifier: Apache-2.0

/** Last part of what is called or constructed: `map` of `a.b.map`. */
export function nameOf(callee) {
	return "MemberExpression" === callee.type ? callee.property.name : callee.name;
}

/** Text of the JSDoc comment of a declaration, also where it is exported. */
export function jsdocOf(node, sourceCode) {
	const { parent } = node;
	const declaration = ["ExportNamedDeclaration", "ExportDefaultDeclaration"].includes(parent?.type) ? parent : node;
	const comment = sourceCode.getCommentsBefore(declaration).at(-1);
	return "Block" === comment?.type && comment.value.startsWith("*") ? comment.value : "";
}

/** What stands inside type assertions. */
export function plain(node) {
	while (["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSTypeAssertion"].includes(node?.type)) node = node.expression;
	return node;
}

/** Path of the linted file from the root of the repository, with slashes. */
export function pathOf(context) {
	return context.filename.slice(context.cwd.length + 1).replaceAll("\\", "/");
}
