// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import factories from "../../../../hosts/common/registry.js";
import { parseProfile } from "../../../../hosts/node/profiles/load.js";
import { packageFolder, readSchema, schemaFiles } from "../../../../hosts/node/profiles/schema.js";
import Device from "../../../../modules/device/device.js";
import { memoryRanges } from "../../../../modules/device/memory.js";
import type { Profile } from "../../../../modules/device/profile.js";
import { faultSchema } from "../../../../modules/fault/options.js";
import { kinds } from "../../../../modules/fault/kinds.js";
import { defaultMemory } from "../../../../modules/mctp/arena.js";
import { filesIn } from "../../../lint/sources.js";
import { valuesOf } from "../../../support/schema.js";

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const profile = readSchema("profile") as Json;
const configuration = readSchema("configuration") as Json;
const ajv = new Ajv2020({ strictSchema: true, allErrors: true }).addVocabulary(["compiled"]);
const isProfile = ajv.compile(profile);

/** Every object of a schema that describes a value, with its path. */
function* schemasIn(value: unknown, path = "#"): Generator<[string, Json]> {
	if ("object" !== typeof value || null === value) return;
	if (!Array.isArray(value)) yield [path, value as Json];
	for (const [key, each] of Object.entries(value)) yield* schemasIn(each, `${path}/${key}`);
}

