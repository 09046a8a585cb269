// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { completionWords } from "../../../../hosts/node/pldm/completions.js";

test.each([
	["of any command", 2, 0x51, 0x03, "invalid length"],
	["of GetPDR", 2, 0x51, 0x82, "invalid record handle"],
	["of FindPDR", 2, 0x52, 0x82, "invalid pdr type"],
	["of GetSensorReading", 2, 0x11, 0x81, "rearm unavailable"],
	["of SetNumericSensorEnable", 2, 0x10, 0x81, "invalid operational state"],
	["of SetEventReceiver", 2, 0x04, 0x82, "heartbeat frequency too high"],
	["of PollForPlatformEventMessage", 2, 0x0b, 0x82, "event id not valid"],
	["of SetNumericEffecterValue", 2, 0x31, 0x81, "invalid value"],
	["of SetFRURecordTable", 4, 0x03, 0x84, "invalid data integrity check"],
	["of GetPLDMCommands", 0, 0x05, 0x84, "invalid pldm version"],
	["that the command has not", 2, 0x10, 0x90, "specific to the command"],
	["of a command that nobody knows", 5, 0x10, 0x81, "specific to the command"],
	["that nobody knows", 2, 0x10, 0x7f, undefined],
])("a completion code %s", (_, type, code, completion, words) => {
	expect(completionWords(type, code, completion)).toBe(words);
});
