// SPDX-License-Identifier: Apache-2.0
import type { CommandTable } from "./command.js";
import type { Multipart } from "./multipart.js";

/** What answers the commands of one PLDM type. */
export interface PldmProtocol {
	/** 0 to 63 (DSP0245). */
	readonly type: number;
	/** Version words such as 0xF1F2F000 (1.2.0), oldest first; at most `mostVersions`. */
	readonly versions: readonly number[];
	/** Its handlers get the protocol itself. */
	readonly commands: CommandTable<never>;
	/** What MultipartSend and MultipartReceive move, if the type uses them (DSP0240 9.8). */
	readonly multipart?: Multipart;
	/** @returns milliseconds until it wants to be called again */
	tick?(now: number): number;
	/** The link of a port came up or went down. */
	link?(port: number, up: boolean, now: number): void;
}

/** What GetPLDMVersion tells in one part of an ordinary answer. */
export const mostVersions = 8;
