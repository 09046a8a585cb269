// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";

/** @typedef {"serial" | "i2c" | "usbredir"} Wire What carries the packets of a device. */
/** @typedef {"listen" | "connect"} Direction Which part the device plays when the wire is opened. */
/**
 * And the speed of the device on USB, high if not said; what it is (a profile), with a socket `control` for operators; the text of a
 * configuration (mctp-xs device --config) in place of one device, with {i2c} for the target; whether it writes all packets to
 * trace.pcapng.
 * @typedef {Partial<Record<Wire, Direction>> & { speed?: "full" | "high"; profile?: string; config?: string; trace?: boolean }} Wires
 */

/** @type {readonly Wire[]} */
export const wireNames = ["serial", "i2c", "usbredir"];
/** Those of the User-Mode-Linux guest. */
export const umlWires = /** @type {const} */ (["serial", "i2c"]);

/** The device of this repository. */
export const built = join(import.meta.dirname, "../../dist/mctp-xs.js");
const own = process.env.MCTP_DEVICE;

/**
 * What the device cannot be told, or undefined.
 * @param {Wires} wires
 * @param {string | undefined} command
 * @returns {string | undefined}
 */
export function lacking({ serial, i2c, usbredir, speed, profile, config }, command = own) {
	if (undefined === command) return undefined;
	if (undefined !== config) return "these are several devices of mctp-xs, and MCTP_DEVICE is set";
	if (undefined !== i2c && !command.includes("{i2c}")) return "the device's command (MCTP_DEVICE) has no {i2c}";
	if (undefined !== profile) return `the device's command (MCTP_DEVICE) knows no profile ${profile}`;
	if (undefined !== usbredir && !command.includes("{usbredir}")) return "the device's command (MCTP_DEVICE) has no {usbredir}";
	if ("full" === speed && !command.includes("{speed}"))
		return "the device's command (MCTP_DEVICE) has no {speed}, so the device cannot be told to be slow";
	if ("connect" === serial && !command.includes("{serial}"))
		return "the device's command (MCTP_DEVICE) has no {serial}, so the device cannot be told to connect";
	if (undefined !== serial && !/\{(serial|socket)\}/.test(command))
		return "the device's command (MCTP_DEVICE) has neither {serial} nor {socket}";
	return undefined;
}

/**
 * The command line for a shell, with the sockets of its wires in the folder.
 * @param {Wires} wires
 * @param {string} folder
 * @param {string} command
 * @returns {string}
 */
export function deviceCommand(wires, folder, command = undefined === own ? mctpXs(wires) : `exec ${own}`) {
	const target = (/** @type {Wire} */ wire) => `${"connect" === wires[wire] ? "" : "listen:"}unix:${socketOf(wire, folder)}`;
	return command
		.replaceAll("{serial}", target("serial"))
		.replaceAll("{i2c}", target("i2c"))
		.replaceAll("{usbredir}", target("usbredir"))
		.replaceAll("{socket}", socketOf("serial", folder))
		.replaceAll("{folder}", folder)
		.replaceAll("{control}", `listen:unix:${join(folder, "control")}`)
		.replaceAll("{speed}", wires.speed ?? "high");
}

/**
 * @param {Wire} wire
 * @param {string} folder
 */
export function socketOf(wire, folder) {
	return join(folder, wire);
}

/** @param {Wires} wires */
function mctpXs(wires) {
	if (undefined !== wires.config)
		return `printf %s '${wires.config}' > {folder}/devices.json; exec "${process.execPath}" "${built}" device --config {folder}/devices.json`;
	const options = wireNames.filter((wire) => undefined !== wires[wire]).map((wire) => `--${wire} {${wire}}`);
	if ("full" === wires.speed) options.push("--usb-speed {speed}");
	if (undefined !== wires.profile) options.push(`--profile ${wires.profile} --control {control}`);
	if (wires.trace) options.push("--trace {folder}/trace.pcapng");
	return `exec "${process.execPath}" "${built}" device ${options.join(" ")}`;
}
