// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { adminData } from "../call.js";
import { FeatureId, features, initialThresholds, Select, Threshold, thresholdIndex } from "../model/features.js";
import { Scope } from "../model/lockdown.js";
import { broadcastId } from "../model/namespaces.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

const selectAt = At.dword10 + 1;
const selectMask = 0x07;
const saveAt = At.dword10 + 3;
const save = 0x80;
const valueAt = At.dword11;
const timestampSize = 8;
/* Temperature Threshold (NVMe Base 2.0, figure 322): kelvins, sensor, over or under. */
const sensorShift = 16;
const sensorMask = 0x0f;
const typeShift = 20;
const typeMask = 0x03;
const typeUnder = 1;
/** In Set Features: of all sensors, but not of the composite temperature. */
const allSensors = 0x0f;
/** Capabilities: saveable, changeable. */
const saveable = 0x01;
const changeable = 0x04;
/** Timestamp Origin: set by Set Features. */
const stampedOrigin = 0x02;

/** Get Features (5.15). */
export function getFeatures(call: Call): number {
	const index = call.subsystem.features.find(call.u8(At.dword10));
	const select = call.u8(selectAt) & selectMask;
	if (index < 0 || select > Select.capabilities) return Completion.invalidField;
	const feature = features[index];
	if (Select.capabilities === select) {
		call.result = (feature.saveable ? saveable : 0) | (feature.changeable ? changeable : 0);
		return Status.success;
	}
	if (FeatureId.timestamp === feature.id) return getTimestamp(call, select);
	if (FeatureId.temperatureThreshold === feature.id) return getThreshold(call, select);
	call.result = Select.initial === select ? feature.initial : valueOf(call, index, select);
	return Status.success;
}

/** The current value, or the saved one. */
function valueOf({ controller, subsystem }: Call, index: number, select: number): number {
	return Select.saved === select ? subsystem.features.saved(controller, index) : subsystem.features.current(controller, index);
}

/** Of the composite temperature, or of a sensor. */
function getThreshold(call: Call, select: number): number {
	const { health } = call.controller.options;
	const wanted = call.u32(valueAt);
	const sensor = (wanted >> sensorShift) & sensorMask;
	const type = (wanted >> typeShift) & typeMask;
	if (type > typeUnder || sensor > health.sensors.length) return Completion.invalidField;
	const thresholds = Select.initial === select ? initialThresholds(health, sensor) : valueOf(call, thresholdIndex(sensor), select);
	call.result = typeUnder === type ? thresholds >>> Threshold.underShift : thresholds & Threshold.overMask;
	return Status.success;
}

function getTimestamp(call: Call, select: number): number {
	const { stamped, timestamp } = call.controller;
	const status = call.transfer(timestampSize, 0, true);
	if (Status.success !== status || Select.current !== select) return status;
	const { time } = call.subsystem;
	call.window.u64(0, stamped < 0 ? time : timestamp + time - stamped);
	call.window.u8(6, stamped < 0 ? 0 : stampedOrigin);
	call.window.u8(7, 0);
	call.size = Math.max(call.size, adminData);
	return status;
}

/** Set Features (5.27). */
export function setFeatures(call: Call): number {
	const { controller, subsystem } = call;
	const id = call.u8(At.dword10);
	const index = subsystem.features.find(id);
	const saving = 0 !== (call.u8(saveAt) & save);
	const timestamp = FeatureId.timestamp === id;
	const status = timestamp ? call.checkInput(timestampSize) : call.length > At.data ? Status.invalidInputSize : Status.success;
	if (Status.success !== status) return status;
	if (index < 0) return Completion.invalidField;
	if (subsystem.lockdown.has(Scope.features, id)) return Status.accessDenied;
	const namespace = call.u32(At.namespace);
	if (0 !== namespace && broadcastId !== namespace)
		return subsystem.namespaces.valid(namespace) ? Completion.featureNotNamespaceSpecific : Completion.invalidNamespaceOrFormat;
	if (!features[index].changeable) return Completion.featureNotChangeable;
	if (saving && !features[index].saveable) return Completion.featureNotSaveable;
	if (timestamp) {
		controller.timestamp = call.u32(At.data) + call.u16(At.data + 4) * 0x100000000;
		controller.stamped = subsystem.time;
		return Status.success;
	}
	const value = call.u32(valueAt);
	if (0 !== (value & features[index].absent)) return Completion.invalidField;
	if (FeatureId.temperatureThreshold === id) return setThreshold(call, value, saving);
	return subsystem.features.set(controller, index, value, features[index].mask, saving) ? Status.success : Completion.internalError;
}

/** Of the composite temperature, of a sensor, or of all sensors: what is behind the temperature warning. */
function setThreshold({ controller, subsystem }: Call, value: number, saving: boolean): number {
	const sensor = (value >> sensorShift) & sensorMask;
	const type = (value >> typeShift) & typeMask;
	const { length } = controller.options.health.sensors;
	if (type > typeUnder || (sensor > length && allSensors !== sensor)) return Completion.invalidField;
	const shift = typeUnder === type ? Threshold.underShift : 0;
	const first = allSensors === sensor ? 1 : sensor;
	const last = allSensors === sensor ? length : sensor;
	for (let each = first; each <= last; each++)
		if (!subsystem.features.set(controller, thresholdIndex(each), value << shift, Threshold.overMask << shift, saving))
			return Completion.internalError;
	controller.update(0);
	return Status.success;
}
