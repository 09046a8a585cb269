// SPDX-License-Identifier: Apache-2.0
import { lstatSync, unlinkSync } from "node:fs";
import { connect, type Server } from "node:net";
import { formatAddress, type Address } from "./target.js";

/**
 * Lets a server listen. The file of a socket is removed when the server closes; at the start too, if nobody listens there
 * any more. Rejects with a reason for the person.
 */
async function listen(server: Server, address: Address): Promise<void> {
	try {
		await bind(server, address);
	} catch (error) {
		if ("EADDRINUSE" !== (error as NodeJS.ErrnoException).code || !(await removeStale(address)))
			throw new Error(explain(address, error as NodeJS.ErrnoException), { cause: error });
		await bind(server, address);
	}
}

function bind(server: Server, address: Address): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(address, () => {
			server.off("error", reject);
			resolve();
		});
	});
}

/** Removes the file of a socket that nobody listens to; false: it is something else. */
async function removeStale(address: Address): Promise<boolean> {
	if (!("path" in address) || !lstatSync(address.path, { throwIfNoEntry: false })?.isSocket() || !(await refuses(address))) return false;
	unlinkSync(address.path);
	return true;
}

function refuses(address: Address): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = connect(address);
		probe.on("connect", () => {
			probe.destroy();
			resolve(false);
		});
		probe.on("error", (error: NodeJS.ErrnoException) => resolve("ECONNREFUSED" === error.code));
	});
}

function explain(address: Address, { code, message }: NodeJS.ErrnoException): string {
	const where = formatAddress(address);
	switch (code) {
		case "EADDRINUSE":
			return `cannot listen on ${where}: ${"path" in address ? "the file exists and is not an abandoned socket" : "the port is in use"}; choose another`;
		case "EACCES":
			return `cannot listen on ${where}: no permission${"path" in address ? ", or no such folder" : ""}`;
		case "EADDRNOTAVAIL":
			return `cannot listen on ${where}: this machine has no such address`;
	}
	return `cannot listen on ${where}: ${message}`;
}

export default listen;
