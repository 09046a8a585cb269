// SPDX-License-Identifier: Apache-2.0
import { PortKind } from "../../../../modules/nvme-mi/model/port.js";
import * as admin from "../../nvme/admin.js";
import type NvmeMiClient from "../../nvme/client.js";
import { decode, numberOf, type Values } from "../../nvme/decode.js";
import { readFirmware } from "../../nvme/firmware.js";
import { pollControllers, type ControllerHealth } from "../../nvme/health.js";
import { readLog } from "../../nvme/logs.js";
import { readController, readFrequency, readPorts, readSubsystem, readVpd } from "../../nvme/management.js";
import { blockFormats, formatOf, identifyController, logRows } from "../../nvme/structures.js";
import { hex } from "../../names.js";
import { hexBytes } from "../../trace/hex.js";
import { refusalOf } from "./refusal.js";

/** Limits of the section (nvme-mi.schema.json). */
const most = Object.freeze({
	ports: 8,
	namespaces: 128,
	controllers: 16,
	slots: 7,
	time: 3_600_000,
	controllerId: 255,
	vpd: 4096,
	sensors: 8,
	difference: 100,
});
const celsius = 273;
const coldest = -100;
const hottest = 200;
const frequencies: readonly number[] = Object.freeze([100, 100, 400, 1000]);
const smartPage = 0x02;
const sanitizePage = 0x81;
/** Temperature Threshold of the composite temperature, and which: below it. */
const thresholdFeature = 0x04;
const belowIt = 1 << 20;

/** What the section `nvmeMi` can say of a drive, as in the profile's file. What it cannot say, or the drive does not tell, is left out. */
export async function readModel(client: NvmeMiClient): Promise<Record<string, unknown>> {
	const subsystem = await readSubsystem(client);
	const healths = (await pollControllers(client)).slice(0, most.controllers);
	const first = healths[0]?.controller;
	const ports = await Promise.all((await readPorts(client)).slice(0, most.ports).map((port, index) => portOf(client, port, index)));
	const common = { version: versionOf(subsystem), ports };
	const vpd = await unless(readVpd(client));
	const content = undefined === vpd ? {} : { vpd: { content: hexBytes(vpd.subarray(0, most.vpd)) } };
	if (undefined === first) return { ...common, ...content };
	const identified = decode(await admin.identify(client, admin.Cns.controller, { controller: first }), identifyController);
	const smart = decode(await readLog(client, smartPage, 512, { controller: first, namespace: admin.allNamespaces }), logRows[smartPage]);
	const info = await readController(client, first);
	const lowest = await unless(admin.getFeature(client, thresholdFeature, admin.Select.default, { controller: first, dword11: belowIt }));
	const health = healthOf(healths[0], identified, smart, lowest?.value);
	const controllers: object[] = [];
	for (const each of healths) controllers.push(await controllerOf(client, each, health));
	return {
		...common,
		...identityOf(identified),
		pci: {
			vendor: hex(Number(info.VID), 4),
			device: hex(Number(info.DID), 4),
			subsystemVendor: hex(Number(info.SSVID), 4),
			subsystemDevice: hex(Number(info.SSID), 4),
		},
		health,
		controllers,
		namespaces: await namespacesOf(client, first, identified, new Set(healths.map(({ controller }) => controller))),
		...(await firmwareOf(client, first, identified)),
		counters: countersOf(smart),
		times: await timesOf(client, first, identified),
		formatAttributes: Number(identified.FNA) & 7,
		...content,
	};
}

/** Like it, or undefined where the drive refuses. */
async function unless<Value>(value: Promise<Value>): Promise<Value | undefined> {
	try {
		return await value;
	} catch (error) {
		if (undefined === refusalOf(error)) throw error;
		return undefined;
	}
}

function versionOf({ MJR, MNR }: Values): string {
	const major = Math.min(2, Math.max(1, Number(MJR)));
	return `${major}.${Math.min(9, Number(MNR))}`;
}

