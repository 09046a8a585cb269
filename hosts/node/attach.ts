// SPDX-License-Identifier: Apache-2.0
import { ownEid } from "./bus-owner.js";
import { formatHostPort, type Address } from "./line/target.js";
import type { Line } from "./line/line.js";

/** One way to attach a peer: for whom, and the lines to type. */
interface Way {
	readonly peer: string;
	readonly commands: readonly string[];
}

/** How to attach peers to an open line: its own name and place first, then a block for each kind of peer. */
export function formatAttachment(name: string, line: Line, strong: (text: string) => string): string {
	const blocks = waysTo(line).map(({ peer, commands }) => `  ${peer}:\n${commands.map((command) => `    ${command}\n`).join("")}`);
	return `${strong(name)} ${describe(line)}\n${blocks.join("")}`;
}

function describe({ target, place }: Line): string {
	switch (target.kind) {
		case "pty":
			return `is the pseudo terminal ${place}`;
		case "tty":
			return `is the serial port ${target.path} at ${target.baudRate} baud`;
		case "connect":
			return `connects to ${place}, again and again until somebody listens there`;
		case "listen":
			return `listens on ${place}`;
	}
}

function waysTo({ target, place }: Line): readonly Way[] {
	switch (target.kind) {
		case "pty":
			return [
				{ peer: "This Linux as bus owner, as root (mctp and mctpd of github.com/CodeConstruct/mctp)", commands: linux(place) },
				{ peer: "A QEMU guest", commands: [`qemu-system-... -serial ${place}`] },
				plain(`${place},raw,echo=0`),
			];
		case "tty":
			return [{ peer: "Linux at the other end of the cable, as root, with its own name for the port", commands: linux("/dev/ttyS0") }];
		case "connect":
			return [
				{ peer: "A QEMU guest", commands: [`qemu-system-... -serial ${qemuSocket(target.address)},server=on,wait=off`] },
				plain(socatListen(target.address)),
			];
		case "listen":
			return [
				{ peer: "A QEMU guest", commands: [`qemu-system-... -serial ${"path" in target.address ? "unix" : "tcp"}:${place}`] },
				plain(`${"path" in target.address ? "UNIX-CONNECT" : "TCP"}:${place}`),
			];
	}
}

/** The kernel's line discipline makes an interface of the terminal; mctpd gives the device its EID. */
function linux(tty: string): readonly string[] {
	return [
		`mctp link serial ${tty} &`,
		"mctp link set mctpserial0 up",
		`mctp address add ${ownEid} dev mctpserial0`,
		"mctpd &",
		"busctl call au.com.codeconstruct.MCTP1 /au/com/codeconstruct/mctp1/interfaces/mctpserial0 au.com.codeconstruct.MCTP.BusOwner1 SetupEndpoint ay 0",
	];
}

/** A whole exchange without any MCTP stack. The frame is Get Endpoint ID from EID 8 to EID 0. */
function plain(address: string): Way {
	const frame = String.raw`\176\1\7\1\0\10\310\0\200\2\53\301\176`;
	return { peer: "Plain bytes (Get Endpoint ID)", commands: [`printf '${frame}' | socat -t1 - ${address} | od -An -tx1`] };
}

function qemuSocket(address: Address): string {
	return "path" in address ? `unix:${address.path}` : `tcp:${formatHostPort(address.host, address.port)}`;
}

function socatListen(address: Address): string {
	return "path" in address ? `UNIX-LISTEN:${address.path}` : `TCP-LISTEN:${address.port},bind=${address.host},reuseaddr`;
}
