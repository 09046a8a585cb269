// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import endpointActivation from "../../../modules/mctp/activation.js";
import { call } from "../../support/activation.js";
import Bench from "../../support/bench.js";

it("where nothing is said, ports are called by their numbers, and the endpoint itself is operated", () => {
	const bench = new Bench({ ports: [{ eid: 8 }, { eid: 10 }] });
	const table = endpointActivation(bench.endpoint);
	expect(table.name).toBe("endpoint");
	expect(call(table, "ports")).toMatchObject([{ name: "port0" }, { name: "port1" }]);
	call(table, "link", { port: 1, up: false });
	expect(bench.endpoint.port(1).up).toBe(false);
});

it("ports are those that there are", () => {
	const { endpoint } = new Bench({ ports: [{ eid: 8 }, { eid: 10 }] });
	expect(endpointActivation(endpoint).methods.assign.parameters).toMatchObject({ properties: { port: { minimum: 0, maximum: 1 } } });
});
