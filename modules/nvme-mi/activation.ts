// SPDX-License-Identifier: Apache-2.0
import { event, method, type Activation } from "../activation/activation.js";
import { flag, list, none, nothing, number, object, text, whole } from "../activation/schema.js";
import type { Packets } from "../mctp/packets.js";
import type Controller from "./model/controller.js";
import { PortKind } from "./model/port.js";
import type NvmeMi from "./responder.js";

const kelvin = 273;

const id = whole("identifier of the controller", 0, 0xffff);
const temperature = whole("degrees Celsius", -100, 200);
const hundredths = whole("hundredths", 0, 100);
const life = whole("hundredths of the life; may be more than 100", 0, 255);

/**
 * The table by which a drive is operated.
 * @setup
 */
function nvmeMiActivation(responder: NvmeMi, packets: Pick<Packets, "link">): Activation {
	const { subsystem, endpoints, effects } = responder;

	/** The controllers that are meant: one, or all. */
	function meant(controller: number | undefined): readonly Controller[] {
		if (undefined === controller) return subsystem.controllers;
		const found = subsystem.controller(controller);
		if (undefined === found) throw new RangeError(`controller: there are ${subsystem.controllers.map((each) => each.id).join(", ")}`);
		return [found];
	}

	function wake(): null {
		for (const { state } of endpoints) state.port.wake();
		return null;
	}

	return {
		name: "drive",
		description: "An NVMe drive, behind its management interface (NVMe-MI)",
		methods: {
			status: method({
				description: "How the drive is",
				parameters: none,
				result: object({
					functional: flag("it works"),
					removed: flag("it was taken out"),
					seconds: number("how long it has lived", 0, Number.MAX_SAFE_INTEGER),
					controllers: list(
						"by index",
						object({
							id,
							enabled: flag("by its host"),
							ready: flag("it takes commands of its host"),
							fatal: flag("it has failed"),
							temperature,
							spare: hundredths,
							used: life,
							warning: whole("critical warning, a bit each", 0, 255),
							changed: whole("changed flags, a bit each", 0, 0xffff),
						}),
					),
					namespaces: list(
						"by identifier",
						object({
							id: whole("identifier", 1, 128),
							blocks: whole("size", 0, Number.MAX_SAFE_INTEGER),
							blockSize: whole("bytes of a block", 512, 65536),
							controllers: list("to which it is attached", id),
						}),
					),
					firmware: object({
						active: whole("slot", 1, 7),
						next: whole("slot after a reset; 0: the same", 0, 7),
						slots: list("revisions by slot, from 1 on", text("revision; empty: nothing is there")),
						imageLength: whole("bytes of the image committed last", 0, Number.MAX_SAFE_INTEGER),
						imageCheck: whole("its CRC-32", 0, 0xffffffff),
					}),
					sanitize: object({
						running: flag("it sanitizes"),
						failed: flag("it is in the failure mode"),
						progress: whole("65536ths; 65535: it is over", 0, 0xffff),
					}),
				}),
				run: () => ({
					functional: subsystem.functional,
					removed: responder.removed,
					seconds: Math.floor(subsystem.time / 1000),
					controllers: subsystem.controllers.map((each) => ({
						id: each.id,
						enabled: each.enabled,
						ready: each.ready,
						fatal: each.fatal,
						temperature: each.temperature - kelvin,
						spare: each.spare,
						used: each.used,
						warning: each.warning,
						changed: each.changed,
					})),
					namespaces: subsystem.namespaces.all
						.filter(({ allocated }) => allocated)
						.map((each) => ({
							id: each.id,
							blocks: each.blocks,
							blockSize: 2 ** each.shift,
							controllers: subsystem.controllers.filter(({ index }) => each.attached & (1 << index)).map((controller) => controller.id),
						})),
					firmware: {
						active: subsystem.firmware.active,
						next: subsystem.firmware.next,
						slots: subsystem.firmware.slots.map(textOf),
						imageLength: subsystem.firmware.imageLength,
						imageCheck: subsystem.firmware.imageCheck >>> 0,
					},
					sanitize: {
						running: subsystem.sanitize.running,
						failed: subsystem.sanitize.failed,
						progress: subsystem.sanitize.progress(subsystem.time),
					},
				}),
			}),
			setTemperature: method({
				description: "Sets the composite temperature, of one controller or of all",
				parameters: object({ temperature }, { controller: id }),
				result: nothing,
				run({ temperature: degrees, controller }) {
					for (const each of meant(controller)) each.setTemperature(degrees + kelvin);
					return wake();
				},
			}),
			setSpare: method({
				description: "Sets how much spare capacity is left",
				parameters: object({ spare: hundredths }, { controller: id }),
				result: nothing,
				run({ spare, controller }) {
					for (const each of meant(controller)) each.setSpare(spare);
					return wake();
				},
			}),
			setWear: method({
				description: "Sets how much of its life is used",
				parameters: object({ used: life }, { controller: id }),
				result: nothing,
				run({ used, controller }) {
					for (const each of meant(controller)) each.setUsed(used);
					return wake();
				},
			}),
			setReadOnly: method({
				description: "Lets the media become read-only, or end that",
				parameters: object({ readOnly: flag("nothing can be written") }, { controller: id }),
				result: nothing,
				run({ readOnly, controller }) {
					for (const each of meant(controller)) each.setReadOnly(readOnly);
					return wake();
				},
			}),
			setEnabled: method({
				description: "Enables controllers as a host does, or disables them",
				parameters: object({ enabled: flag("CC.EN") }, { controller: id }),
				result: nothing,
				run({ enabled, controller }) {
					for (const each of meant(controller)) each.enable(enabled);
					return wake();
				},
			}),
			setLink: method({
				description: "Takes the link of a PCIe port down, or up again",
				parameters: object({ port: whole("port of the subsystem", 0, subsystem.ports.length - 1), up: flag("true: up") }),
				result: nothing,
				run({ port, up }) {
					const found = subsystem.ports[port];
					if (PortKind.pcie !== found.kind) throw new RangeError("port: this is no PCIe port");
					subsystem.setLink(found, up);
					return wake();
				},
			}),
			fail: method({
				description: "Lets one controller fail, or the whole drive; or mends it",
				parameters: object({ fatal: flag("true: it fails") }, { controller: id }),
				result: nothing,
				run({ fatal, controller }) {
					if (undefined === controller) subsystem.setFunctional(!fatal);
					else for (const each of meant(controller)) each.fail(fatal);
					return wake();
				},
			}),
			failSanitize: method({
				description: "Lets the sanitize operation under way fail, or the next one",
				parameters: none,
				result: nothing,
				run() {
					subsystem.sanitize.breakNext();
					return null;
				},
			}),
			reset: method({
				description: "Resets the NVM subsystem",
				parameters: none,
				result: nothing,
				run(_none, now) {
					effects.reset(now);
					return wake();
				},
			}),
			powerCycle: method({
				description: "Takes power away and gives it back",
				parameters: none,
				result: nothing,
				run(_none, now) {
					effects.powerCycle(now);
					return wake();
				},
			}),
			remove: method({
				description: "Takes the drive out without warning, or puts it back: links go down and come up, and power with them",
				parameters: object({ removed: flag("true: it is taken out") }),
				result: nothing,
				run({ removed }, now) {
					if (removed === responder.removed) return null;
					if (!removed) effects.powerCycle(now);
					responder.removed = removed;
					for (const { state } of endpoints) packets.link(state.index, now, !removed);
					return wake();
				},
			}),
		},
		events: {
			changed: event({
				description: "Something of a controller has changed",
				value: object({ controller: id, changed: whole("changed flags, a bit each", 0, 0xffff) }),
				listen(listener) {
					const watcher = { raise: (controller: Controller, changes: number) => listener({ controller: controller.id, changed: changes }) };
					subsystem.watch(watcher);
					return () => subsystem.unwatch(watcher);
				},
			}),
		},
	};
}

/** Without what pads it. */
function textOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => (0 === byte ? "" : String.fromCharCode(byte)))
		.join("")
		.trimEnd();
}

export default nvmeMiActivation;
