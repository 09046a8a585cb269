// SPDX-License-Identifier: Apache-2.0

export interface UsbFunctionOptions {
	/** All descriptors of a device of full speed, as `memory` of modules/usb/descriptors.ts; they are copied. */
	readonly descriptors: Uint8Array;
	/** Packets have arrived: at most `count` can be read. */
	onReadable?(this: UsbFunction, count: number): void;
	/** After there was no room: a packet of `count` bytes can be written. */
	onWritable?(this: UsbFunction, count: number): void;
	/** The USB host has configured the device, or no longer. Packets that were under way are lost. */
	onLink?(this: UsbFunction, up: boolean): void;
}

/**
 * The USB device of the board, as a function of MCTP over USB (DSP0283): whole packets, without the heads that they have in transfers. There is one: it can be
 * opened when nobody has it. In the shape of an ECMA-419 IO class: everything is checked before hardware is touched. Callbacks are called from the machine's own turn,
 * one at a time, with the instance as `this`, never from inside a method and never after `close`; what one throws is nobody's to catch, and the others are called all
 * the same. There is no `onError`: nothing that happens on a bus is for good. Methods throw once it is closed. It stays open, and is not collected, until then.
 */
class UsbFunction extends Native("xs_usbfunction_destructor") {
	/**
	 * @throws RangeError for descriptors that are not those of such a device
	 * @throws TypeError for what is no bytes, and for a callback that is no function
	 * @throws Error where the device is in use, or does not start
	 */
	constructor(options: UsbFunctionOptions) {
		super();
		native("xs_usbfunction_constructor").call(this, options);
	}

	/** Takes the oldest packet, of at most `most` bytes, to `offset`; returns its length, or undefined: there is none. A longer one throws RangeError, and stays. */
	read(memory: Uint8Array, offset: number, most: number): number | undefined {
		return native("xs_usbfunction_read").call(this, memory, offset, most);
	}

	/** Sends a packet of 4 to 251 bytes. Throws where there is no room; see `room`. */
	write(memory: Uint8Array, offset: number, length: number): void {
		return native("xs_usbfunction_write").call(this, memory, offset, length);
	}

	/** Bytes of the longest packet that can be written now, 0 or 251. After 0, `onWritable` tells when. */
	room(): number {
		return native("xs_usbfunction_room").call(this);
	}

	/** What became of transfers, by number as in UsbCounter (modules/binding/usb/usb.ts). */
	counter(index: number): number {
		return native("xs_usbfunction_counter").call(this, index);
	}

	/** Disconnects from the bus; idempotent. */
	close(): void {
		return native("xs_usbfunction_close").call(this);
	}
}

Object.freeze(UsbFunction.prototype);
export default UsbFunction;
