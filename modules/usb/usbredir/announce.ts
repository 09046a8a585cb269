// SPDX-License-Identifier: Apache-2.0
import type Descriptors from "../descriptors.js";
import { bulkPacketSize, controlPacketSize, Endpoint, InterfaceClass } from "../descriptors.js";
import { Capability, fieldsLength, has, layoutOf, MessageType } from "./protocol.js";
import type Writer from "./writer.js";

/** Endpoints in `endpointInfo`: OUT 0 to 15, then IN. */
const endpoints = 32;
const TransferType = Object.freeze({ control: 0, bulk: 2, invalid: 255 } as const);

/** Tells the peer of the device: interfaces and endpoints, and only then the device itself. */
function announce(writer: Writer, descriptors: Descriptors): void {
	interfaceInfo(writer);
	endpointInfo(writer, bulkPacketSize(descriptors.speed));
	deviceConnect(writer, descriptors);
}

/** A count of 32 bits, then 32 bytes each of numbers, classes, subclasses and protocols. */
function interfaceInfo(writer: Writer): void {
	const { memory } = writer;
	const at = blank(writer, MessageType.interfaceInfo);
	memory[at] = 1;
	memory[at + 36] = InterfaceClass.class;
	memory[at + 68] = InterfaceClass.subclass;
	memory[at + 100] = InterfaceClass.protocol;
}

/** 32 bytes each of types, intervals and interfaces; 32 packet sizes. */
function endpointInfo(writer: Writer, size: number): void {
	const at = blank(writer, MessageType.endpointInfo);
	writer.memory.fill(TransferType.invalid, at, at + endpoints);
	endpoint(writer, at, 0x00, TransferType.control, controlPacketSize);
	endpoint(writer, at, 0x80, TransferType.control, controlPacketSize);
	endpoint(writer, at, Endpoint.out, TransferType.bulk, size);
	endpoint(writer, at, Endpoint.in, TransferType.bulk, size);
}

function endpoint(writer: Writer, at: number, address: number, type: number, size: number): void {
	const index = (address & 0x0f) | ((address & 0x80) >> 3);
	writer.memory[at + index] = type;
	if (has(writer.capabilities, Capability.endpointInfoMaxPacketSize)) writer.view.setUint16(at + 3 * endpoints + 2 * index, size, true);
}

/** Speed; class, subclass and protocol, which stand in the interface; vendor, product and release. */
function deviceConnect(writer: Writer, { speed, vendorId, productId, release }: Descriptors): void {
	const { memory, view } = writer;
	const at = blank(writer, MessageType.deviceConnect);
	memory[at] = speed;
	view.setUint16(at + 4, vendorId, true);
	view.setUint16(at + 6, productId, true);
	if (has(writer.capabilities, Capability.connectDeviceVersion)) view.setUint16(at + 8, release, true);
}

function blank(writer: Writer, type: number): number {
	return writer.blank(type, fieldsLength(layoutOf(type)!, writer.capabilities));
}

export default announce;
