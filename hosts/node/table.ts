// SPDX-License-Identifier: Apache-2.0

/** Characters that take two columns of a terminal, and none (wide and combining ones of Unicode), as far as texts of devices have them. */
const wide =
	/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const combining = /\p{M}/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
	return Array.from(text).reduce((sum, character) => sum + (wide.test(character) ? 2 : combining.test(character) ? 0 : 1), 0);
}

/**
 * Rows of as many cells each in a box, of plain text; a cell may have several lines. `strong` makes the first column
 * stand out.
 */
function formatTable(rows: readonly (readonly string[])[], strong = (text: string): string => text): string {
	const cells = rows.map((row) => row.map((cell) => cell.split("\n")));
	const widths = cells[0].map((_, column) => Math.max(...cells.flatMap((row) => row[column].map(columnsOf))));
	const edge = (start: string, middle: string, end: string) =>
		`${start}${widths.map((width) => "─".repeat(width + 2)).join(middle)}${end}\n`;
	const line = (row: readonly (readonly string[])[], index: number) => {
		const texts = row.map((cell, column) => {
			const text = cell[index] ?? "";
			return `${0 === column ? strong(text) : text}${" ".repeat(widths[column] - columnsOf(text))}`;
		});
		return `│ ${texts.join(" │ ")} │\n`;
	};
	const body = cells.map((row) => Array.from({ length: Math.max(...row.map((cell) => cell.length)) }, (_, index) => line(row, index)));
	return `${edge("┌", "┬", "┐")}${body.flat().join("")}${edge("└", "┴", "┘")}`;
}

export default formatTable;
