// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { Option, type Command } from "commander";
import type { Profile } from "../../../modules/device/profile.js";
import type { Activation } from "../../../modules/activation/activation.js";
import { formatAttachment, formatControl } from "../attach.js";
import BusOwner from "../bus-owner.js";
import { virtualConnection } from "../connections.js";
import Device from "../device.js";
import lineFor from "../line/lines.js";
import { formatTarget, parseSocketTarget, parseTarget, socketForms, targetForms, type Address, type Target } from "../line/target.js";
import LineBus from "../i2c/line-bus.js";
import { deviceAddress } from "../i2c/link.js";
import { i2cSpeeds, usbSpeeds, type I2cSpeed, type UsbSpeed } from "../link.js";
import Log, { colorsFor, logLevels, type LogLevel } from "../log.js";
import type { Information } from "../management/discovery.js";
import Management from "../management/management.js";
import { controlForms, parseControl } from "../management/target.js";
import { loadConfiguration, type Configuration, type ConfiguredDevice } from "../profiles/configuration.js";
import { loadProfile } from "../profiles/load.js";
import { formatDemonstration } from "../report.js";
import untilSignal from "../signals.js";
import { folderStorage } from "../storage.js";
import PcapngTrace from "../trace/pcapng-trace.js";
import { transportNames } from "../transports.js";
import { adding, checked, parseCount, parseEid, parseI2cAddress, parseUuid } from "./arguments.js";

interface Options {
	serial?: readonly Target[];
	usbredir?: readonly Target[];
	usbSpeed: UsbSpeed;
	i2c?: readonly Target[];
	i2cAddress: number;
	i2cSpeed: I2cSpeed;
	profile: string;
	eid: number;
	bridge?: true | number;
	uuid?: string;
	config?: string;
	control?: Address;
	trace?: string;
	storage?: string;
	log: LogLevel;
	once?: true;
}

/** Options that a configuration says for each device. */
const ofOneDevice = [...transportNames, "i2cAddress", "profile", "eid", "bridge", "uuid"];

export default function (program: Command): void {
	program
		.command("device", { isDefault: true })
		.description("Be a device: show what it is, then answer a bus owner on each link. This is what runs without a command.")
		.addOption(
			new Option("--serial <target>", `attach a serial line (DSP0253), may be repeated: ${targetForms} (default: pty)`).argParser(
				adding(parseTarget),
			),
		)
		.addOption(
			new Option("--usbredir <target>", `attach a USB device (DSP0283) to QEMU, may be repeated: ${socketForms}`).argParser(
				adding(parseSocketTarget),
			),
		)
		.addOption(new Option("--usb-speed <speed>", "highest speed that a USB device has").choices(usbSpeeds).default("high"))
		.addOption(
			new Option(
				"--i2c <target>",
				`attach an I2C bus (DSP0237), whose other stations are there, may be repeated: ${socketForms}`,
			).argParser(adding(parseSocketTarget)),
		)
		.addOption(new Option("--i2c-address <number>", "7-bit address on I2C buses").argParser(parseI2cAddress).default(deviceAddress, "0x1d"))
		.addOption(new Option("--i2c-speed <khz>", "kilohertz of I2C buses (default: 0, bytes take no time)").choices(i2cSpeeds).default("0"))
		.addOption(new Option("--profile <profile>", "what the device is: a name of mctp-xs profile list, or a file").default("endpoint"))
		.addOption(new Option("--eid <number>", "static EID, 8 to 254").argParser(parseEid).default(0, "none, the bus owner assigns one"))
		.addOption(
			new Option(
				"--bridge [pool]",
				"carry packets between the links, as one network; pool: EIDs for those behind it (default: 16)",
			).argParser(parseCount),
		)
		.addOption(
			new Option("--uuid <uuid>", "UUID of the device (default: the profile's, or made from the host name and the links)").argParser(
				parseUuid,
			),
		)
		.addOption(new Option("--config <file>", "several devices, each with profile and links, from a JSON file").conflicts(ofOneDevice))
		.addOption(new Option("--log <level>", "how much to tell on standard error; debug: every packet").choices(logLevels).default("info"))
		.addOption(
			new Option("--control <target>", `let operators in (JSON-RPC 2.0; see mctp-xs call): ${controlForms}`).argParser((text) =>
				checked(() => parseControl(text)),
			),
		)
		.option("--trace <file>", "write all packets to a pcapng file for Wireshark, a named pipe, or - for standard output")
		.option("--storage <folder>", "keep what requesters set, such as the inventory, in files there, beyond the end of the process")
		.option("--once", "show what the device is, then end: no link is opened")
		.action(async (options: Options) => run(await configure(options), options, { title: program.name(), version: program.version()! }));
}

