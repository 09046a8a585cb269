// SPDX-License-Identifier: Apache-2.0

/** The LED is on while the device serves. */
export default function show(): void {
	led(true);
}

function led(this: void, on: boolean): void {
	return native("xs_panel_led").call(this, on);
}
