// SPDX-License-Identifier: Apache-2.0
import { BaseCommand, BaseCompletion } from "../../../modules/pldm/base/command.js";
import { Completion } from "../../../modules/pldm/completion.js";
import { FruCommand, FruCompletion } from "../../../modules/pldm/fru/command.js";
import { PldmType } from "../../../modules/pldm/header.js";
import {
	EffecterCompletion,
	EventCompletion,
	FindPdrCompletion,
	PdrCompletion,
	PlatformCommand,
	SensorCompletion,
} from "../../../modules/pldm/platform/command.js";
import { wordsOf } from "../trace/messages/message.js";

type Codes = Readonly<Record<string, number>>;

const { invalidSensorId, invalidOperationalState, rearmUnavailable, eventGenerationNotSupported } = SensorCompletion;
const { invalidProtocolType, enableMethodNotSupported, heartbeatFrequencyTooHigh, unsupportedFormatVersion, eventIdNotValid } =
	EventCompletion;
const { invalidEffecterId, invalidStateValue, unsupportedEffecterState } = EffecterCompletion;
const enabling = { invalidSensorId, invalidOperationalState, eventGenerationNotSupported };
const effecter = { invalidEffecterId };

const base: Readonly<Record<number, Codes>> = {
	[BaseCommand.getPldmVersion]: BaseCompletion,
	[BaseCommand.getPldmCommands]: BaseCompletion,
	[BaseCommand.selectPldmVersion]: BaseCompletion,
};

const platform: Readonly<Record<number, Codes>> = {
	[PlatformCommand.setEventReceiver]: { invalidProtocolType, enableMethodNotSupported, heartbeatFrequencyTooHigh },
	[PlatformCommand.platformEventMessage]: { unsupportedFormatVersion },
	[PlatformCommand.pollForPlatformEventMessage]: { unsupportedFormatVersion, eventIdNotValid },
	[PlatformCommand.eventMessageSupported]: { unsupportedFormatVersion },
	[PlatformCommand.setNumericSensorEnable]: enabling,
	[PlatformCommand.getSensorReading]: { invalidSensorId, rearmUnavailable },
	[PlatformCommand.getSensorThresholds]: { invalidSensorId },
	[PlatformCommand.setSensorThresholds]: { invalidSensorId },
	[PlatformCommand.restoreSensorThresholds]: { invalidSensorId },
	[PlatformCommand.getSensorHysteresis]: { invalidSensorId },
	[PlatformCommand.setSensorHysteresis]: { invalidSensorId },
	[PlatformCommand.initNumericSensor]: enabling,
	[PlatformCommand.setStateSensorEnables]: enabling,
	[PlatformCommand.getStateSensorReadings]: { invalidSensorId },
	[PlatformCommand.initStateSensor]: enabling,
	[PlatformCommand.setNumericEffecterEnable]: effecter,
	[PlatformCommand.setNumericEffecterValue]: { invalidEffecterId, invalidValue: invalidStateValue },
	[PlatformCommand.getNumericEffecterValue]: effecter,
	[PlatformCommand.setStateEffecterEnables]: effecter,
	[PlatformCommand.setStateEffecterStates]: { invalidEffecterId, invalidStateValue, unsupportedEffecterState },
	[PlatformCommand.getStateEffecterStates]: effecter,
	[PlatformCommand.getPdr]: PdrCompletion,
	[PlatformCommand.findPdr]: FindPdrCompletion,
};

const fru: Readonly<Record<number, Codes>> = Object.fromEntries(Object.values(FruCommand).map((code) => [code, FruCompletion]));

const byType: Readonly<Record<number, Readonly<Record<number, Codes>>>> = Object.freeze({
	[PldmType.base]: base,
	[PldmType.platform]: platform,
	[PldmType.fru]: fru,
});

/** What a completion code means as an answer to a command, in words; undefined: nobody knows here. */
export function completionWords(type: number, code: number, completion: number): string | undefined {
	const words = wordsOf(Completion, completion) ?? wordsOf(byType[type]?.[code] ?? {}, completion);
	return words?.trim() ?? (completion >= 0x80 ? "specific to the command" : undefined);
}
