// SPDX-License-Identifier: Apache-2.0
// The SDK's embedded:storage/key-value over its C for Zephyr, as far as it is used here.

class Storage extends Native("xs_directorystorage_destructor") {
	constructor() {
		super();
		throw new TypeError("values are opened");
	}

	read(key: string, value: Uint8Array): number | undefined {
		return native("xs_directorystorage_read").call(this, key, value);
	}

	write(key: string, value: Uint8Array): void {
		return native("xs_directorystorage_write").call(this, key, value);
	}
}

function open(this: void, options: object, prototype: object): Storage {
	return native("xs_directorystorage_open").call(this, options, prototype);
}

export default Object.freeze({ open: (options: object) => open(options, Storage.prototype) });