async function portOf(client: NvmeMiClient, port: Values, index: number): Promise<object> {
	const number = (name: string, least: number, largest: number) => Math.min(largest, Math.max(least, Number(port[name] ?? 0)));
	const common = {
		largestUnit: number("MMTUS", 64, 4096),
		autoPause: 0 !== (Number(port.PRTCAP) & 1),
		events: 0 !== (Number(port.PRTCAP) & 2),
	};
	if (PortKind.twoWire === port.PRTTYP) {
		const frequency = await unless(readFrequency(client, index));
		const largestFrequency = String(frequencies[Number(port.TWPRT) & 3]);
		return {
			twoWire: {
				largestFrequency,
				frequency: String(0 === frequency ? 100 : (frequency ?? 100)),
				vpdAddress: number("CVPDADDR", 0, 0x7f),
				vpdFrequency: String(frequencies[number("MVPDFREQ", 1, 3)]),
				address: number("CMEADDR", 0, 0x7f),
			},
			...common,
		};
	}
	const largestSpeed = Math.min(6, Math.max(1, 32 - Math.clz32(Number(port.SLSV ?? 0))));
	const width = number("MLW", 1, 32);
	return {
		pcie: { payload: number("MPS", 0, 5), speed: number("CLS", 1, 6), largestSpeed, width, negotiatedWidth: number("NLW", 1, 32) },
		...common,
	};
}

/** A text as the profile takes it; what is empty is left out. */
function text(name: string, value: number | string | undefined, longest: number): Record<string, string> {
	const short = String(value ?? "").slice(0, longest);
	return "" === short ? {} : { [name]: short };
}

const nvmeVersions = Object.freeze([
	["2.1", 0x00020100],
	["2.0", 0x00020000],
	["1.4", 0],
] as const);

function identityOf({ VER, IEEE, SN, MN, SUBNQN }: Values): object {
	const oui = Number(IEEE).toString(16).toUpperCase().padStart(6, "0").replace(/..\B/g, "$&-");
	const nvmeVersion = nvmeVersions.find(([, word]) => Number(VER) >= word)![0];
	return { nvmeVersion, oui, ...text("serialNumber", SN, 20), ...text("model", MN, 40), ...text("nqn", SUBNQN, 255) };
}

const degrees = (value: number) => Math.min(hottest, Math.max(coldest, value));

/** Those up to the first that is not there: each by what it differs from the composite temperature. */
function sensorsOf(smart: Values): readonly { difference: number }[] {
	const readings = Array.from({ length: most.sensors }, (_, index) => Number(smart[`Temperature Sensor ${index + 1}`]));
	const absent = readings.indexOf(0);
	const there = absent < 0 ? readings : readings.slice(0, absent);
	const composite = Number(smart["Composite Temperature"]);
	return there.map((reading) => ({ difference: Math.min(most.difference, Math.max(-most.difference, reading - composite)) }));
}

function healthOf({ temperature, spare, used, warnings }: ControllerHealth, controller: Values, smart: Values, lowest: number | undefined) {
	const highest = (Number(controller.WCTEMP) || celsius + 71) - 1;
	return {
		temperature: degrees(temperature),
		...(undefined === lowest ? {} : { lowest: degrees((lowest & 0xffff) + 1 - celsius) }),
		highest: degrees(highest - celsius),
		sensors: sensorsOf(smart),
		spare: Math.min(100, spare),
		spareThreshold: Math.min(100, Number(smart["Available Spare Threshold"])),
		used: Math.min(255, used),
		reliable: !warnings.includes("reliability"),
		readOnly: warnings.includes("read only"),
	};
}

const kinds: Readonly<Record<number, string>> = Object.freeze({ 2: "discovery", 3: "administrative" });

async function controllerOf(client: NvmeMiClient, found: ControllerHealth, common: ReturnType<typeof healthOf>): Promise<object> {
	const { controller, ready } = found;
	const { PORTID, PRI } = await readController(client, controller);
	const identified = decode(await admin.identify(client, admin.Cns.controller, { controller }), identifyController);
	const smart = decode(await readLog(client, smartPage, 512, { controller, namespace: admin.allNamespaces }), logRows[smartPage]);
	const type = kinds[Number(identified.CNTRLTYPE)];
	const own = Object.entries(healthOf(found, identified, smart, undefined)).filter(
		([name, value]) => JSON.stringify(value) !== JSON.stringify(common[name as keyof typeof common]),
	);
	return {
		id: controller,
		port: Math.min(most.ports - 1, Number(PORTID)),
		...(undefined === type ? {} : { type }),
		address: addressOf(Number(PRI)),
		enabled: ready,
		...(0 === own.length ? {} : { health: Object.fromEntries(own) }),
	};
}

