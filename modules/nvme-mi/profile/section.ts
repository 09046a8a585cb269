// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { hasForm, isAscii } from "../../device/form.js";
import type { Identity as DeviceIdentity } from "../../device/profile.js";
import type { Storage } from "../../device/storage.js";
import type { CounterOptions } from "../model/counters.js";
import { revisionSize, type FirmwareOptions } from "../model/firmware.js";
import type { Identity } from "../model/identity.js";
import { noEstimate } from "../model/sanitize.js";
import Subsystem from "../model/subsystem.js";
import type { Times } from "../model/times.js";
import Vpd from "../model/vpd.js";
import type Answers from "../answers.js";
import { answersOf, readAnswers } from "./answers.js";
import { fromHexadecimal, padded } from "./bytes.js";
import { mostControllers, readController, readHealth } from "./controllers.js";
import { createNamespaces, readNamespaces } from "./namespaces.js";
import { limits, readPort } from "./ports.js";
import { vitalProductData } from "./vital.js";

/** What the section `nvmeMi` describes. */
export interface Section {
	readonly subsystem: Subsystem;
	/** Ports of the subsystem behind the links of the device. */
	readonly endpoints: readonly number[];
	readonly keep: boolean;
	readonly answers: Answers | undefined;
}

/** What outlives the power under this name, if the host keeps it. */
type StorageByName = (name: string) => Storage | undefined;

const mostSlots = 7;
const largestImage = 0x4000000;
const usualImage = 0x400000;
const largest = Number.MAX_SAFE_INTEGER;
const longestTime = 3_600_000;
const mostVpd = 4096;
const loopbackSize = 128;
const serialSize = 20;
const modelSize = 40;
const longestNqn = 255;
const nvmeVersions = Object.freeze({ "1.4": 0x00010400, "2.0": 0x00020000, "2.1": 0x00020100 } as const);
/** All three kinds of sanitize; blocks are always deallocated. */
const sanitizeAll = 0x60000007;

/** @setup */
export function readSection(fields: Fields, device: DeviceIdentity, storage: StorageByName = nothing): Section {
	const ports = fields.required("ports", fields.list("ports", limits.ports)).map((each) => readPort(each));
	if (0 === ports.length) throw fields.error("has at least one", "ports");
	const health = readHealth(fields.section("health"));
	const controllers = (fields.list("controllers", mostControllers) ?? []).map((each, index) =>
		readController(each, index, ports.length, health),
	);
	controllers.forEach(({ id }, index) => {
		if (index > 0 && id <= controllers[index - 1].id) throw fields.error("identifiers go up from one to the next", "controllers");
	});
	const { options, list } = readNamespaces(fields.section("namespaces"), controllers);
	const identity = readIdentity(fields, device);
	const firmware = readFirmware(fields.section("firmware"), storage("firmware"));
	const subsystem = new Subsystem({
		identity,
		ports,
		controllers,
		namespaces: options,
		firmware,
		counters: readCounters(fields.section("counters")),
		times: readTimes(fields.section("times")),
		sanitizeCapabilities: sanitizeAll,
		formatAttributes: fields.whole("formatAttributes", 0, 7) ?? 4,
		vpd: readVpd(fields.section("vpd"), device, storage("vpd")),
		storage: storage("features"),
		loopback: loopbackSize,
	});
	createNamespaces(subsystem.namespaces, list, fields);
	const endpoints = fields.bytes("endpoints", limits.ports) ?? [
		Math.max(
			0,
			ports.findIndex(({ kind }) => 2 === kind),
		),
	];
	if (0 === endpoints.length || endpoints.some((port) => port < 0 || port >= ports.length))
		throw fields.error(`are ports of the subsystem, 0 to ${ports.length - 1}, at least one`, "endpoints");
	const keep = fields.flag("replay") ?? false;
	const answers = readAnswers(answersOf(fields));
	fields.end();
	return { subsystem, endpoints, keep, answers };
}

/** @setup */
function nothing(): undefined {
	return undefined;
}

/** @setup */
function isVersion(text: string): boolean {
	return hasForm(text, "9.9") && ("1" === text[0] || "2" === text[0]);
}

