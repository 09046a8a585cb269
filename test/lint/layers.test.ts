// SPDX-License-Identifier: Apache-2.0
import { accept, refuse } from "./rules.js";

const from = (source: string) => `import x from "${source}";`;

accept("layers", [from("./eid.js"), from("../wire/reader.js"), from("../usb/descriptors.js"), from("../activation/schema.js")]);
accept("layers", [from("../../mctp/endpoint.js"), from("../../wire/fcs16.js"), from("./frame.js")], "modules/binding/serial/serial.ts");
accept("layers", [from("../usb/descriptors.js"), from("../mctp/endpoint.js"), from("../activation/schema.js")], "modules/device/device.ts");
accept("layers", [from("../mctp/packets.js"), from("../activation/schema.js"), from("../wire/reader.js")], "modules/fault/faults.ts");
accept("layers", [from("../device/factory.js"), from("../mctp/endpoint.js"), from("./services.js")], "modules/vendor/factory.ts");
accept("layers", [from("node:fs"), from("commander"), from("../../modules/device/device.js"), from("./x.js")], "hosts/node/main.ts");
accept("layers", [from("../common/ring.js")], "hosts/esp32/ports.ts");
accept("layers", [from("ports"), from("./modules/mctp/endpoint.js")], "main.ts");

refuse("layers", {
	[from("node:fs")]: ["bare"],
	[from("embedded:io/i2c")]: ["bare"],
	[from("mctp/eid")]: ["bare"],
	[from("./eid")]: ["extension"],
	[from("./eid.ts")]: ["extension"],
	[from("../../test/support/clock.js")]: ["outside"],
	[from("../other/thing.js")]: ["unknown"],
	[from("../control/responder.js")]: ["direction"],
	[from("../binding/serial/serial.js")]: ["direction"],
	[from("../device/device.js")]: ["direction"],
	[from("../../hosts/node/main.js")]: ["direction"],
	'import type { X } from "../control/responder.js";': ["direction"],
	'let x: import("../control/responder.js").X;': ["direction"],
	'const x = import("./eid.js");': ["dynamic"],
	'export { x } from "./eid.js";': ["barrel"],
	'export * from "../control/responder.js";': ["barrel", "direction"],
});
refuse(
	"layers",
	{ [from("../mctp/endpoint.js")]: ["direction"], [from("../usb/descriptors.js")]: ["direction"] },
	"modules/wire/reader.ts",
);
refuse(
	"layers",
	{ [from("../mctp/endpoint.js")]: ["direction"], [from("../wire/reader.js")]: ["direction"] },
	"modules/activation/schema.ts",
);
refuse("layers", { [from("../control/responder.js")]: ["direction"] }, "modules/vendor/services.ts");
refuse(
	"layers",
	{ [from("../control/responder.js")]: ["direction"], [from("../fault/faults.js")]: ["direction"] },
	"modules/device/device.ts",
);
refuse("layers", { [from("../control/command.js")]: ["direction"] }, "modules/fault/faults.ts");
refuse("layers", { [from("../i2c/i2c.js")]: ["direction"] }, "modules/binding/serial/serial.ts");
refuse("layers", { [from("../node/main.js")]: ["direction"], [from("../../main.js")]: ["outside"] }, "hosts/sim/ports.ts");
refuse("layers", { [from("./hosts/sim/ports.js")]: ["direction"] }, "main.ts");
refuse("layers", { "const x = 1;": ["unknown"] }, "modules/other/thing.ts");
