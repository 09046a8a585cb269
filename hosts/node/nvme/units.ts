// SPDX-License-Identifier: Apache-2.0
// Numbers of structures as people read them.
import { hex } from "../names.js";

export type Format = (value: number | string) => string;

const celsius = 273;
const prefixes = Object.freeze(["", "k", "M", "G", "T", "P", "E"]);
const thousand = 1000;
/** A data unit of SMART, in bytes. */
const dataUnit = 512_000;

/** Kelvins as degrees Celsius; 0 is told where there is none. */
export const kelvin: Format = (value) => (0 === value ? "not told" : `${Number(value) - celsius} °C`);
export const percent: Format = (value) => `${value} %`;
export const hours: Format = (value) => `${value} h`;
export const minutes: Format = (value) => `${value} min`;
export const hexadecimal: Format = (value) => (typeof value === "number" ? hex(value) : value);
export const identifier: Format = (value) => hex(Number(value), 4);
export const plain: Format = (value) => String(value);

/** Bytes with a decimal prefix, and as they are. */
export const bytes: Format = (value) => {
	const short = prefixed(Number(value));
	return Number(value) < thousand ? `${value} B` : `${short}B (${value} bytes)`;
};

export const dataUnits: Format = (value) => `${value} (${prefixed(Number(value) * dataUnit)}B)`;
export const microseconds: Format = (value) => (Number(value) >= 1e6 ? `${Number(value) / 1e6} s` : `${value} µs`);

/** The version register: 0x00010400 is 1.4. */
export const version: Format = (value) => {
	const word = Number(value);
	const [major, minor, tertiary] = [word >>> 16, (word >> 8) & 0xff, word & 0xff];
	return `${major}.${minor}${0 === tertiary ? "" : `.${tertiary}`}`;
};

/** Organisation, with dashes. */
export const organisation: Format = (value) => Number(value).toString(16).toUpperCase().padStart(6, "0").replace(/..\B/g, "$&-");

function prefixed(value: number): string {
	let power = 0;
	for (; value >= thousand && power < prefixes.length - 1; power++) value /= thousand;
	return `${0 === power ? value : value.toFixed(2)} ${prefixes[power]}`;
}
