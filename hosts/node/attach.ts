// SPDX-License-Identifier: Apache-2.0
import { ownEid } from "./bus-owner.js";
import type { Line } from "./line/line.js";
import { formatHostPort, type Address } from "./line/target.js";
import type { TransportName } from "./link.js";

/** One way to attach a peer: for whom, and the lines to type. */
interface Way {
	readonly peer: string;
	readonly commands: readonly string[];
}

/** What an open link is called, what goes over it, and where it is. */
export interface Attached {
	readonly name: string;
	readonly transport: TransportName;
	readonly line: Line;
}

/** How to attach peers to an open link: its own name and place first, then a block for each kind of peer. */
export function formatAttachment(attached: Attached, strong: (text: string) => string): string {
	const { name, transport, line } = attached;
	const blocks = waysTo[transport](attached).map(
		({ peer, commands }) => `  ${peer}:\n${commands.map((command) => `    ${command}\n`).join("")}`,
	);
	return `${strong(name)} ${describe(line)}\n${blocks.join("")}`;
}

/** How to operate the devices. */
export function formatControl(address: Address, place: string, strong: (text: string) => string): string {
	const target = `${"path" in address ? "unix" : "tcp"}:${place}`;
	return `${strong("control")} listens on ${place}\n    mctp-xs call ${target}\n    mctp-xs watch ${target}\n`;
}

/** What a line is or does, to follow its name. */
export function describe({ target, place }: Line): string {
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

const waysTo: Readonly<Record<TransportName, (attached: Attached) => readonly Way[]>> = {
	serial: waysToSerial,
	usbredir: waysToUsbredir,
	i2c: waysToI2c,
};

function waysToSerial({ line: { target, place } }: Attached): readonly Way[] {
	switch (target.kind) {
		case "pty":
			return [
				{ peer: "This Linux as bus owner, as root (mctp and mctpd of github.com/CodeConstruct/mctp)", commands: serialBusOwner(place) },
				{ peer: "A QEMU guest", commands: [`qemu-system-... -serial ${place}`] },
				plain(`${place},raw,echo=0`),
			];
		case "tty":
			return [
				{ peer: "Linux at the other end of the cable, as root, with its own name for the port", commands: serialBusOwner("/dev/ttyS0") },
			];
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

function waysToUsbredir({ name, line: { target, place } }: Attached): readonly Way[] {
	const listening = "listen" === target.kind;
	const how = listening ? "reconnect=1" : "server=on,wait=off";
	const options = `-chardev socket,id=${name},${qemuAddress(place)},${how} -device usb-redir,chardev=${name}`;
	const notes = listening ? " (from version 9.2 on reconnect-ms=1000 instead of reconnect=1)" : "";
	return [
		{ peer: `A QEMU guest${notes}`, commands: [`qemu-system-... -device qemu-xhci ${options}`] },
		{
			peer: "Then Linux in the guest as bus owner, as root (mctp and mctpd of github.com/CodeConstruct/mctp)",
			commands: busOwner("mctpusb0"),
		},
	];
}

/** There is no driver that everybody has; what goes over the line is documented. */
function waysToI2c({ line: { target, place } }: Attached): readonly Way[] {
	const address = "listen" === target.kind ? `unix:${place}`.replace(/^unix:(?=(unix|tcp):)/, "") : "listen:...";
	return [{ peer: "A bus owner in another process", commands: [`mctp-xs discover ${address} --i2c`] }];
}

/** The kernel's line discipline makes an interface of the terminal; mctpd gives the device its EID. */
function serialBusOwner(tty: string): readonly string[] {
	return [`mctp link serial ${tty} &`, ...busOwner("mctpserial0")];
}

function busOwner(device: string): readonly string[] {
	return [
		`mctp link set ${device} up`,
		`mctp address add ${ownEid} dev ${device}`,
		"mctpd &",
		`busctl call au.com.codeconstruct.MCTP1 /au/com/codeconstruct/mctp1/interfaces/${device} au.com.codeconstruct.MCTP.BusOwner1 SetupEndpoint ay 0`,
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

/** Options of QEMU's socket for a path or HOST:PORT. */
function qemuAddress(place: string): string {
	const bare = place.replace(/^(unix|tcp):/, "");
	const [, host, port] = /^\[?([^/]*?)\]?:(\d+)$/.exec(bare) ?? [];
	return undefined === port ? `path=${bare}` : `host=${host},port=${port}`;
}

function socatListen(address: Address): string {
	return "path" in address ? `UNIX-LISTEN:${address.path}` : `TCP-LISTEN:${address.port},bind=${address.host},reuseaddr`;
}
