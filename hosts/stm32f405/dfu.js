// SPDX-License-Identifier: Apache-2.0
// DfuSe files (ST UM0391), which dfu-util and STM32CubeProgrammer write to a chip by its boot loader.
import { crc32 } from "node:zlib";

/** The boot loader of STM32 chips on USB. */
const vendor = 0x0483;
const product = 0xdf11;
const dfuSe = 0x011a;
const nameSize = 255;

/** `elements`: addresses and bytes. */
export function dfuFile(name, elements) {
	const bodies = elements.map(({ address, bytes }) => Buffer.concat([words(address, bytes.length), bytes]));
	const target = Buffer.concat(bodies);
	const text = Buffer.alloc(nameSize);
	text.write(name.slice(0, nameSize - 1));
	const head = Buffer.concat([Buffer.from("Target\0"), words(1), text, words(target.length, elements.length)]);
	const image = Buffer.concat([head, target]);
	const prefix = Buffer.concat([Buffer.from("DfuSe\x01"), words(11 + image.length), Buffer.from([1])]);
	const suffix = Buffer.alloc(12);
	suffix.writeUInt16LE(0xffff, 0); // any release of the device
	suffix.writeUInt16LE(product, 2);
	suffix.writeUInt16LE(vendor, 4);
	suffix.writeUInt16LE(dfuSe, 6);
	suffix.write("UFD", 8);
	suffix[11] = 16; // bytes of the suffix, with the sum
	const file = Buffer.concat([prefix, image, suffix]);
	return Buffer.concat([file, words(~crc32(file) >>> 0)]);
}

function words(...values) {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
	return bytes;
}
