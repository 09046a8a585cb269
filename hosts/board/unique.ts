// SPDX-License-Identifier: Apache-2.0
import type { Unique } from "../../modules/device/profile.js";

/** "mct": tells UUIDs made here from others. */
const prefix = "6d6374";

/** Serial number and UUID (RFC 9562, version 8: laid out by its maker) from the number of the chip, of at most 96 bits. */
export default function readUnique(): Unique {
	const id = chipNumber();
	const groups = [prefix + id.slice(0, 2), id.slice(2, 6), `8${id.slice(6, 9)}`, `8${id.slice(9, 12)}`, id.slice(12)];
	return Object.freeze({ uuid: groups.join("-"), serialNumber: id.replace(/(00)+$/, "").toUpperCase() });
}

/** As 24 hexadecimal digits, with zeros behind a shorter one. */
function chipNumber(this: void): string {
	return native("xs_board_number").call(this);
}
