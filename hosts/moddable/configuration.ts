// SPDX-License-Identifier: Apache-2.0
// Where the device is attached: "config": { "mctp": ... } of the manifest, described by configuration.schema.json.
import config from "mc/config";
import Fields from "../../modules/device/fields.js";

const mostPorts = 16;
const lastEid = 254;

const fields = new Fields(config.mctp ?? {}, "config.mctp");

/** The module whose default export is the compiled profile. */
export const profile = fields.text("profile") ?? "modules/device/profiles/endpoint";
/** Static EID on all ports; 0: none, the bus owner assigns one. */
export const eid = fields.whole("eid", 0, lastEid) ?? 0;
/** Of what a platform reads of each port: its "type" first. */
export const ports: readonly Fields[] = fields.required("ports", fields.list("ports", mostPorts));
fields.end();
