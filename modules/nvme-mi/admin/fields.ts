// SPDX-License-Identifier: Apache-2.0

/** Where fields of an NVMe Admin command stand in its message (NVMe-MI 1.2, figure 110). */
export const At = Object.freeze({
	namespace: 8,
	dword10: 44,
	dword11: 48,
	dword12: 52,
	dword13: 56,
	dword14: 60,
	dword15: 64,
	data: 68,
} as const);
