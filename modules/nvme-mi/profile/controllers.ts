// SPDX-License-Identifier: Apache-2.0
import type Fields from "../../device/fields.js";
import { hasForm } from "../../device/form.js";
import { ControllerKind, type ControllerOptions, type Health } from "../model/controller.js";

/** Most controllers: each is a bit of what a namespace is attached to. */
export const mostControllers = 16;
/** Kelvins of 0 degrees Celsius, as NVMe rounds it. */
export const celsius = 273;
const coldest = -100;
const hottest = 200;
const lastId = 0xffef;
const mostSensors = 8;
/** Kelvins between a sensor and the composite temperature. */
const farthest = 100;

/** What the section says of the health of all controllers at first, or of one. */
const usual: Readonly<Health> = Object.freeze({
	temperature: celsius + 30,
	lowest: celsius - 10 - 1,
	highest: celsius + 70 + 1,
	sensors: Object.freeze([0, 0, 0, 0, 0, 0, 0, 0]),
	spare: 100,
	spareThreshold: 5,
	used: 0,
	reliable: true,
	readOnly: false,
});

/**
 * Where the section says nothing, `other` does. What is bearable there ends a kelvin before the limits of the model.
 * @setup
 */
export function readHealth(fields: Fields | undefined, other: Readonly<Health> = usual): Health {
	if (undefined === fields) return other;
	const degrees = (name: string, beyond = 0) => {
		const value = fields.whole(name, coldest, hottest);
		return undefined === value ? undefined : value + celsius + beyond;
	};
	const health = {
		temperature: degrees("temperature") ?? other.temperature,
		lowest: degrees("lowest", -1) ?? other.lowest,
		highest: degrees("highest", 1) ?? other.highest,
		sensors: fields.list("sensors", mostSensors)?.map(readSensor) ?? other.sensors,
		spare: fields.whole("spare", 0, 100) ?? other.spare,
		spareThreshold: fields.whole("spareThreshold", 0, 100) ?? other.spareThreshold,
		used: fields.whole("used", 0, 255) ?? other.used,
		reliable: fields.flag("reliable") ?? other.reliable,
		readOnly: fields.flag("readOnly") ?? other.readOnly,
	};
	fields.end();
	return Object.freeze(health);
}

/** @setup */
function readSensor(fields: Fields): number {
	const difference = fields.whole("difference", -farthest, farthest) ?? 0;
	fields.end();
	return difference;
}

/**
 * `ports` is how many ports there are.
 * @setup
 */
export function readController(fields: Fields, index: number, ports: number, health: Readonly<Health>): ControllerOptions {
	const type = fields.choice("type", ["io", "discovery", "administrative"]) ?? "io";
	const address = fields.match("address", isAddress, "a PCI address such as 01:00.0");
	const controller = Object.freeze({
		id: fields.whole("id", 0, lastId) ?? index,
		port: fields.whole("port", 0, ports - 1) ?? 0,
		kind: ControllerKind[type],
		address: undefined === address ? index : parseAddress(address),
		segment: fields.whole("segment", 0, 255) ?? 0,
		enabled: fields.flag("enabled") ?? true,
		health: readHealth(fields.section("health"), health),
	});
	fields.end();
	return controller;
}

/** @setup */
function isAddress(text: string): boolean {
	return hasForm(text, "xx:xx.9") && text[3] < "2" && text[6] < "8";
}

/**
 * Bus, device and function: 8, 5 and 3 bits. Each number ends where its digits do.
 * @setup
 */
function parseAddress(text: string): number {
	return (parseInt(text, 16) << 8) | (parseInt(text.slice(3), 16) << 3) | Number(text[6]);
}
