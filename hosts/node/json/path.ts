// SPDX-License-Identifier: Apache-2.0

/** Names and indexes from the whole to one value. */
export type Path = readonly (string | number)[];

const plainName = /^[A-Za-z_$][\w$]*$/;

/** As in `vendor.messages[0].pci`. */
export function formatPath(path: Path): string {
	return path
		.map((step) => {
			if ("number" === typeof step) return `[${step}]`;
			return plainName.test(step) ? `.${step}` : `[${shown(step)}]`;
		})
		.join("")
		.replace(/^\./, "");
}

/** The inverse of `formatPath`, for plain names. */
export function parsePath(text: string): Path {
	return Array.from(text.matchAll(/\[(\d+)\]|([^.[\]]+)/g), ([, index, name]) => name ?? Number(index));
}

/** A value for people: short, and without what a terminal would act upon. */
export function shown(value: unknown): string {
	const text = JSON.stringify(value).replace(
		/[\u007f-\u009f\u2028\u2029]/g,
		(each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
	return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
