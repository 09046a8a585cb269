// SPDX-License-Identifier: Apache-2.0
import { posix } from "node:path";
import { expect, test } from "vitest";
import { filesIn, textOf } from "./sources.js";

const sources = filesIn().filter(
	(path) => /\.([cm]?[jt]s|c|cc|h|sh|ld|S)$/.test(path) || (!posix.extname(path) && textOf(path).startsWith("#!")),
);

/** What a file says of its licence in its first two lines. */
function licenceOf(path: string): string | undefined {
	const head = textOf(path).split("\n", 2).join("\n");
	return /^(?:\/\/|\/\*|#) SPDX-License-Identifier: ([\w.-]+)(?: \*\/)?$/m.exec(head)?.[1];
}

test("every source file begins with its licence: GPL-2.0 in folders of that name, Apache-2.0 elsewhere", () => {
	const wrong = sources.filter((path) => licenceOf(path) !== (path.includes("/gpl-2.0/") ? "GPL-2.0-only" : "Apache-2.0"));
	expect(sources).toContain("test/lint/licences.test.ts");
	expect(wrong).toEqual([]);
});

test("the licences stand in the repository", () => {
	expect(textOf("LICENSE")).toContain("Apache License\n                           Version 2.0, January 2004");
	expect(textOf("LICENSES/GPL-2.0-only.txt")).toContain("GNU GENERAL PUBLIC LICENSE\n                       Version 2, June 1991");
});
