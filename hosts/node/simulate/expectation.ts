// SPDX-License-Identifier: Apache-2.0
import { i2cCounterNames } from "../../../modules/binding/i2c/counter.js";
import { counterNames } from "../../../modules/mctp/counter.js";
import type SimulatedNode from "./node.js";
import type { Expectation, Range } from "./scenario.js";
import type Traffic from "./traffic.js";

/** What of a simulation is held against what is expected, by name. */
interface Observed {
	readonly nodes: ReadonlyMap<string, SimulatedNode>;
	readonly traffic: ReadonlyMap<string, Traffic>;
}

/** What is not as expected, one text for each. */
export function problems(observed: Observed, { at, traffic = {}, present = {}, eids = {}, counters = {}, quiet }: Expectation): string[] {
	const found: string[] = [];
	const check = (what: string, actual: number, range: Range | undefined) => {
		if (undefined === range) return;
		const [least, most] = "number" === typeof range ? [range, range] : range;
		if (actual < least || actual > most)
			found.push(`at ${at} ms: ${what}: ${actual}, expected ${least === most ? least : `${least} to ${most}`}`);
	};
	for (const name of Object.keys(traffic)) {
		const { answered, failed, wrong } = observed.traffic.get(name)!;
		check(`${name}: answered`, answered, traffic[name].answered);
		check(`${name}: failed`, failed, traffic[name].failed);
		check(`${name}: wrong`, wrong, traffic[name].wrong ?? 0);
	}
	for (const name of Object.keys(present)) {
		const actual = presentAt(observed.nodes, observed.nodes.get(name)!).sort().join(", ");
		const expected = [...present[name]].sort().join(", ");
		if (actual !== expected) found.push(`at ${at} ms: ${name} knows ${actual || "nobody"}, expected ${expected || "nobody"}`);
	}
	for (const name of Object.keys(eids)) check(`EID of ${name}`, observed.nodes.get(name)!.endpoint.port(0).eid, eids[name]);
	for (const name of Object.keys(counters)) {
		for (const counter of Object.keys(counters[name]))
			check(`${name}: ${counter}`, counted(observed.nodes.get(name)!, counter), counters[name][counter]);
	}
	if (quiet)
		for (const node of observed.nodes.values()) if (!isQuiet(node)) found.push(`at ${at} ms: ${node.name}: something is still under way`);
	return found;
}

/** Names of the nodes that a bus owner knows, by their EIDs. */
function presentAt(all: Observed["nodes"], { owner }: SimulatedNode): string[] {
	const nodes = [...all.values()];
	return owner!.places.all
		.filter(({ present }) => present)
		.map(({ eid }) => nodes.find(({ endpoint }) => endpoint.port(0).eid === eid)?.name ?? `EID ${eid}`);
}

function counted({ ports, endpoint }: SimulatedNode, counter: string): number {
	const index = i2cCounterNames.indexOf(counter);
	if (index >= 0) return ports.reduce((sum, { counters }) => sum + counters[index], 0);
	let sum = 0;
	for (let port = 0; port < endpoint.portCount; port++) sum += endpoint.port(port).counters[counterNames.indexOf(counter)];
	return sum;
}

function isQuiet({ endpoint, owner }: SimulatedNode): boolean {
	if (endpoint.exchanges.busy > 0 || undefined !== endpoint.reassembly.active) return false;
	return undefined !== owner || undefined === endpoint.requests.active;
}
