// SPDX-License-Identifier: Apache-2.0
// The simulator's side of ../../panel.ts, loaded by mcsim: a screen, and a controls pane with what the firmware offers.
/* global application */
import { ButtonsRow, ControlsColumn, PopupRow, SliderRow, SwitchRow } from "ControlsPane";
import { DeviceBehavior, DeviceContainer, DeviceScreen } from "DevicePane";

const width = 320;
const height = 240;
const event = "onControlMoved";

/** A row of the pane, for each kind of control. */
const rows = {
	button: (data) => new ButtonsRow({ label: "", buttons: [{ ...data, event }] }),
	menu: (data) => new PopupRow({ ...data, event, items: data.values.map((title, value) => ({ title, value })), value: 0 }),
	slider: (data) => new SliderRow({ ...data, event, min: data.minimum, max: data.maximum, step: 1, value: data.minimum, unit: "" }),
	switch: (data) => new SwitchRow({ ...data, event, on: "true", off: "false", value: true }),
};

class FirmwareBehavior extends DeviceBehavior {
	/** A run that ends is followed by another, as after a watchdog's reset. */
	onAbort() {
		application.defer("doReloadFile");
		return true;
	}
	onControlMoved(container, { control, values, value }) {
		this.postJSON(container, { control, value: values.length > 0 ? values[value] : value });
	}
	onJSON(container, { controls = [] }) {
		const scroller = application.behavior.CONTROLS.first;
		const column = new ControlsColumn(this.device);
		controls.forEach((each, control) => column.add(rows[each.kind]({ ...each, control })));
		scroller.replace(scroller.first, column);
	}
}

export default {
	applicationName: "mctp-xs",
	sortingTitle: "0000",
	title: "mctp-xs",
	ControlsTemplate: ControlsColumn.template(() => ({ contents: [] })),
	DeviceTemplate: DeviceContainer.template(($) => ({
		Behavior: FirmwareBehavior,
		width,
		height,
		contents: [DeviceScreen($, { width, height, rotation: 0 })],
	})),
};
