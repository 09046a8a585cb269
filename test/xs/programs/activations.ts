// SPDX-License-Identifier: Apache-2.0
// Activations are made and used on XS as on Node: their schemas lie in flash, and their methods work.
import { print } from "host";
import type { Activation } from "../../../modules/activation/activation.js";
import faultActivation from "../../../modules/fault/activation.js";
import endpointActivation from "../../../modules/mctp/activation.js";
import Bench from "../../support/bench.js";
import equal from "./fixtures/equal.js";

export default function activations(): void {
	const bench = new Bench({ ports: [{ eid: 8 }], responders: ["echo"], faults: [] });
	const endpoint = endpointActivation(bench.endpoint, { names: ["serial0"], packets: bench.packets });
	const faults = faultActivation(bench.faults!);
	const told: string[] = [];
	const stops = [endpoint, faults].flatMap(({ events = {} }) =>
		Object.values(events).map(({ listen }) => listen((value) => told.push(JSON.stringify(value)))),
	);
	is(faults, "add", { kind: "drop", count: 1, direction: "transmit" }, '{"id":1}');
	bench.receive("010809c8 01aa");
	bench.pull();
	is(
		faults,
		"list",
		{},
		'{"faults":[{"id":1,"fault":{"kind":"drop","count":1,"direction":"transmit"},"applied":1,"hanging":false,"left":0}],"hurried":0}',
	);
	is(faults, "clear", {}, "null");
	is(endpoint, "assign", { port: 0, eid: 9 }, "null");
	const ports = '[{"port":0,"name":"serial0","network":1,"up":true,"eid":9,"staticEid":8,"receiveUnit":64,"transmissionUnit":64}]';
	is(endpoint, "ports", {}, ports);
	for (const stop of stops) stop();
	bench.receive("010909c8 01aa");
	equal(
		told.join("\n"),
		[
			'{"port":0,"name":"serial0","direction":"received","verdict":"received","time":0,"physical":0,"bytes":"010809c801aa"}',
			'{"port":0,"name":"serial0","direction":"sent","verdict":"sent","time":0,"physical":0,"bytes":"010908c001aa"}',
			'{"id":1,"kind":"drop","port":0,"direction":"transmit","time":0,"lost":true,"bytes":"010908c001aa"}',
		].join("\n"),
		"what was told",
	);
	const methods = [endpoint, faults].flatMap((activation) => Object.values(activation.methods));
	for (const { description, parameters, result } of methods)
		if (!description || !Object.isFrozen(parameters) || !Object.isFrozen(result)) throw new Error("a method without description or schema");
	for (const name of ["counters", "routes", "units", "exchanges", "requests", "assemblies"]) run(endpoint, name, {});
	run(faults, "kinds", {});
	print(`${methods.length} methods, ${told.length} events`);
}

function is(activation: Activation, name: string, parameters: object, expected: string): void {
	equal(run(activation, name, parameters), expected, `${activation.name}.${name}`);
}

function run(activation: Activation, name: string, parameters: object): string {
	return JSON.stringify(activation.methods[name].run(parameters, 0));
}
