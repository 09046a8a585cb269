// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Needs, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import pldmActivation from "./activation.js";
import Fru, { type FruOptions } from "./fru/fru.js";
import Platform from "./platform/platform.js";
import Pldm from "./pldm.js";
import { readPldm, type PldmDescription } from "./profile/pldm.js";
import { follow } from "./profile/sources.js";
import type { PldmProtocol } from "./protocol.js";
import type Terminus from "./terminus.js";

/** The section `pldm`: a terminus with sensors, effecters and inventory. */
const pldm: Factory = Object.freeze({ memory, create });

/** Own requests: one at a time brings events to their receiver. */
const requests = 1;

/** @setup */
function memory(profile: Fields): Needs | undefined {
	const fields = profile.section("pldm");
	if (undefined === fields) return undefined;
	const { platform, fru, replays } = readPldm(fields);
	return { data: Pldm.size(replays) + Platform.size(platform) + (undefined === fru ? 0 : Fru.size(fru)), requests };
}

/** @setup */
function create(profile: Fields, context: Context): Part | undefined {
	const fields = profile.section("pldm");
	if (undefined === fields) return undefined;
	const { endpoint, signals, storage } = context;
	const description = readPldm(fields, context.identity.uuid);
	const fruOptions = withStorage(description, storage);
	let platform: Platform;
	let fru: Fru | undefined = undefined;
	const protocols = /** @setup */ (terminus: Terminus): readonly PldmProtocol[] => {
		platform = new Platform(endpoint, terminus, description.platform);
		if (undefined !== fruOptions) fru = new Fru(endpoint, fruOptions);
		return undefined === fru ? [platform] : [platform, fru];
	};
	const responder = new Pldm({ endpoint, tid: description.tid, replays: description.replays, protocols });
	platform!.presence?.start(fru && /** @setup */ ((isShown) => fru!.show(isShown)));
	follow(platform!, signals, description.numericSensors, description.stateSensors);
	return { responders: [responder], activation: /** @setup */ () => pldmActivation(platform) };
}

/** @setup */
function withStorage({ fru }: PldmDescription, storage: Context["storage"]): FruOptions | undefined {
	return undefined === fru ? undefined : { ...fru, storage: undefined === fru.capacity ? undefined : storage("fru") };
}

export default pldm;