function addressOf(word: number): string {
	const digits = (value: number) => value.toString(16).padStart(2, "0");
	return `${digits(word >> 8)}:${digits((word >> 3) & 0x1f)}.${word & 7}`;
}

const smallestBlock = 512;
const largestBlock = 65536;

async function namespacesOf(client: NvmeMiClient, first: number, identified: Values, known: ReadonlySet<number>): Promise<object> {
	const shared = await unless(admin.identify(client, admin.Cns.namespace, { controller: first, namespace: admin.allNamespaces }));
	const list: object[] = [];
	let formats = undefined === shared ? [] : blockFormats(shared);
	for (const id of (await unless(admin.listNamespaces(client, first, admin.Cns.allocatedNamespaces))) ?? []) {
		if (id > most.namespaces) break;
		const found = await unless(admin.readNamespace(client, first, id));
		if (undefined === found) continue;
		const { bytes, fields } = found;
		if (!formats.some(({ data }) => data >= smallestBlock)) formats = blockFormats(bytes);
		const blocks = Number(numberOf(bytes.subarray(0, 8)));
		if (0 === blocks || !Number.isSafeInteger(blocks)) continue;
		const attached = (await unless(admin.listControllers(client, first, admin.Cns.attachedControllers, id))) ?? [];
		list.push({
			id,
			blocks,
			format: formatOf(fields),
			used: Math.min(blocks, Number(fields.NUSE)),
			shared: 0 !== (Number(fields.NMIC) & 1),
			controllers: attached.filter((each) => known.has(each) && each <= most.controllerId),
		});
	}
	const capacity = Number(identified.TNVMCAP);
	const sizes = formats.map(({ data }) => ({ blockSize: data }));
	const allowed =
		sizes.length > 0 && sizes.length <= 16 && sizes.every(({ blockSize }) => blockSize >= smallestBlock && blockSize <= largestBlock);
	return {
		most: Math.min(most.namespaces, Math.max(1, Number(identified.NN))),
		...(Number.isSafeInteger(capacity) && capacity > 0 ? { capacity } : {}),
		...(allowed ? { formats: sizes } : {}),
		list: allowed ? list : [],
	};
}

async function firmwareOf(client: NvmeMiClient, first: number, { FRMW }: Values): Promise<object> {
	const slots = await unless(readFirmware(client, first));
	const count = Math.min(most.slots, Math.max(1, (Number(FRMW) >> 1) & 7));
	if (undefined === slots || slots.active < 1 || slots.active > count || "" === slots.revisions[slots.active - 1]) return {};
	return {
		firmware: {
			slots: slots.revisions.slice(0, count).map((revision) => text("revision", revision, 8)),
			active: slots.active,
			firstReadOnly: 0 !== (Number(FRMW) & 1),
		},
	};
}

function countersOf(smart: Values): object {
	const names = Object.freeze({
		dataUnitsRead: "Data Units Read",
		dataUnitsWritten: "Data Units Written",
		powerCycles: "Power Cycles",
		powerOnHours: "Power On Hours",
		unsafeShutdowns: "Unsafe Shutdowns",
		mediaErrors: "Media and Data Integrity Errors",
	});
	const counters: Record<string, number> = {};
	for (const [name, field] of Object.entries(names)) {
		const value = Number(smart[field]);
		if (Number.isSafeInteger(value)) counters[name] = value;
	}
	return counters;
}

/** What it estimates for block erase, and its extended self-test; how long the rest takes nobody tells. */
async function timesOf(client: NvmeMiClient, first: number, { EDSTT }: Values): Promise<object> {
	const log = await unless(readLog(client, sanitizePage, 512, { controller: first }));
	const estimate = undefined === log ? 0 : 1000 * Number(decode(log, logRows[sanitizePage]).ETBE);
	return {
		...(estimate > 0 && estimate <= most.time ? { sanitize: estimate } : {}),
		...(Number(EDSTT) > 0 ? { extendedTest: Math.min(most.time, 60_000 * Number(EDSTT)) } : {}),
	};
}