async function configure(options: Options): Promise<Configuration> {
	const { config, control, trace, serial, usbredir = [], i2c = [], i2cAddress, eid, uuid } = options;
	if (undefined !== config) {
		const configuration = await loadConfiguration(config);
		return { ...configuration, trace: trace ?? configuration.trace, control: control ?? configuration.control };
	}
	const lines = serial ?? (0 === usbredir.length + i2c.length ? [parseTarget("pty")] : []);
	return {
		devices: [
			{
				name: "",
				profile: bridging(await loadProfile(options.profile), options.bridge),
				serial: lines,
				usbredir,
				i2c,
				i2cAddress,
				eid,
				uuid,
			},
		],
		trace,
		control,
	};
}

/** A profile with a bridge in it, if one is asked for. */
function bridging(profile: Profile, bridge: true | number | undefined): Profile {
	if (undefined === bridge) return profile;
	const { control = {} } = profile as { control?: { bridge?: object } };
	return { ...profile, control: { ...control, bridge: { ...control.bridge, ...(true === bridge ? {} : { pool: bridge }) } } };
}

/** Runs the devices until a signal comes: first for the bus owner in this process, then on their links. */
async function run(
	configuration: Configuration,
	{ log: level, once, usbSpeed, i2cSpeed, storage }: Options,
	information: Information,
): Promise<void> {
	const { trace: file, control } = configuration;
	const signalled = untilSignal();
	const log = new Log(level);
	const out = "-" === file ? process.stderr : process.stdout;
	const { bold } = colorsFor(out);
	const trace = undefined === file ? undefined : new PcapngTrace(file, `${information.title} ${information.version}`, log);
	const buses = new Map<string, LineBus>();
	const devices = configuration.devices.map((device) => make(device, { usbSpeed, i2cSpeed: Number(i2cSpeed), buses, storage, log }));
	const management =
		undefined === control ? undefined : new Management({ address: control, activations: activationsOf(devices), information, log });
	try {
		for (const device of devices) {
			if (undefined !== trace) device.follow(trace.add);
			if (once || 1 === devices.length) out.write(await demonstrate(device, bold));
		}
		if (once) return;
		await management?.open();
		for (const device of devices) await device.open();
		for (const { links } of devices) for (const link of links) out.write(`\n${formatAttachment(link, bold)}`);
		if (undefined !== control) out.write(`\n${formatControl(control, management!.place, bold)}`);
		log.info(`${await signalled}: closing`);
	} finally {
		await Promise.all([management?.close(), ...devices.map((device) => device.close())]);
		await trace?.close();
	}
}

/** The only device of a process needs no name. */
function activationsOf(devices: readonly Device[]): readonly Activation[] {
	const activations = devices.map((device) => device.activation());
	return 1 === activations.length ? [{ ...activations[0], name: "" }] : activations;
}

/** What devices have in common. */
interface Surroundings {
	readonly usbSpeed: UsbSpeed;
	readonly i2cSpeed: number;
	/** By their targets: devices that name the same one are on the same bus. */
	readonly buses: Map<string, LineBus>;
	/** A folder, in which each device with a name has its own. */
	readonly storage: string | undefined;
	readonly log: Log;
}

function make(
	{ name, profile, eid, uuid, i2cAddress, ...targets }: ConfiguredDevice,
	{ usbSpeed, i2cSpeed, buses, storage, log }: Surroundings,
): Device {
	const bus = (target: Target) => {
		const key = formatTarget(target);
		const shared = buses.get(key) ?? new LineBus(lineFor(target), i2cSpeed);
		buses.set(key, shared);
		return { transport: "i2c", line: shared.line, i2c: { address: i2cAddress, speed: i2cSpeed, shared } } as const;
	};
	const attachments = transportNames.flatMap((transport) =>
		targets[transport].map((target) => ("i2c" === transport ? bus(target) : { transport, line: lineFor(target) })),
	);
	const kept = undefined === storage ? undefined : folderStorage(join(storage, name), log);
	return new Device({ name, profile, attachments, eid, uuid, usbSpeed, storage: kept, log });
}

async function demonstrate(device: Device, bold: (text: string) => string): Promise<string> {
	const owner = new BusOwner({ connection: virtualConnection(device.virtualEnd) });
	try {
		await owner.open();
		return formatDemonstration(await owner.demonstrate(), bold);
	} finally {
		await owner.close();
	}
}
