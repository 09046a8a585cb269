// SPDX-License-Identifier: Apache-2.0
import type { Storage } from "../../device/storage.js";
import { Change } from "./change.js";
import Controller, { type ControllerOptions } from "./controller.js";
import Counters, { type CounterOptions } from "./counters.js";
import Features from "./features.js";
import Firmware, { type FirmwareOptions } from "./firmware.js";
import type { Identity } from "./identity.js";
import Lockdown from "./lockdown.js";
import Loopback from "./loopback.js";
import type Namespace from "./namespace.js";
import Namespaces, { type NamespacesOptions } from "./namespaces.js";
import Port, { type PortOptions } from "./port.js";
import Sanitize from "./sanitize.js";
import { SelfTestResult } from "./self-test.js";
import { healthOf } from "./subsystem-health.js";
import { workTimes, type Times } from "./times.js";
import type Vpd from "./vpd.js";

export interface SubsystemOptions {
	identity: Readonly<Identity>;
	ports: readonly Readonly<PortOptions>[];
	controllers: readonly Readonly<ControllerOptions>[];
	namespaces: Readonly<NamespacesOptions>;
	firmware: Readonly<FirmwareOptions>;
	counters: Readonly<CounterOptions>;
	times: Readonly<Times>;
	/** SANICAP of Identify Controller (NVMe Base 2.0, figure 275). */
	sanitizeCapabilities: number;
	/** Bits of format attributes (FNA). */
	formatAttributes: number;
	vpd: Vpd;
	/** Keeps the features that are saved. */
	storage?: Storage | undefined;
	/** Bytes that the loopback security protocol keeps. */
	loopback: number;
}

/** Is told of what changes. */
export interface Watcher {
	/** By `Change`. */
	raise(controller: Controller, changes: number): void;
}

/** Longest time in which a clock goes on, in milliseconds; what looks longer is a clock that was set back. */
const longestStep = 0x3fffffff;

/** An NVM subsystem without flash: plain data, changed by its own methods, which tell the watchers. */
class Subsystem {
	readonly identity: Readonly<Identity>;
	readonly times: Readonly<Times>;
	/** Milliseconds, by `Work`. */
	readonly work: readonly number[];
	readonly ports: readonly Port[];
	readonly features: Features;
	readonly controllers: readonly Controller[];
	readonly namespaces: Namespaces;
	readonly firmware: Firmware;
	readonly counters: Counters;
	readonly sanitize = new Sanitize();
	readonly vpd: Vpd;
	readonly lockdown = new Lockdown();
	readonly loopback: Loopback;
	readonly sanitizeCapabilities: number;
	readonly formatAttributes: number;
	/** Milliseconds that the subsystem has lived, by the clock of the endpoint. */
	time = 0;
	#clock = 0;
	#started = false;
	/** It works. */
	functional = true;
	/** Controllers with a persistent event log reporting context, a bit each. */
	logContexts = 0;
	/** What Health Status Poll tells, but for the changed flags: kept, because it is asked for most often. */
	health = 0;
	readonly #watchers: Watcher[] = [];

	constructor(options: Readonly<SubsystemOptions>) {
		this.identity = options.identity;
		this.times = options.times;
		this.work = workTimes(options.times);
		this.ports = options.ports.map((port, id) => new Port(id, port));
		this.namespaces = new Namespaces(options.namespaces);
		this.features = new Features(
			options.controllers.map(({ health }) => health),
			options.storage,
		);
		this.controllers = options.controllers.map((each, index) => new Controller(this, index, each));
		this.firmware = new Firmware(options.firmware);
		this.counters = new Counters(options.counters);
		this.vpd = options.vpd;
		this.loopback = new Loopback(options.loopback);
		this.sanitizeCapabilities = options.sanitizeCapabilities;
		this.formatAttributes = options.formatAttributes;
		this.refresh();
	}

	/** @setup */
	watch(watcher: Watcher): void {
		this.#watchers.push(watcher);
	}

	/** @setup */
	unwatch(watcher: Watcher): void {
		const index = this.#watchers.indexOf(watcher);
		if (index >= 0) this.#watchers.splice(index, 1);
	}

	/** The controller with this identifier. */
	controller(id: number): Controller | undefined {
		for (let index = 0; index < this.controllers.length; index++) if (this.controllers[index].id === id) return this.controllers[index];
		return undefined;
	}