describe("the published schemas", () => {
	test.each([profile, configuration])("are JSON Schema 2020-12", (schema) => {
		expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
		expect(ajv.validateSchema(schema)).toBe(true);
		expect(() => new Ajv2020({ strictSchema: true }).addVocabulary(["compiled"]).compile(schema)).not.toThrow();
	});

	test("are exported by the package", () => {
		const require = createRequire(import.meta.url);
		for (const [name, file] of Object.entries(schemaFiles))
			expect(require.resolve(`mctp-xs/schema/${name}.json`)).toBe(join(packageFolder, file));
		expect(require.resolve("mctp-xs/profiles/endpoint.json")).toBe(join(packageFolder, "modules/device/profiles/endpoint.json"));
	});

	test("are in one piece: no reference leads out of them, each leads somewhere", () => {
		for (const schema of [profile, configuration])
			for (const [path, { $ref }] of schemasIn(schema)) {
				if ("string" !== typeof $ref) continue;
				const target = $ref
					.split("/")
					.slice(1)
					.reduce((value: Json | undefined, step: string) => value?.[step], schema);
				expect($ref, path).toMatch(/^#/);
				expect(target, `${path}: ${$ref}`).toBeDefined();
			}
	});

	test("tell editors what every property is, and refuse every other", () => {
		for (const schema of [profile, configuration])
			for (const [path, { type, properties, additionalProperties }] of schemasIn(schema)) {
				if (undefined === properties || /\/(if|then|dependentSchemas)\b/.test(path)) continue;
				expect([type, additionalProperties], path).toEqual(["object", false]);
				for (const [name, property] of Object.entries<Json>(properties)) {
					const target = property.$ref
						?.split("/")
						.slice(1)
						.reduce((value: Json, step: string) => value[step], schema);
					expect(property.description ?? target?.description, `${path}/${name}`).toEqual(expect.any(String));
				}
			}
	});

	test("have defaults and examples that they allow", () => {
		for (const root of [profile, configuration])
			for (const [path, schema] of schemasIn(root)) {
				if (/\/properties$/.test(path)) continue;
				const values = [...(Array.isArray(schema.examples) ? schema.examples : []), ...("default" in schema ? [schema.default] : [])];
				if (0 === values.length) continue;
				const fits = new Ajv2020({ strict: false }).compile({ ...schema, $defs: root.$defs });
				for (const value of values) expect(fits(value), `${path}: ${JSON.stringify(value)}`).toBe(true);
			}
	});

	test("refer to files that are there, so that editors find them in the package as well", () => {
		const files = filesIn().filter((path) => path.endsWith(".schema.json"));
		expect(files).toHaveLength(11);
		for (const file of files)
			for (const [, { $ref }] of schemasIn(JSON.parse(readFileSync(join(packageFolder, file), "utf8"))))
				if ("string" === typeof $ref && !$ref.startsWith("#"))
					expect(existsSync(join(packageFolder, file, "..", $ref.split("#")[0])), $ref).toBe(true);
	});
});

describe("the schema of profiles says what the modules say:", () => {
	test("memory", () => {
		const { properties } = profile.$defs.memory;
		expect(Object.keys(properties).sort()).toEqual(Object.keys(memoryRanges).sort());
		for (const [name, { minimum, maximum, default: usual }] of Object.entries<Json>(properties)) {
			expect({ least: minimum, most: maximum }, name).toEqual(memoryRanges[name as keyof typeof memoryRanges]);
			if ("exchanges" !== name) expect(usual, name).toBe(defaultMemory[name as keyof typeof defaultMemory]);
		}
	});

	test("faults, but for the port, which a profile does not know", () => {
		const { properties, dependentSchemas } = profile.$defs.faults.$defs.fault;
		const own = faultSchema.properties as Json;
		expect([...Object.keys(properties), "port"].sort()).toEqual(Object.keys(own).sort());
		for (const [name, { minimum, maximum, type, enum: values }] of Object.entries<Json>(properties)) {
			expect([minimum, maximum, values], name).toEqual([own[name].minimum, own[name].maximum, own[name].enum]);
			if (undefined === values) expect(type, name).toBe(own[name].type);
		}
		for (const [name, { properties: needed }] of Object.entries<Json>(dependentSchemas)) {
			if (undefined === needed.kind) continue;
			const taking = Object.entries(kinds).filter(([, { needs, takes }]) => ([...needs, ...takes] as string[]).includes(name));
			expect(needed.kind.enum, name).toEqual(taking.map(([kind]) => kind));
		}
	});
});

/** What no schema can tell. */
const beyond = [
	/^endpoint memory: .* more than the limit of \d+$/,
	/no request handle left: raise memory\.requests$/,
	/^control\.bridge: needs a memory section with routes, and requests of 2 or more$/,
	/^control\.bridge: has no rateLimit beside it/,
	/^control\.rateLimit\.least: is higher than most$/,
	/^control\.bridge\.lastAddress: is lower than firstAddress$/,
	/^pldm\.entities\[\d+\]\.(id: another entity has this id|container: no entity before this one has this id)$/,
	/^pldm\.[\w.[\]]+\.entity: no entity has this id$/,
	/^pldm\.fru\.capacity: nobody can set the inventory while entities come and go/,
	/^pldm\.records(\[\d+\]\.data)?: (is no record with all its bytes|record \d+ stands behind record|entities come and go only|every byte)/,
	/^pldm\.fru\.content: (every byte has to be given|are no records)$/,
	/^pldm: two (sensor|effecter)s have the id \d+$/,
	/^pldm\.[\w.[\]]+\.fields\[\d+\]\.state: is none of the possible states$/,
	/^pldm\.[\w.[\]]+\.source: (stands for what|nothing in this profile has this signal|is for a sensor of one field)/,
	/^pldm\.[\w.[\]]+\.(data|bytes): every byte has to be given$/,
	/^pldm\.fru\.[\w.[\]]+\.(text: has characters that \w+ cannot write|(text|bytes): has \d+ bytes, at most 255)$/,
	/^pmbus\.commands\[\d+\]\.code: another command has this code$/,
	/^vendor\.messages\[\d+\]: this vendor has messages already/,
	/^vendor\.messages\[\d+\]\.exchanges\[\d+\]\.answer: (has \d+ bytes, and there is memory for|asks for a byte of the request that is not there)/,
	/^nvmeMi\.controllers: identifiers go up/,
	/^nvmeMi\.controllers\[\d+\]\.port: must be a whole number from 0 to \d$/,
	/^nvmeMi\.endpoints: are ports of the subsystem/,
	/^nvmeMi\.firmware\.active: (must be a whole number from 1 to \d|runs, and so has a revision)$/,
	/^nvmeMi\.namespaces: namespace \d+ is there already$/,
	/^nvmeMi\.namespaces\.capacity: namespaces of .* bytes do not fit$/,
	/^nvmeMi\.namespaces\.list: must be a list of at most \d+$/,
	/^nvmeMi\.namespaces\.list\[\d+\]\.(id|format|used): must be a whole number from \d+ to \d+$/,
	/^nvmeMi\.namespaces\.list\[\d+\]\.blocks: has too many bytes$/,
	/^nvmeMi\.namespaces\.list\[\d+\]\.controllers: (there is no controller \d+|must be a list of at most \d+ bytes)$/,
];

/** Gives a bridge the memory that it needs, and addresses in order. */
function mendBridge(value: Json): void {
	const { bridge } = (value.control ?? {}) as Json;
	if (undefined === bridge) return;
	delete bridge.lastAddress;
	value.memory = { ...value.memory, routes: 8, requests: 16 };
}

/** Takes what refers to other parts of a terminus out of it, because chance makes nothing that is there. */
function mend({ pldm = {} }: Json): void {
	const { entities = [], numericSensors = [], stateSensors = [], numericEffecters = [], stateEffecters = [], fru = {} } = pldm as Json;
	[...entities].forEach((each, index) => Object.assign(each, { id: `e${index}`, container: undefined }));
	[...numericSensors, ...stateSensors, ...numericEffecters, ...stateEffecters].forEach((each, index) => {
		Object.assign(each, { id: 1 + index, entity: undefined });
		for (const field of each.fields ?? []) delete field.state;
	});
	for (const record of fru.records ?? []) Object.assign(record, { entity: undefined, encoding: "UTF8" });
	for (const each of [...entities, ...numericSensors, ...stateSensors, ...numericEffecters, ...stateEffecters, ...(fru.records ?? [])]) {
		if (undefined === each.container) delete each.container;
		if (undefined === each.entity) delete each.entity;
	}
}

/** Profiles of one protocol each: of all together hardly one would be without something that no schema can tell. */
function profilesOfOneSection(): fc.Arbitrary<unknown> {
	const { properties, ...rest } = profile;
	const sections = ["control", "nvmeMi", "pldm", "pmbus", "vendor"];
	const common = Object.fromEntries(Object.entries(properties as Json).filter(([name]) => !sections.includes(name)));
	return fc.oneof(...sections.map((name) => valuesOf({ ...rest, properties: { ...common, [name]: properties[name] } }, profile)));
}

describe("what the schema allows", () => {
	it("is a device, or is refused for what no schema can tell", async () => {
		let devices = 0;
		const runs = 400;
		await fc.assert(
			fc.asyncProperty(profilesOfOneSection(), fc.boolean(), async (value, mended) => {
				mendBridge(value as Json);
				if (mended) mend(value as Json);
				expect(isProfile(value), JSON.stringify(isProfile.errors)).toBe(true);
				try {
					await parseProfile("profile.json", JSON.stringify(value));
					devices++;
				} catch (error) {
					const message = (error as Error).message.replace(/^profile\.json(:\d+:\d+)?: /, "");
					expect(
						beyond.some((pattern) => pattern.test(message)),
						message,
					).toBe(true);
				}
			}),
			{ numRuns: runs },
		);
		expect(devices).toBeGreaterThan(runs / 8);
	});
});

const sample = {
	name: "sample",
	description: "All sections.",
	identity: {
		manufacturer: "M",
		product: "P",
		serialNumber: "1",
		uuid: "00112233-4455-6677-8899-aabbccddeeff",
		usb: { vendorId: "0x1209", productId: "0x0001", release: "0x0100" },
	},
	memory: {
		slots: 1,
		shortSlots: 1,
		slotsPerSource: 1,
		messageSize: 500,
		exchanges: 9,
		answerSize: 70,
		largeAnswers: 1,
		requests: 1,
		requestSize: 70,
		limit: 100000,
	},
	vendor: {
		services: { echo: true, bench: true },
		messages: [
			{ pci: "0x1AF4", commandSet: "0x0001", exchanges: [{ name: "N", request: "01 ..", answer: "81 02", delay: 5 }, { answer: null }] },
			{ iana: 412, exchanges: [] },
		],
	},
	pldm: {
		tid: 5,
		terminusHandle: 1,
		updated: "2026-01-02T03:04:05Z",
		entities: [
			{ id: "a", type: 68, instance: 2, name: "A", names: [{ language: "de", name: "Ä" }] },
			{ id: "b", type: 60, container: "a" },
		],
		numericSensors: [
			{
				id: 1,
				name: "S",
				entity: "b",
				unit: "volts",
				dataSize: "uint32",
				resolution: 0.5,
				offset: 1.5,
				modifier: -3,
				accuracy: 1,
				plusTolerance: 1,
				minusTolerance: 1,
				range: { nominal: 1, normalMax: 2, normalMin: 0.5 },
				thresholds: { upperWarning: 3, lowerFatal: 0 },
				hysteresis: 0.5,
				manualRearm: true,
				events: false,
				compact: true,
				updateInterval: 5,
				value: 1.5,
			},
		],
		stateSensors: [{ id: 2, events: true, fields: [{ set: 1, possible: [1, 2], state: 1 }] }],
		numericEffecters: [{ id: 1, unit: "RPM", semantic: 1, least: 0.5, most: 9, value: 5, delay: 5 }],
		stateEffecters: [{ id: 2, fields: [{ set: 17, possible: [1, 2] }] }],
		fru: {
			capacity: 200,
			records: [
				{ set: 1, entity: "a", encoding: "UTF8", general: [{ field: "name", text: "A" }] },
				{ set: 1, oem: { iana: 412, fields: [{ number: 2, bytes: "01 02" }] } },
			],
		},
		oem: [{ iana: 412, record: 1, data: "01 02" }],
		events: { count: 4, size: 32 },
	},
	pmbus: {
		commands: [
			{ code: "0x01", name: "OPERATION", byte: 128, writable: true },
			{ code: "0x03", send: true },
			{ code: "0x8B", word: 6144 },
			{ code: "0x8C", linear11: -2.5 },
			{ code: "0x99", text: "A" },
			{ code: "0x9B", block: "01 02" },
		],
	},
	faults: [
		{ kind: "delay", milliseconds: 5, rate: 0.5, count: 3, seed: 1, direction: "receive", peer: 9, type: 1, pldmType: 2, command: 3 },
		{ kind: "corrupt", bits: 2, position: 5 },
		{ kind: "duplicate", copies: 1 },
		{ kind: "source", eid: 9 },
		{ kind: "instance", instance: 1 },
		{ kind: "tag", tag: 1 },
	],
};

/** Every value below, with a way to change it in a copy. */
function* places(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
	if (path.length > 0) yield path;
	if ("object" !== typeof value || null === value) return;
	for (const key of Object.keys(value)) yield* places((value as Json)[key], [...path, Array.isArray(value) ? Number(key) : key]);
}

function changed(value: object, path: readonly (string | number)[], other: unknown): unknown {
	const copy = structuredClone(value) as Json;
	const holder = path.slice(0, -1).reduce((each, step) => each[step], copy);
	if (undefined === other) Reflect.deleteProperty(holder, path.at(-1)!);
	else holder[path.at(-1)!] = other;
	return copy;
}

describe("what the schema refuses", () => {
	const port = { network: 1, receiveUnit: 64, transmissionUnit: 64, frames: 68, wake() {} };
	const unique = { uuid: "00112233-4455-6677-8899-aabbccddeeff", serialNumber: "1" };
	const builds = (value: unknown) => {
		try {
			new Device({ profile: value as Profile, ports: [port], factories, unique });
			return true;
		} catch (error) {
			expect(error, String(error)).toBeInstanceOf(RangeError);
			return false;
		}
	};

	test("the device refuses as well, with every value of a profile replaced by what it cannot be", async () => {
		const { profile: compiled } = await parseProfile("sample.json", JSON.stringify(sample));
		let refused = 0;
		for (const path of places(sample))
			for (const other of [null, true, -2, 1.5, 1e12, "\u0007", "x".repeat(2000), ["x"], { other: 1 }]) {
				const allowed = isProfile(changed(sample, path, other)) as boolean;
				expect(builds(changed(compiled, path, other)), `${path.join(".")}: ${JSON.stringify(other).slice(0, 20)}`).toBe(allowed);
				if (!allowed) refused++;
			}
		expect(refused).toBeGreaterThan(400);
	});

	test("the device refuses as well, with every property taken away, and one more in every object", async () => {
		const { profile: compiled } = await parseProfile("sample.json", JSON.stringify(sample));
		for (const path of places(sample)) {
			const where = path.join(".");
			/* Others refer to these. */
			if ("string" === typeof path.at(-1) && "pldm.entities" !== where)
				expect(builds(changed(compiled, path, undefined)), where).toBe(isProfile(changed(sample, path, undefined)));
			const value = path.reduce((each: Json, step) => each[step], sample as Json);
			if ("object" === typeof value && null !== value && !Array.isArray(value))
				for (const version of [sample, compiled]) expect(builds(changed(version, [...path, "other"], 1)), where).toBe(false);
		}
	});
});
