// SPDX-License-Identifier: Apache-2.0
import { addressing } from "./addressing.js";
import { answers } from "./answers.js";
import { assemblyKeys } from "./assembly-keys.js";
import { bridge } from "./bridge.js";
import { busOwner } from "./bus-owner.js";
import { busOwnerBetween } from "./bus-owner-between.js";
import { busOwnerBridges } from "./bus-owner-bridges.js";
import { clock } from "./clock.js";
import { controlMessages } from "./control-messages.js";
import { directory } from "./directory.js";
import { discovery } from "./discovery.js";
import { fairness } from "./fairness.js";
import { faultChoice } from "./fault-choice.js";
import { faultKinds } from "./fault-kinds.js";
import { faultTime } from "./fault-time.js";
import { forwarding } from "./forwarding.js";
import { fragmentation } from "./fragmentation.js";
import { givenUp } from "./given-up.js";
import { identity } from "./identity.js";
import { knownDefects } from "./known-defects.js";
import { knownRedirectionDefects, knownSerialDefects, knownUsbDefects } from "./known-link-defects.js";
import { leaving } from "./leaving.js";
import { nvmeMiAdmin } from "./nvme-mi-admin.js";
import { nvmeMiAnswers } from "./nvme-mi-answers.js";
import { nvmeMiEvents } from "./nvme-mi-events.js";
import { nvmeMiLimits } from "./nvme-mi-limits.js";
import { nvmeMiMessages } from "./nvme-mi-messages.js";
import { nvmeMiPrimitives } from "./nvme-mi-primitives.js";
import { nvmeMiRules } from "./nvme-mi-rules.js";
import { nvmeMiSlots } from "./nvme-mi-slots.js";
import { nvmeMiStructures } from "./nvme-mi-structures.js";
import { nvmeMiTemperatures } from "./nvme-mi-temperatures.js";
import { ownEids } from "./own-eids.js";
import { pldmBase } from "./pldm-base.js";
import { pldmEffecters } from "./pldm-effecters.js";
import { pldmEvents } from "./pldm-events.js";
import { pldmFru } from "./pldm-fru.js";
import { pldmPresence } from "./pldm-presence.js";
import { pldmRecords } from "./pldm-records.js";
import { pldmSensors } from "./pldm-sensors.js";
import { pldmThresholds } from "./pldm-thresholds.js";
import { reassembly } from "./reassembly.js";
import { requestAttempts } from "./request-attempts.js";
import { requestFailures } from "./request-failures.js";
import { requestQueue } from "./request-queue.js";
import { requests } from "./requests.js";
import { sendOrder } from "./send-order.js";
import { serialDamage } from "./serial-damage.js";
import { serialReceive } from "./serial-receive.js";
import type { SerialTable } from "./serial-table.js";
import { serialTransmit } from "./serial-transmit.js";
import { services } from "./services.js";
import { setEndpointId } from "./set-endpoint-id.js";
import { shortSlots } from "./short-slots.js";
import type { Table } from "./table.js";
import { tags } from "./tags.js";
import { tickets } from "./tickets.js";
import { transmitLimits } from "./transmit-limits.js";
import { units } from "./units.js";
import type { RedirectionTable, UsbTable } from "./usb-table.js";
import { usbReceive, usbTransmit } from "./usb-transfers.js";
import { usbredirConnection, usbredirProblems } from "./usbredir-connection.js";
import { usbredirEnumeration } from "./usbredir-enumeration.js";
import { usbredirTransfers } from "./usbredir-transfers.js";
import { vendorMessages } from "./vendor-messages.js";
import { vendors } from "./vendors.js";
import { waiting } from "./waiting.js";

export const transport: readonly Table[] = [
	addressing,
	vendors,
	forwarding,
	ownEids,
	fragmentation,
	sendOrder,
	shortSlots,
	leaving,
	givenUp,
	reassembly,
	assemblyKeys,
	fairness,
	answers,
	tickets,
	requests,
	requestFailures,
	requestAttempts,
	requestQueue,
	tags,
	waiting,
	units,
	clock,
	knownDefects,
];

export const control: readonly Table[] = [
	controlMessages,
	setEndpointId,
	identity,
	directory,
	discovery,
	bridge,
	busOwner,
	busOwnerBridges,
	busOwnerBetween,
	transmitLimits,
];

export const pldm: readonly Table[] = [
	pldmBase,
	pldmSensors,
	pldmThresholds,
	pldmEffecters,
	pldmRecords,
	pldmPresence,
	pldmEvents,
	pldmFru,
];

export const vendor: readonly Table[] = [services, vendorMessages];

export const nvmeMi: readonly Table[] = [
	nvmeMiMessages,
	nvmeMiLimits,
	nvmeMiSlots,
	nvmeMiPrimitives,
	nvmeMiEvents,
	nvmeMiAdmin,
	nvmeMiRules,
	nvmeMiStructures,
	nvmeMiTemperatures,
	nvmeMiAnswers,
];

export const fault: readonly Table[] = [faultKinds, faultTime, faultChoice];

export const serial: readonly SerialTable[] = [serialTransmit, serialReceive, serialDamage, knownSerialDefects];

export const usb: readonly UsbTable[] = [usbReceive, usbTransmit, knownUsbDefects];

export const usbredir: readonly RedirectionTable[] = [
	usbredirEnumeration,
	usbredirTransfers,
	usbredirConnection,
	usbredirProblems,
	knownRedirectionDefects,
];