	/** Something of a controller has changed, by `Change`. */
	raise(controller: Controller, changes: number): void {
		controller.changed |= changes;
		for (let index = 0; index < this.#watchers.length; index++) this.#watchers[index].raise(controller, changes);
		this.refresh();
	}

	/** The same of all controllers. */
	raiseAll(changes: number): void {
		for (let index = 0; index < this.controllers.length; index++) this.raise(this.controllers[index], changes);
	}

	/** What Health Status Poll tells follows from its parts. */
	refresh(): void {
		this.health = healthOf(this);
	}

	/** A link of a PCIe port goes up or down. */
	setLink(port: Port, linked: boolean): void {
		port.linked = linked;
		this.refresh();
	}

	setFunctional(functional: boolean): void {
		this.functional = functional;
		for (let index = 0; index < this.controllers.length; index++) this.controllers[index].fail(!functional);
		this.refresh();
	}

	/**
	 * Time goes on to `now`, milliseconds of the endpoint's clock.
	 * @returns milliseconds until something happens by itself
	 */
	advance(now: number, never: number): number {
		const step = this.#started ? (now - this.#clock) | 0 : 0;
		this.#started = true;
		this.#clock = now;
		if (step > 0 && step <= longestStep) this.time += step;
		const time = this.time;
		const sanitize = this.sanitize;
		const controllers = this.controllers;
		const count = controllers.length;
		let rest = never;
		if (sanitize.running) {
			if (sanitize.advance(time)) {
				this.refresh();
				this.raiseAll(Change.status);
			} else rest = sanitize.rest(time);
		}
		for (let index = 0; index < count; index++) {
			const test = controllers[index].selfTest;
			if (0 === test.running) continue;
			const left = test.rest(time);
			if (left <= 0) test.end(controllers[index].fatal ? SelfTestResult.failed : SelfTestResult.passed, this.counters.hours(time));
			else if (left < rest) rest = left;
		}
		return rest < never ? rest : never;
	}

	/** All self-tests end, with this result. */
	endTests(result: number): void {
		const hours = this.counters.hours(this.time);
		for (let index = 0; index < this.controllers.length; index++) this.controllers[index].selfTest.end(result, hours);
	}

	/** Controllers to which a namespace is attached learn that it changed; `attached` bits of those that were. */
	namespaceChanged(namespace: Namespace, attached: number): void {
		namespace.changed |= attached;
		for (let index = 0; index < this.controllers.length; index++)
			if (0 !== (attached & (1 << index))) this.raise(this.controllers[index], Change.namespaceAttribute);
	}

	/** NVM subsystem reset: all controllers begin anew, and firmware that waits for it is activated. */
	reset(): void {
		this.endTests(SelfTestResult.reset);
		this.logContexts = 0;
		const activated = this.#activate();
		for (let index = 0; index < this.controllers.length; index++) this.controllers[index].reset();
		if (activated) this.raiseAll(Change.firmwareActivated);
		this.refresh();
	}

	/** What a reset of one controller does to the others: it is the reset that firmware waits for (NVMe Base 2.0, 3.7.2). */
	levelReset(controller: Controller): void {
		this.features.reset(controller);
		this.logContexts &= ~(1 << controller.index);
		if (this.#activate()) this.raiseAll(Change.firmwareActivated);
	}

	/** Firmware that waits for a reset runs from now on; an image that was not committed is gone. */
	#activate(): boolean {
		this.firmware.discard();
		return this.firmware.activate();
	}

	/** All work of all controllers ends; without notice, if `abrupt`. */
	shutDown(abrupt: boolean): void {
		if (abrupt) this.counters.unsafeShutdowns++;
		for (let index = 0; index < this.controllers.length; index++) this.controllers[index].shutDown();
	}

	/** Power goes and comes back. */
	powerCycle(): void {
		const { controllers, ports } = this;
		let clean = true;
		for (let index = 0; index < controllers.length; index++)
			if (controllers[index].ready && 0 === controllers[index].shutdown) clean = false;
		if (!clean) this.counters.unsafeShutdowns++;
		this.counters.powerCycles++;
		this.functional = true;
		for (let index = 0; index < ports.length; index++) ports[index].reset();
		this.lockdown.clear();
		this.reset();
		for (let index = 0; index < controllers.length; index++) controllers[index].wasReset = false;
	}
}

Object.freeze(Subsystem.prototype);
export default Subsystem;
