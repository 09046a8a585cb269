// SPDX-License-Identifier: Apache-2.0

/** What has changed: bits of Composite Controller Status and of a controller's changed flags (NVMe-MI 1.2, figures 79 and 84). */
export const Change = Object.freeze({
	ready: 0x0001,
	fatal: 0x0002,
	shutdown: 0x0004,
	subsystemReset: 0x0010,
	enable: 0x0020,
	namespaceAttribute: 0x0040,
	firmwareActivated: 0x0080,
	status: 0x0100,
	temperature: 0x0200,
	used: 0x0400,
	spare: 0x0800,
	warning: 0x1000,
	telemetry: 0x2000,
} as const);

/** The bits below the reserved one, which identifiers of events and the clear mask of Health Status Change leave out. */
const low = 0x0007;

/** Bits of Health Status Change (figure 68), which are those of asynchronous events too, as flags. */
export function flagsOf(events: number): number {
	return (events & low) | ((events & ~low) << 1);
}

/** The opposite. */
export function eventsOf(flags: number): number {
	return (flags & low) | ((flags >> 1) & ~low);
}

/** How many events there are; each has the identifier of its bit. */
export const eventCount = 13;
