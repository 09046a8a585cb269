// SPDX-License-Identifier: Apache-2.0
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { umlWires } from "./command.js";
import type { Device } from "./device.js";
import { Guest } from "./guest.js";

/** Milliseconds that a device may take to be connected; this only ends what hangs. */
const limit = 60_000;

/** Descriptor of the first line. */
const firstLine = 3;

/** Boots a User-Mode-Linux guest with the device on its serial line, on its I2C bus, or on both. The folder takes run-time files. */
export async function bootUml(device: Pick<Device, "wires" | "socket">, folder: string): Promise<Guest> {
	const wires = umlWires.filter((wire) => undefined !== device.wires[wire]);
	const lines = await Promise.all(
		wires.map((wire) => ("connect" === device.wires[wire] ? accept(device.socket(wire)) : open(device.socket(wire)))),
	);
	return Guest.boot("uml.sh", [folder, ...wires.map((wire, index) => `${wire}=${firstLine + index}`)], lines);
}

/** Connects and pauses: what comes is for the guest. The device may have made its socket and not listen yet. */
async function open(path: string): Promise<Socket> {
	for (const end = Date.now() + limit; ; await sleep(10)) {
		try {
			return await new Promise((resolve, reject) => {
				const socket = connect(path, () => resolve(socket));
				socket.pause();
				socket.on("error", reject);
			});
		} catch (error) {
			if (Date.now() > end) throw error;
		}
	}
}

/** Listens on the path and takes one connection. */
function accept(path: string): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const server = createServer({ pauseOnConnect: true }, (socket) => {
			clearTimeout(timer);
			server.close();
			resolve(socket);
		});
		const timer = setTimeout(() => {
			server.close();
			reject(new Error("the device did not connect"));
		}, limit);
		server.on("error", reject).listen(path);
	});
}
