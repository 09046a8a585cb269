// SPDX-License-Identifier: Apache-2.0
import type Call from "../call.js";
import { adminData } from "../call.js";
import { FeatureId, features, Select, type Feature } from "../model/features.js";
import type FeatureValues from "../model/features.js";
import { Scope } from "../model/lockdown.js";
import { Completion, Status } from "../status.js";
import { At } from "./fields.js";

const selectAt = At.dword10 + 1;
const selectMask = 0x07;
const saveAt = At.dword10 + 3;
const save = 0x80;
const valueAt = At.dword11;
const timestampSize = 8;
/* Temperature Threshold (NVMe Base 2.0, figure 322): kelvins, sensor, over or under. */
const thresholdMask = 0xffff;
const sensorShift = 16;
const sensorMask = 0x0f;
const typeShift = 20;
const typeMask = 0x03;
/** The sensors are those of the composite temperature. */
const allSensors = 0x0f;
/** Capabilities: saveable, changeable. */
const saveable = 0x01;
const changeable = 0x04;
/** Timestamp Origin: set by Set Features. */
const stampedOrigin = 0x02;

/** Get Features (5.15). */
export function getFeatures(call: Call): number {
	const values = call.controller.features;
	const index = values.find(call.u8(At.dword10));
	const select = call.u8(selectAt) & selectMask;
	if (index < 0 || select > Select.capabilities) return Completion.invalidField;
	const feature = features[index];
	if (Select.capabilities === select) {
		call.result = (feature.saveable ? saveable : 0) | (feature.changeable ? changeable : 0);
		return Status.success;
	}
	if (FeatureId.timestamp === feature.id) return getTimestamp(call, select);
	if (FeatureId.temperatureThreshold === feature.id) return getThreshold(call, select);
	call.result = valueOf(values, index, feature, select);
	return Status.success;
}

function valueOf(values: FeatureValues, index: number, feature: Feature, select: number): number {
	if (Select.initial === select) return feature.initial;
	return Select.saved === select ? values.saved(index) : values.current(index);
}

function getThreshold(call: Call, select: number): number {
	const { features: values, options } = call.controller;
	const asked = call.u32(valueAt);
	const under = 1 === ((asked >> typeShift) & typeMask);
	if (Select.current === select) call.result = under ? values.under : values.over;
	else call.result = under ? options.health.lowest : options.health.highest;
	return Status.success;
}

function getTimestamp(call: Call, select: number): number {
	const { features: values } = call.controller;
	const status = call.transfer(timestampSize, 0, true);
	if (Status.success !== status || Select.current !== select) return status;
	const { time } = call.subsystem;
	const stamped = values.stamped >= 0;
	call.window.u64(0, stamped ? values.timestamp + time - values.stamped : time);
	call.window.u8(6, stamped ? stampedOrigin : 0);
	call.window.u8(7, 0);
	call.size = Math.max(call.size, adminData);
	return status;
}

/** Set Features (5.27). */
export function setFeatures(call: Call): number {
	const { controller, subsystem } = call;
	const id = call.u8(At.dword10);
	const index = controller.features.find(id);
	const saving = 0 !== (call.u8(saveAt) & save);
	const timestamp = FeatureId.timestamp === id;
	const status = timestamp ? call.checkInput(timestampSize) : call.length > At.data ? Status.invalidInputSize : Status.success;
	if (Status.success !== status) return status;
	if (index < 0) return Completion.invalidField;
	if (subsystem.lockdown.has(Scope.features, id)) return Completion.commandProhibited;
	if (!features[index].changeable) return Completion.featureNotChangeable;
	if (saving && !features[index].saveable) return Completion.featureNotSaveable;
	if (timestamp) {
		controller.features.timestamp = call.u32(At.data) + call.u16(At.data + 4) * 0x100000000;
		controller.features.stamped = subsystem.time;
		return Status.success;
	}
	const value = call.u32(valueAt);
	if (FeatureId.temperatureThreshold === id && !setThreshold(call, value)) return Completion.invalidField;
	controller.features.set(index, value, saving);
	return Status.success;
}

/** The limits behind the temperature warning. */
function setThreshold({ controller }: Call, value: number): boolean {
	const sensor = (value >> sensorShift) & sensorMask;
	const type = (value >> typeShift) & typeMask;
	if (type > 1 || (0 !== sensor && allSensors !== sensor)) return false;
	if (0 === type) controller.features.over = value & thresholdMask;
	else controller.features.under = value & thresholdMask;
	controller.update(0);
	return true;
}
