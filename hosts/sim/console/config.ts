// SPDX-License-Identifier: Apache-2.0
// In place of the manifest's configuration, which mcconfig gives to no console program: its argument, as JSON of the same form.

function readArgument(this: void): string | undefined {
	return native("xs_console_argument").call(this);
}

const argument = readArgument();

/** A serial line and a USB device, for a bus owner on this machine. */
const usual = { ports: { serial0: { type: "serial", listen: 7001 }, usbredir0: { type: "usbredir", listen: 7002 } } };

export default { mctp: undefined === argument ? usual : JSON.parse(argument) };
