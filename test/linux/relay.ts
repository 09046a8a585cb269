// SPDX-License-Identifier: Apache-2.0
import { connect, createServer, type Server, type Socket } from "node:net";

/** Between a guest that connects and a device that listens: a connection that can be unplugged and disturbed. */
export class Relay {
	/** Where the guest connects. */
	readonly path: string;
	readonly #device: string;
	#server: Server | undefined = undefined;
	#toGuest: Socket | undefined = undefined;
	#toDevice: Socket | undefined = undefined;
	#closed = Promise.resolve();

	static async start(path: string, device: string): Promise<Relay> {
		const relay = new Relay(path, device);
		await relay.plug();
		return relay;
	}
	constructor(path: string, device: string) {
		this.path = path;
		this.#device = device;
	}
	/** Fulfilled when either side has closed the present connection. */
	get closed(): Promise<void> {
		return this.#closed;
	}
	async plug(): Promise<void> {
		const server = (this.#server = createServer((socket) => this.#join(socket)));
		await new Promise<void>((resolve, reject) => server.on("error", reject).listen(this.path, resolve));
	}
	/** Closes the connection and takes no other. */
	async unplug(): Promise<void> {
		this.#server?.close();
		this.#server = undefined;
		this.#toGuest?.destroy();
		await this.#closed;
	}
	/** Sends bytes to the device, as though they came from the guest. */
	disturb(bytes: Uint8Array): void {
		this.#toDevice!.write(bytes);
	}

	#join(guest: Socket): void {
		const device = connect(this.#device);
		this.#toGuest = guest;
		this.#toDevice = device;
		guest.pipe(device);
		device.pipe(guest);
		this.#closed = new Promise((resolve) => {
			const end = () => {
				guest.destroy();
				device.destroy();
				resolve();
			};
			for (const socket of [guest, device]) socket.on("close", end).on("error", end);
		});
	}
}
