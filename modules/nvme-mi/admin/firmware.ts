// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { Change } from "../model/change.js";
import { Commit } from "../model/firmware.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

/** Firmware Image Download (NVMe Base 2.0, 5.13): a piece of the image, at any multiple of 4 bytes. */
export function downloadFirmware(call: Call): number {
	const length = 4 * (call.u32(At.dword10) + 1);
	const offset = 4 * call.u32(At.dword11);
	const status = call.checkInput(length);
	if (Status.success !== status) return status;
	const { firmware } = call.subsystem;
	return firmware.download(offset, call.memory, call.place(At.data), length) ? Status.success : Completion.invalidField;
}

const slotMask = 0x07;
const actionShift = 3;
const actionMask = 0x07;
/** Commit actions (figure 180). */
const Action = Object.freeze({ replace: 0, replaceAndActivate: 1, activate: 2, activateNow: 3 } as const);

/** Firmware Commit (5.12). */
export function commitFirmware(call: Call): number {
	const { firmware } = call.subsystem;
	const command = call.u8(At.dword10);
	const action = (command >> actionShift) & actionMask;
	let slot = command & slotMask;
	if (action > Action.activateNow) return Completion.invalidField;
	const replace = Action.activate !== action && (Action.activateNow !== action || firmware.received > 0);
	const outcome = firmware.check(slot, replace);
	if (Commit.noImage === outcome) return Completion.invalidFirmwareImage;
	if (Commit.done !== outcome) return Completion.invalidFirmwareSlot;
	if (replace) slot = firmware.replace(slot);
	if (Action.replace === action) return Status.success;
	firmware.next = slot;
	if (Action.activateNow === action) {
		firmware.activate();
		call.subsystem.raiseAll(Change.firmwareActivated);
	}
	call.subsystem.refresh();
	return Status.success;
}
