// SPDX-License-Identifier: Apache-2.0
// The USB redirection protocol, version 0.7: what goes over a socket between QEMU ("usb-guest") and a device ("usb-host").

/** Who sends a message. */
export const Role = Object.freeze({ guest: 1, host: 2, both: 3 } as const);
export type Role = (typeof Role)[keyof typeof Role];

/** Numbers of capability bits; one counts when both sides have it. */
export const Capability = Object.freeze({
	bulkStreams: 0,
	connectDeviceVersion: 1,
	filter: 2,
	deviceDisconnectAck: 3,
	endpointInfoMaxPacketSize: 4,
	ids64Bits: 5,
	bulkLength32Bits: 6,
	bulkReceiving: 7,
} as const);

export const Status = Object.freeze({
	success: 0,
	cancelled: 1,
	invalid: 2,
	inputOutputError: 3,
	stall: 4,
	timeout: 5,
	babble: 6,
} as const);

export const MessageType = Object.freeze({
	hello: 0,
	deviceConnect: 1,
	deviceDisconnect: 2,
	reset: 3,
	interfaceInfo: 4,
	endpointInfo: 5,
	setConfiguration: 6,
	getConfiguration: 7,
	configurationStatus: 8,
	setAltSetting: 9,
	getAltSetting: 10,
	altSettingStatus: 11,
	startIsoStream: 12,
	stopIsoStream: 13,
	isoStreamStatus: 14,
	startInterruptReceiving: 15,
	stopInterruptReceiving: 16,
	interruptReceivingStatus: 17,
	allocBulkStreams: 18,
	freeBulkStreams: 19,
	bulkStreamsStatus: 20,
	cancelDataPacket: 21,
	filterReject: 22,
	filterFilter: 23,
	deviceDisconnectAck: 24,
	startBulkReceiving: 25,
	stopBulkReceiving: 26,
	bulkReceivingStatus: 27,
	controlPacket: 100,
	bulkPacket: 101,
	isoPacket: 102,
	interruptPacket: 103,
	bufferedBulkPacket: 104,
} as const);

/** How a message looks behind its header. */
export interface MessageLayout {
	readonly name: string;
	readonly type: number;
	readonly from: Role;
	/** Bytes of its fields, without those that a capability brings. */
	readonly length: number;
	/** Most bytes of data behind the fields. */
	readonly data: number;
	/** Where the fields tell how many bytes are to be moved; the endpoint in their first byte tells which side has them. */
	readonly lengthAt: number;
}

const { guest, host, both } = Role;
const none = -1;
/** More than any transfer of a bulk device that makes sense here. */
const longestTransfer = 0x100000;
const longestShort = 0xffff;

/** @setup */
function layout(name: keyof typeof MessageType, from: Role, length: number, data = 0, lengthAt = none): MessageLayout {
	return Object.freeze({ name, type: MessageType[name], from, length, data, lengthAt });
}

/** Every message, in the order of the types; `layoutOf` finds one. */
export const messages: readonly MessageLayout[] = Object.freeze([
	layout("hello", both, 64, 256),
	layout("deviceConnect", host, 8),
	layout("deviceDisconnect", host, 0),
	layout("reset", guest, 0),
	layout("interfaceInfo", host, 132),
	layout("endpointInfo", host, 96),
	layout("setConfiguration", guest, 1),
	layout("getConfiguration", guest, 0),
	layout("configurationStatus", host, 2),
	layout("setAltSetting", guest, 2),
	layout("getAltSetting", guest, 1),
	layout("altSettingStatus", host, 3),
	layout("startIsoStream", guest, 3),
	layout("stopIsoStream", guest, 1),
	layout("isoStreamStatus", host, 2),
	layout("startInterruptReceiving", guest, 1),
	layout("stopInterruptReceiving", guest, 1),
	layout("interruptReceivingStatus", host, 2),
	layout("allocBulkStreams", guest, 8),
	layout("freeBulkStreams", guest, 4),
	layout("bulkStreamsStatus", host, 9),
	layout("cancelDataPacket", guest, 0),
	layout("filterReject", guest, 0),
	layout("filterFilter", both, 0, longestShort),
	layout("deviceDisconnectAck", guest, 0),
	layout("startBulkReceiving", guest, 10),
	layout("stopBulkReceiving", guest, 5),
	layout("bulkReceivingStatus", host, 6),
	layout("controlPacket", both, 10, longestShort, 8),
	layout("bulkPacket", both, 8, longestTransfer, 2),
	layout("isoPacket", both, 4, longestShort, 2),
	layout("interruptPacket", both, 4, longestShort, 2),
	layout("bufferedBulkPacket", host, 10, longestTransfer),
]);

const lastOfFirst = MessageType.bulkReceivingStatus;
const firstOfData = MessageType.controlPacket;

/** The layout of a message type; undefined: there is no such type. */
export function layoutOf(type: number): MessageLayout | undefined {
	if (type <= lastOfFirst) return messages[type];
	return type >= firstOfData ? messages[type - firstOfData + lastOfFirst + 1] : undefined;
}

/** Bytes of the fields of a message between two sides that have `capabilities` in common. */
export function fieldsLength({ type, length }: MessageLayout, capabilities: number): number {
	switch (type) {
		case MessageType.deviceConnect:
			return length + (has(capabilities, Capability.connectDeviceVersion) ? 2 : 0);
		case MessageType.endpointInfo:
			return (
				length + (has(capabilities, Capability.endpointInfoMaxPacketSize) ? 64 : 0) + (has(capabilities, Capability.bulkStreams) ? 128 : 0)
			);
		case MessageType.bulkPacket:
			return length + (has(capabilities, Capability.bulkLength32Bits) ? 2 : 0);
	}
	return length;
}

export function has(capabilities: number, capability: number): boolean {
	return 0 !== (capabilities & (1 << capability));
}

/** Bytes of a header: type, length, and an id of 32 or 64 bits. A hello always has the short one. */
export function headerLength(type: number, capabilities: number): number {
	return MessageType.hello !== type && has(capabilities, Capability.ids64Bits) ? 16 : 12;
}

/** Fields of every message together with its header fit into this. */
export const longestFields = 16 + 288;
