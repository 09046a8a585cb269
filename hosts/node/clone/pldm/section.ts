// SPDX-License-Identifier: Apache-2.0
import { PldmType, pldmMessage } from "../../../../modules/pldm/header.js";
import { decode } from "../../../../modules/pldm/layout/field.js";
import { PlatformCommand } from "../../../../modules/pldm/platform/command.js";
import { pdrHeader } from "../../../../modules/pldm/platform/pdr/layouts.js";
import PldmClient from "../../pldm/client.js";
import { discoverTerminus, type DiscoveredTerminus } from "../../pldm/discover.js";
import { readFruTable } from "../../pldm/inventory.js";
import { walkRecords } from "../../pldm/repository.js";
import { effectersOf, readSensor, sensorsOf, type Described } from "../../pldm/sensors.js";
import { hexBytes } from "../../trace/hex.js";
import type { CloneSection, ProfileDocument, Source } from "../section.js";
import { withTwin } from "../twin.js";
import { inventoryOf } from "./inventory.js";
import { numericEffecterOf, numericSensorOf, stateEffecterOf, stateSensorOf } from "./sensors.js";

/** The section `pldm`: records and inventory as they are, sensors and effecters that do what these and their answers say. */
const pldm: CloneSection = Object.freeze({ name: "PLDM terminus", type: pldmMessage, read });

/** What a terminus tells of itself, to be compared. */
interface Told {
	readonly records: readonly Uint8Array[];
	readonly table: Uint8Array | undefined;
}

async function read({ owner, eid, timeout, profile, note }: Source): Promise<Partial<ProfileDocument>> {
	const client = new PldmClient({ requester: owner.requester, eid, ...(undefined === timeout ? {} : { timeout }) });
	const terminus = await discoverTerminus(client);
	const told = await readTold(client, terminus);
	const sorted = told.records.slice().sort((one, other) => handleOf(one) - handleOf(other));
	const platform = typeOf(terminus, PldmType.platform) ? await readPlatform(client, sorted, note) : {};
	const fru = undefined === told.table ? {} : { fru: await inventoryOf(client, told.table, typeOf(terminus, PldmType.fru)!.commands) };
	const tid = terminus.tid > 0 && terminus.tid < 0xff ? { tid: terminus.tid } : {};
	const section = { ...tid, ...platform, ...fru, records: sorted.map((record) => ({ data: hexBytes(record) })) };
	const differing = await withTwin({ ...profile, pldm: section }, async ({ requester }) =>
		differences(told, sensorsOf(sorted), client, new PldmClient({ requester, eid: 0 })),
	);
	note(`PLDM terminus: ${told.records.length} records${undefined === told.table ? "" : " and the inventory"} are copied`);
	for (const text of differing) note(`  differs: ${text}`);
	return { pldm: section };
}

async function readTold(client: PldmClient, terminus: DiscoveredTerminus): Promise<Told> {
	const records: Uint8Array[] = [];
	if (undefined !== typeOf(terminus, PldmType.platform)) for await (const record of walkRecords(client)) records.push(record);
	return { records, table: undefined === typeOf(terminus, PldmType.fru) ? undefined : await readFruTable(client) };
}

function typeOf({ types }: DiscoveredTerminus, type: number): DiscoveredTerminus["types"][number] | undefined {
	return types.find((each) => each.type === type);
}

function handleOf(record: Uint8Array): number {
	return decode(pdrHeader, record).recordHandle as number;
}

async function readPlatform(client: PldmClient, records: readonly Uint8Array[], note: Source["note"]): Promise<object> {
	const info = await client.command(PldmType.platform, PlatformCommand.getPdrRepositoryInfo);
	const all = async (what: string, described: readonly Described[], kind: Described["kind"], one: typeof numericSensorOf) => {
		const list: object[] = [];
		for (const each of described)
			if (kind === each.kind)
				try {
					list.push(await one(client, each));
				} catch (error) {
					note(`PLDM terminus: ${what} ${each.id} is left out: ${(error as Error).message}`);
				}
		return list;
	};
	const sensors = sensorsOf(records);
	const effecters = effectersOf(records);
	const found = {
		numericSensors: await all("sensor", sensors, "numeric", numericSensorOf),
		stateSensors: await all("sensor", sensors, "state", stateSensorOf),
		numericEffecters: await all("effecter", effecters, "numeric", numericEffecterOf),
		stateEffecters: await all("effecter", effecters, "state", stateEffecterOf),
	};
	return { ...updatedOf(info.updateTime as Uint8Array), ...found };
}

/** The moment of the last change, where the profile can say it: whole seconds, UTC. */
function updatedOf(time: Uint8Array): object {
	const [, , , , , second, minute, hour, day, month] = time;
	const two = (value: number) => String(value).padStart(2, "0");
	const year = String(time[10] | (time[11] << 8)).padStart(4, "0");
	if (0 === month || 0 === day || time.subarray(0, 5).some((byte) => byte > 0)) return {};
	return { updated: `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z` };
}

/** What the twin answers otherwise. */
async function differences(told: Told, sensors: readonly Described[], original: PldmClient, twin: PldmClient): Promise<string[]> {
	const found: string[] = [];
	const other = await readTold(twin, await discoverTerminus(twin));
	const isSame = (one: Uint8Array | undefined, two: Uint8Array | undefined) => Buffer.compare(one ?? Buffer.of(), two ?? Buffer.of()) === 0;
	told.records.forEach((record, index) => {
		if (!isSame(record, other.records[index])) found.push(`record ${handleOf(record)}`);
	});
	if (!isSame(told.table, other.table)) found.push("the inventory");
	for (const sensor of sensors) {
		const readings = await Promise.all([original, twin].map((client) => readSensor(client, sensor).catch(() => undefined)));
		if (JSON.stringify(readings[0]) !== JSON.stringify(readings[1])) found.push(`sensor ${sensor.id}`);
	}
	return found;
}

export default pldm;
