// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { broadcastId } from "../model/namespaces.js";
import { sanitizeConfig } from "../model/features.js";
import type Namespace from "../model/namespace.js";
import { noDeallocate, SanitizeAction, unrestricted } from "../model/sanitize.js";
import { SelfTestCode, SelfTestResult } from "../model/self-test.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

/* Format NVM (NVMe Base 2.0, figure 176). */
const lowFormat = 0x0f;
const highShift = 12;
const highMask = 0x03;
const highPlace = 4;
const eraseShift = 9;
const eraseMask = 0x07;
const cryptographicErase = 2;
const protectionShift = 5;
const protectionMask = 0x07;
/** Format, or secure erase, is of all namespaces. */
const formatsAll = 0x01;
const erasesAll = 0x02;
const erasesCryptographically = 0x04;

/** Format NVM (5.14): one namespace, attached or not; all that are attached to the controller; or all there are, where the attributes say so. */
export function formatNvm(call: Call): number {
	const { namespaces, formatAttributes } = call.subsystem;
	const command = call.u32(At.dword10);
	const id = call.u32(At.namespace);
	const format = (command & lowFormat) | (((command >> highShift) & highMask) << highPlace);
	const erase = (command >> eraseShift) & eraseMask;
	if (erase > cryptographicErase || 0 !== ((command >> protectionShift) & protectionMask)) return Completion.invalidField;
	if (cryptographicErase === erase && 0 === (formatAttributes & erasesCryptographically)) return Completion.invalidField;
	if (format >= namespaces.formats.length) return Completion.invalidFormat;
	if (broadcastId !== id && undefined === namespaces.find(id)) return Completion.invalidField;
	const all = 0 !== (formatAttributes & (0 === erase ? formatsAll : erasesAll));
	const attached = broadcastId === id ? 1 << call.controller.index : 0;
	call.subsystem.endTests(SelfTestResult.format);
	for (let index = 0; index < namespaces.all.length; index++) {
		const namespace = namespaces.all[index];
		if (namespace.allocated && (all || namespace.id === id || 0 !== (namespace.attached & attached))) formatOne(call, namespace, format);
	}
	return Status.success;
}

function formatOne({ subsystem }: Call, namespace: Namespace, format: number): void {
	subsystem.namespaces.format(namespace, format);
	subsystem.namespaceChanged(namespace, namespace.attached);
}

/* Sanitize (figure 337). */
const actionMask = 0x07;
const passesShift = 4;
const passesMask = 0x0f;
const mostPasses = 16;
/* Capabilities (SANICAP): what can be done. */
const canCryptoErase = 0x01;
const canBlockErase = 0x02;
const canOverwrite = 0x04;

/** Sanitize (5.29): it begins, and goes on in the time of the subsystem. Blocks are always deallocated: who wants otherwise is refused, or told afterwards (5.27.1.19). */
export function sanitize(call: Call): number {
	const { controller, subsystem } = call;
	const { sanitize: operation, sanitizeCapabilities: capabilities } = subsystem;
	const command = call.u32(At.dword10);
	const action = command & actionMask;
	if (operation.running) return Completion.sanitizeInProgress;
	if (operation.restricted && (SanitizeAction.exitFailure === action || 0 !== (command & unrestricted))) return Completion.sanitizeFailed;
	if (SanitizeAction.exitFailure === action) {
		operation.exitFailure();
		subsystem.refresh();
		return Status.success;
	}
	const able =
		SanitizeAction.blockErase === action
			? canBlockErase
			: SanitizeAction.overwrite === action
				? canOverwrite
				: SanitizeAction.cryptoErase === action
					? canCryptoErase
					: 0;
	if (0 === (capabilities & able)) return Completion.invalidField;
	if (0 !== (command & noDeallocate) && 0 === subsystem.features.current(controller, sanitizeConfig)) return Completion.invalidField;
	if (0 !== subsystem.firmware.next) return Completion.firmwareNeedsReset;
	const passes = SanitizeAction.overwrite === action ? (command >> passesShift) & passesMask || mostPasses : 0;
	subsystem.endTests(SelfTestResult.sanitize);
	operation.start(command, subsystem.time, subsystem.times.sanitize, passes);
	const { all } = subsystem.namespaces;
	for (let index = 0; index < all.length; index++) all[index].used = 0;
	return Status.success;
}

/** Device Self-test (5.10): a test begins, or the one under way ends. */
export function selfTest(call: Call): number {
	const { controller, subsystem } = call;
	const { selfTest: test } = controller;
	const { shortTest, extendedTest } = subsystem.times;
	const code = call.u8(At.dword10) & 0x0f;
	const id = call.u32(At.namespace);
	const { namespaces } = subsystem;
	if (0 !== id && broadcastId !== id) {
		if (!namespaces.valid(id)) return Completion.invalidNamespaceOrFormat;
		if (undefined === namespaces.active(id, controller.index)) return Completion.invalidField;
	}
	if (SelfTestCode.abort === code) {
		test.end(SelfTestResult.aborted, subsystem.counters.hours(subsystem.time));
		return Status.success;
	}
	if (SelfTestCode.short !== code && SelfTestCode.extended !== code) return Completion.invalidField;
	if (SelfTestCode.none !== test.running) return Completion.selfTestInProgress;
	test.start(code, id, subsystem.time, SelfTestCode.short === code ? shortTest : extendedTest);
	return Status.success;
}