/** @setup */
function readIdentity(fields: Fields, device: DeviceIdentity): Identity {
	const version = fields.match("version", isVersion, "a version of NVMe-MI such as 1.2") ?? "1.2";
	const nvme = fields.choice("nvmeVersion", Object.keys(nvmeVersions) as (keyof typeof nvmeVersions)[]) ?? "2.0";
	const oui = fields.match("oui", (text) => hasForm(text, "xx-xx-xx"), "an organisation such as AC-DE-48") ?? "00-00-00";
	const serialNumber = fields.match("serialNumber", (text) => isAscii(text, serialSize), "1 to 20 ASCII characters") ?? device.serialNumber;
	const model = fields.match("model", (text) => isAscii(text, modelSize), "1 to 40 ASCII characters") ?? device.product ?? "mctp-xs";
	const name =
		fields.match("nqn", (text) => isAscii(text, longestNqn), "1 to 255 ASCII characters") ??
		`nqn.2014-08.org.nvmexpress:uuid:${device.uuid.toLowerCase()}`;
	const pci = fields.section("pci");
	const id = (each: string) => pci?.whole(each, 0, 0xffff) ?? 0;
	const [high, middle, low] = fromHexadecimal(oui);
	const identity = Object.freeze({
		vendor: id("vendor"),
		device: id("device"),
		subsystemVendor: id("subsystemVendor"),
		subsystemDevice: id("subsystemDevice"),
		oui: (high << 16) | (middle << 8) | low,
		serialNumber: padded(serialNumber, serialSize),
		model: padded(model, modelSize),
		name: padded(name, name.length + 1, 0),
		unique: fromHexadecimal(device.uuid),
		major: Number(version[0]),
		minor: Number(version[2]),
		version: nvmeVersions[nvme],
	});
	pci?.end();
	return identity;
}

/** @setup */
function readFirmware(fields: Fields | undefined, storage: Storage | undefined): FirmwareOptions {
	const slots = fields?.list("slots", mostSlots)?.map((slot) => {
		const revision = slot.match("revision", (text) => isAscii(text, revisionSize), "1 to 8 ASCII characters");
		slot.end();
		return undefined === revision ? new Uint8Array(revisionSize) : padded(revision, revisionSize);
	}) ?? [padded("1.0", revisionSize)];
	const active = fields?.whole("active", 1, slots.length) ?? 1;
	if (0 === slots.length || 0 === slots[active - 1][0]) throw (fields as Fields).error("runs, and so has a revision", "active");
	const firmware = {
		revisions: slots,
		active,
		firstReadOnly: fields?.flag("firstReadOnly") ?? false,
		storage,
		limit: fields?.whole("limit", 4, largestImage) ?? usualImage,
	};
	fields?.end();
	return firmware;
}

/** @setup */
function readCounters(fields: Fields | undefined): CounterOptions {
	const whole = (name: string) => fields?.whole(name, 0, largest) ?? 0;
	const counters = {
		dataUnitsRead: whole("dataUnitsRead"),
		dataUnitsWritten: whole("dataUnitsWritten"),
		powerCycles: whole("powerCycles"),
		powerOnHours: whole("powerOnHours"),
		unsafeShutdowns: whole("unsafeShutdowns"),
		mediaErrors: whole("mediaErrors"),
		readRate: fields?.number("readRate", 0, 1e6) ?? 0,
		writeRate: fields?.number("writeRate", 0, 1e6) ?? 0,
	};
	fields?.end();
	return Object.freeze(counters);
}

/** @setup */
function readTimes(fields: Fields | undefined): Times {
	const time = (name: string, usual = 0) => fields?.whole(name, 0, longestTime) ?? usual;
	const sanitize = fields?.whole("sanitize", 0, longestTime);
	const times = {
		command: time("command"),
		format: time("format"),
		commit: time("commit"),
		reset: time("reset"),
		namespace: time("namespace"),
		sanitize: sanitize ?? 10_000,
		sanitizeEstimate: undefined === sanitize ? noEstimate : Math.ceil(sanitize / 1000),
		shortTest: time("shortTest", 60_000),
		extendedTest: time("extendedTest", 600_000),
	};
	fields?.end();
	return Object.freeze(times);
}

/** @setup */
function readVpd(fields: Fields | undefined, device: DeviceIdentity, storage: Storage | undefined): Vpd {
	const own = fields?.bytes("content", mostVpd);
	const { manufacturer = "", product = "", serialNumber } = device;
	const content =
		undefined === own
			? vitalProductData([manufacturer, product, product, "", serialNumber])
			: Uint8Array.from(own, (byte) => Math.max(0, byte));
	const writable = fields?.flag("writable") ?? true;
	const updates = fields?.whole("updates", 0, 65535) ?? 1000;
	const vpd = new Vpd({ content, writable, updates, storage: writable ? storage : undefined });
	fields?.end();
	return vpd;
}
