// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { formatTarget, parseTarget } from "../../../../hosts/node/line/target.js";

describe("targets", () => {
	test.each([
		["pty", { kind: "pty" }],
		["/dev/ttyUSB0", { kind: "tty", path: "/dev/ttyUSB0", baudRate: 115200 }],
		["/dev/ttyUSB0,9600", { kind: "tty", path: "/dev/ttyUSB0", baudRate: 9600 }],
		["unix:/run/mctp.sock", { kind: "connect", address: { path: "/run/mctp.sock" } }],
		["unix:relative,with comma", { kind: "connect", address: { path: "relative,with comma" } }],
		["tcp:bmc.local:4000", { kind: "connect", address: { host: "bmc.local", port: 4000 } }],
		["tcp:[::1]:4000", { kind: "connect", address: { host: "::1", port: 4000 } }],
		["listen:unix:/run/mctp.sock", { kind: "listen", address: { path: "/run/mctp.sock" } }],
		["listen:tcp:4000", { kind: "listen", address: { host: "127.0.0.1", port: 4000 } }],
		["listen:tcp:0.0.0.0:0", { kind: "listen", address: { host: "0.0.0.0", port: 0 } }],
	])("%s", (text, target) => {
		expect(parseTarget(text)).toEqual(target);
	});

	test.each(["pty", "/dev/ttyUSB0,9600", "unix:/a", "tcp:[::1]:1", "listen:unix:/a", "listen:tcp:127.0.0.1:4000"])(
		"%s is written as it was read",
		(text) => {
			expect(formatTarget(parseTarget(text))).toBe(text);
		},
	);
});

describe("what is not a target says what is", () => {
	test.each([
		["", /^Write pty, TTY\[,BAUD\], unix:PATH/],
		["ttyUSB0", /^Write pty/],
		["listen:pty", /^Write listen:unix:PATH or/],
		["/dev/ttyUSB0,fast", /baud rate is a whole number, such as \/dev\/ttyUSB0,115200/],
		["/dev/ttyUSB0,0", /baud rate/],
		["unix:", /path of the socket is missing/],
		[`unix:/${"a".repeat(107)}`, /at most 10[37] bytes, this one has 108/],
		["tcp:4000", /^Write tcp:HOST:PORT, PORT 1 to 65535/],
		["tcp:host:0", /PORT 1 to 65535/],
		["tcp:::1:4000", /brackets/],
		["listen:tcp:65536", /^Write listen:tcp:\[HOST:\]PORT/],
	])("%s", (text, message) => {
		expect(() => parseTarget(text)).toThrow(message);
	});
});
