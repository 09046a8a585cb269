// SPDX-License-Identifier: Apache-2.0
import backplane from "../../../modules/device/profiles/backplane.js";
import endpoint from "../../../modules/device/profiles/endpoint.js";
import faulty from "../../../modules/device/profiles/faulty.js";
import nvme from "../../../modules/device/profiles/nvme.js";
import nvmePldm from "../../../modules/device/profiles/nvme-pldm.js";
import powerSupply from "../../../modules/device/profiles/power-supply.js";
import sensorCard from "../../../modules/device/profiles/sensor-card.js";
import vendor from "../../../modules/device/profiles/vendor.js";
import type { Profile } from "../../../modules/device/profile.js";

/** The profiles of this package, compiled, by name. The first is what a device is that is told nothing. */
export const builtIn: Readonly<Record<string, Profile>> = Object.freeze({
	endpoint,
	"sensor-card": sensorCard,
	"power-supply": powerSupply,
	nvme,
	"nvme-pldm": nvmePldm,
	vendor,
	faulty,
	backplane,
});

/** What a device is that is told nothing. */
export const defaultProfile: Profile = endpoint;
