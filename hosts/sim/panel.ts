// SPDX-License-Identifier: Apache-2.0
import {} from "piu/MC";
import { clock, wake } from "hosts/platform/loop";
import type { PlatformPort } from "../common/port.js";
import deviceActivation from "../../modules/device/activation.js";
import type Device from "../../modules/device/device.js";
import { controlsOf, type Control } from "./controls.js";
import Status from "./status.js";

/** Milliseconds between looks. */
const interval = 250;

const background = new Skin({ fill: "white" });
const name = new Style({ font: "16px Open Sans", color: "gray", horizontal: "left", left: 8 });
const value = new Style({ font: "16px Open Sans", color: "black", horizontal: "left" });

/** Shows the status of the device, tells the trace what changed, and lets the simulator's controls operate it. */
class PanelBehavior extends Behavior {
	#status!: Status;
	#texts: string[] = [];

	onCreate(column: Column, status: Status): void {
		this.#status = status;
		for (const { label } of status.lines()) {
			const contents = [new Label(null, { width: 110, style: name, string: label }), new Label(null, { left: 0, right: 0, style: value })];
			column.add(new Row(null, { left: 0, right: 0, height: 28, contents }));
		}
		column.interval = interval;
		column.start();
		this.onTimeChanged(column);
	}

	onTimeChanged(column: Column): void {
		this.#status.lines().forEach(({ label, text }, index) => {
			if (text === this.#texts[index]) return;
			this.#texts[index] = text;
			(column.content(index) as Row).last.string = text;
			trace(`panel: ${label}: ${text}\n`);
		});
	}
}

export default function show(device: Device, ports: readonly PlatformPort[]): void {
	const activation = deviceActivation(
		device,
		ports.map(({ name }, index) => name ?? `port${index}`),
	);
	const controls = controlsOf(activation);
	const contents = [new Column(new Status(activation), { left: 0, right: 0, top: 8, Behavior: PanelBehavior })];
	new Application(null, { displayListLength: 8192, commandListLength: 4096, skin: background, contents });
	screen.onMessage = (message) => moved(controls, JSON.parse(message) as Moved);
	screen.postMessage(JSON.stringify({ controls: controls.map(plain) }));
}

/** JSON takes nothing that lies in flash. */
function plain({ values = [], ...control }: Control): object {
	return { ...control, values: Array.from(values) };
}

interface Moved {
	readonly control?: number;
	readonly value?: unknown;
}

function moved(controls: readonly Control[], { control, value: chosen }: Moved): void {
	const { label, run } = controls[control ?? -1] ?? {};
	if (undefined === run) return;
	try {
		run(chosen, clock());
		trace(`panel: ${label} ${chosen ?? ""}\n`);
	} catch (error) {
		trace(`panel: ${label}: ${error}\n`);
	}
	wake();
}
