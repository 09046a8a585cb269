// SPDX-License-Identifier: Apache-2.0
import { connect, type Socket } from "node:net";
import type { Dial } from "./dialled.js";
import { keepAlive } from "./server.js";
import { formatAddress, type Address } from "./target.js";

/** Connects to a socket on which somebody listens. */
function dialSocket(address: Address): Dial {
	return (signal) =>
		new Promise<Socket>((resolve, reject) => {
			const options = { ...address, allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAlive };
			const socket = connect(options, () => {
				socket.off("error", fail);
				resolve(socket);
			});
			/* Not by the option of that name: with it Node keeps every socket that failed, as long as the signal lives. */
			const abandon = () => socket.destroy(signal.reason as Error);
			signal.addEventListener("abort", abandon, { once: true });
			socket.once("close", () => signal.removeEventListener("abort", abandon));
			const fail = (error: NodeJS.ErrnoException) =>
				reject(new Error(`no connection to ${formatAddress(address)}: ${explain(error)}`, { cause: error }));
			socket.on("error", fail);
		});
}

function explain({ code, message }: NodeJS.ErrnoException): string {
	switch (code) {
		case "ENOENT":
		case "ECONNREFUSED":
			return "nobody listens there";
		case "EACCES":
			return "no permission";
		case "ENOTFOUND":
			return "unknown host";
	}
	return message || String(code);
}

export default dialSocket;
