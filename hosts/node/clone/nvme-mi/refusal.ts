// SPDX-License-Identifier: Apache-2.0
import { invalidParameter } from "../../../../modules/nvme-mi/status.js";
import { CompletionError, NvmeMiError } from "../../nvme/errors.js";

/** How a device refuses, as a profile has it: the word of status and parameter error location, or the status of a completion. */
export type Refusal = { readonly status: number } | { readonly completion: number };

/** The refusal behind an error; undefined: it is something else. */
export function refusalOf(error: unknown): Refusal | undefined {
	if (error instanceof CompletionError) return { completion: error.status };
	if (!(error instanceof NvmeMiError)) return undefined;
	const { status, byte, bit } = error;
	return { status: undefined === byte ? status : invalidParameter(byte, bit) };
}
