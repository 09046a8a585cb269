// SPDX-License-Identifier: Apache-2.0
import type { ControlOptions, ControlPort } from "./options.js";

/** What an endpoint may lack, and with it commands; a command needs one of its bits. */
export const Feature = Object.freeze({
	/** Every endpoint. */
	always: 0x001,
	uuid: 0x002,
	directory: 0x004,
	bridge: 0x008,
	/** EIDs for those behind a bridge. */
	pool: 0x010,
	owner: 0x020,
	/** The discovered flag, which is the port's. */
	discovery: 0x040,
	rates: 0x080,
	interfaces: 0x100,
	/** Responders of vendors, which come and are counted later. */
	vendors: 0x200,
	/** A bus owner that asks for the limits of others. */
	limits: 0x400,
} as const);

/**
 * Features of an endpoint on one of its ports, but for the vendors.
 * @setup
 */
export function featuresOf(options: ControlOptions, { discovery = false }: ControlPort): number {
	const { uuid, directory, bridge, owner, rates, ports = [] } = options;
	return (
		Feature.always |
		(undefined === uuid ? 0 : Feature.uuid) |
		(undefined === directory ? 0 : Feature.directory) |
		(undefined === bridge ? 0 : Feature.bridge) |
		(bridge?.poolSize ? Feature.pool : 0) |
		(undefined === owner ? 0 : Feature.owner) |
		(discovery ? Feature.discovery : 0) |
		(undefined === rates ? 0 : Feature.rates) |
		(owner?.limits ? Feature.limits : 0) |
		(ports.length > 0 ? Feature.interfaces : 0)
	);
}
