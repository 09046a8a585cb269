// SPDX-License-Identifier: Apache-2.0
// What programs of test/xs ask of their host, as far as the tables do.
export function print(text: string): void {
	trace(`${text}\n`);
}
