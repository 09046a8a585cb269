// SPDX-License-Identifier: Apache-2.0
import { isAbsolute } from "node:path";

/** Where a socket is: the form that `net.connect` and `server.listen` take. */
export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** What a serial line is attached to. */
export type Target =
	| { readonly kind: "pty" }
	| { readonly kind: "tty"; readonly path: string; readonly baudRate: number }
	| { readonly kind: "connect"; readonly address: Address }
	| { readonly kind: "listen"; readonly address: Address };

/** What may be written for a socket, and for any target, for help and error messages. */
export const socketForms = "unix:PATH, tcp:HOST:PORT, listen:unix:PATH or listen:tcp:[HOST:]PORT";
export const targetForms = `pty, TTY[,BAUD], ${socketForms}`;

const defaultBaudRate = 115200;
const loopback = "127.0.0.1";
/** Bytes of a socket's path, without the terminating zero: sockaddr_un of Linux and of macOS. */
const longestPath = "linux" === process.platform ? 107 : 103;

/** Reads what a person wrote. Throws RangeError that says what is allowed; the caller knows where the text came from. */
export function parseTarget(text: string): Target {
	const [, listen, kind, rest] = /^(listen:)?(?:(unix|tcp):)?(.*)$/s.exec(text)!;
	if (undefined !== kind) {
		const address = "unix" === kind ? unixAddress(rest) : tcpAddress(rest, undefined !== listen);
		return { kind: undefined === listen ? "connect" : "listen", address };
	}
	if (undefined !== listen) throw new RangeError("Write listen:unix:PATH or listen:tcp:[HOST:]PORT.");
	if ("pty" === text) return { kind: "pty" };
	return ttyTarget(text);
}

/** As `parseTarget`, for what only goes over a socket. */
export function parseSocketTarget(text: string): Target {
	const target = parseTarget(text);
	if (!("address" in target)) throw new RangeError(`Write ${socketForms}.`);
	return target;
}

/** The inverse of `parseTarget`. */
export function formatTarget(target: Target): string {
	switch (target.kind) {
		case "pty":
			return "pty";
		case "tty":
			return `${target.path},${target.baudRate}`;
		case "connect":
			return formatAddress(target.address);
		case "listen":
			return `listen:${formatAddress(target.address)}`;
	}
}

export function formatAddress(address: Address): string {
	return "path" in address ? `unix:${address.path}` : `tcp:${formatHostPort(address.host, address.port)}`;
}

export function formatHostPort(host: string, port: number): string {
	return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function ttyTarget(text: string): Target {
	const [, path, baud] = /^(.*?)(?:,([^,]*))?$/s.exec(text)!;
	if (!isAbsolute(path)) throw new RangeError(`Write ${targetForms}.`);
	const baudRate = undefined === baud ? defaultBaudRate : wholeNumber(baud, 1, 100_000_000);
	if (undefined === baudRate) throw new RangeError(`The baud rate is a whole number, such as ${path},${defaultBaudRate}.`);
	return { kind: "tty", path, baudRate };
}

function unixAddress(path: string): Address {
	if ("" === path) throw new RangeError("The path of the socket is missing, such as unix:/run/mctp.sock.");
	const length = Buffer.byteLength(path);
	if (length > longestPath) throw new RangeError(`The path of a socket has at most ${longestPath} bytes, this one has ${length}.`);
	return { path };
}

function tcpAddress(text: string, listen: boolean): Address {
	const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]:|([^:[\]]+):)?(\d+)$/.exec(text) ?? [];
	const host = bracketed ?? plain ?? (listen ? loopback : undefined);
	const port = wholeNumber(digits ?? "", listen ? 0 : 1, 65535);
	if (undefined === host || undefined === port) {
		const forms = listen ? "listen:tcp:[HOST:]PORT, PORT 0 (any free one) to 65535" : "tcp:HOST:PORT, PORT 1 to 65535";
		throw new RangeError(`Write ${forms}; an IPv6 address as HOST stands in brackets.`);
	}
	return { host, port };
}

function wholeNumber(digits: string, least: number, most: number): number | undefined {
	const value = /^\d{1,9}$/.test(digits) ? Number(digits) : NaN;
	return value >= least && value <= most ? value : undefined;
}
