// SPDX-License-Identifier: Apache-2.0
import { Fault, Figure, ResetReason, type Health } from "../../modules/device/health.js";
import { clock } from "hosts/platform/loop";
import { endRun, readFigure, readStarts, startCounting, takeFault, takeFaultText } from "../sim/machine.js";

/** The desktop's stand-in for a board's: a run that fails is followed by another in the same process, as after a watchdog's reset. */
export default function readHealth(): Health {
	startCounting();
	const began = clock();
	const starts = readStarts();
	const fault = takeFault();
	const text = takeFaultText();
	const reset = 1 === starts ? ResetReason.powerOn : Fault.none === fault ? ResetReason.software : ResetReason.watchdog;
	if (Fault.none !== fault) trace(`health: the run before ended with fault ${fault}: ${text}\n`);
	return Object.freeze({
		reset,
		fault,
		text,
		figure(figure: number): number | undefined {
			if (Figure.uptime === figure) return (clock() - began) >>> 0;
			return Figure.starts === figure ? starts : readFigure(figure);
		},
		fail(fault: number, text: string): void {
			trace(`health: fault ${fault}: ${text}\n`);
			endRun(fault, text);
		},
		provoke(fault: number): void {
			trace(`health: fault ${fault} is asked for\n`);
			provoke(fault);
		},
	});
}

/** Bytes that a run asks for at most when it is to run out of memory: the console program has less. */
const tooMuch = 0x8000000;
const piece = 0x10000;

/** A fault of the firmware's own making: of the kind, or as near to it as a script can come. */
function provoke(fault: number): void {
	const kept = [];
	if (Fault.memory === fault) while (kept.length < tooMuch / piece) kept.push(new Uint8Array(piece));
	if (Fault.stack === fault) deepen(0);
	throw new Error(`fault ${fault}, as asked for`);
}

function deepen(depth: number): number {
	return 1 + deepen(depth + 1);
}
