// SPDX-License-Identifier: Apache-2.0
// Where the device is attached: "config": { "mctp": ... } of the manifest, described by configuration.schema.json.
import config from "mc/config";
import Fields from "../../modules/device/fields.js";
import { isName } from "../../modules/device/form.js";

const lastEid = 254;

/** A port, and what its platform reads of it. */
export interface ConfiguredPort {
	readonly name: string;
	readonly type: string;
	/** Without the name and the type. */
	readonly fields: Fields;
	/** For `Port.busOwner`. */
	readonly busOwner: number | undefined;
}

const fields = new Fields(config.mctp ?? {}, "config.mctp");

/** The module whose default export is the compiled profile. */
export const profile = fields.text("profile") ?? "modules/device/profiles/endpoint";
/** Static EID on all ports; 0: none, the bus owner assigns one. */
export const eid = fields.whole("eid", 0, lastEid) ?? 0;
/** Folder of what outlives the run; undefined: nothing does. */
export const storage = fields.text("storage");
export const ports: readonly ConfiguredPort[] = portsOf(fields.required("ports", fields.section("ports")));
fields.end();

/** A manifest that includes another takes a port away by null. */
function portsOf(named: Fields): readonly ConfiguredPort[] {
	return Object.keys(named.value)
		.filter((name) => !named.isNull(name))
		.map((name) => {
			if (!isName(name)) throw named.error("names are 1 to 32 letters and digits, a letter first", name);
			const port = named.section(name)!;
			return Object.freeze({
				name,
				type: port.required("type", port.text("type")),
				fields: port,
				busOwner: port.whole("busOwner", 0, 0x7f),
			});
		});
}
