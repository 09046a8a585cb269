// SPDX-License-Identifier: Apache-2.0
import type { Table } from "../tables/table.js";
import type { SerialTable } from "../tables/serial-table.js";
import type { RedirectionTable, UsbTable } from "../tables/usb-table.js";
import { checkAll } from "./check-all.js";
import { play } from "./play.js";
import { pieces, playSerial } from "./play-serial.js";
import { playRedirection, playUsb, redirectionPieces } from "./play-usb.js";

/** A test for every step of a table. */
export function check(table: Table): void {
	checkAll(table, [0], (session, _piece, trace) => play(session, trace));
}

/** The same for a table of serial lines; every step with the bytes arriving in pieces of every size. */
export function checkSerial(table: SerialTable): void {
	checkAll(table, pieces, playSerial);
}

/** The same for a table of USB transfers. */
export function checkUsb(table: UsbTable): void {
	checkAll(table, [0], (session, _piece, trace) => playUsb(session, trace));
}

/** The same for a table of redirected devices; every step with the bytes arriving in pieces of every size. */
export function checkRedirection(table: RedirectionTable): void {
	checkAll(table, redirectionPieces, playRedirection);
}
