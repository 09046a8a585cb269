// SPDX-License-Identifier: Apache-2.0

/**
 * Rows of as many cells each in a box, of plain text; a cell may have several lines. `strong` makes the first column
 * stand out.
 */
function formatTable(rows: readonly (readonly string[])[], strong = (text: string): string => text): string {
	const cells = rows.map((row) => row.map((cell) => cell.split("\n")));
	const widths = cells[0].map((_, column) => Math.max(...cells.flatMap((row) => row[column].map((line) => line.length))));
	const edge = (start: string, middle: string, end: string) =>
		`${start}${widths.map((width) => "─".repeat(width + 2)).join(middle)}${end}\n`;
	const line = (row: readonly (readonly string[])[], index: number) => {
		const texts = row.map((cell, column) => {
			const text = cell[index] ?? "";
			return `${0 === column ? strong(text) : text}${" ".repeat(widths[column] - text.length)}`;
		});
		return `│ ${texts.join(" │ ")} │\n`;
	};
	const body = cells.map((row) => Array.from({ length: Math.max(...row.map((cell) => cell.length)) }, (_, index) => line(row, index)));
	return `${edge("┌", "┬", "┐")}${body.flat().join("")}${edge("└", "┴", "┘")}`;
}

export default formatTable;
