// SPDX-License-Identifier: Apache-2.0

/** The console program shows nothing but its trace. */
export default function show(): void {}
