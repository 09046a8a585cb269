// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { At } from "./fields.js";

const size = 4096;
/** The only command set there is: NVM. */
const nvm = 0;

/** Opens the window for 4096 bytes; whatever is refused has to be refused before. */
export function open(call: Call): number {
	return call.transfer(size);
}

/** Whether an identifier is one that no namespace can have. */
export function invalid(call: Call, id: number): boolean {
	return !call.subsystem.namespaces.valid(id);
}

/** Whether the command set identifier is that of the NVM command set. */
export function ofNvm(call: Call): boolean {
	return nvm === call.u8(At.dword11 + 3);
}
