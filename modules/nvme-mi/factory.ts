// SPDX-License-Identifier: Apache-2.0
import type { Context, Factory, Part } from "../device/factory.js";
import type Fields from "../device/fields.js";
import nvmeMiActivation from "./activation.js";
import { readSection } from "./profile/section.js";
import NvmeMi from "./responder.js";
import DriveSignals from "./signals.js";

/** The section `nvmeMi`: a drive behind the NVMe management interface. */
const nvmeMi: Factory = Object.freeze({ create });

/** @setup */
function create(profile: Fields, { endpoint, front, identity, signals, storage }: Context): Part | undefined {
	const fields = profile.section("nvmeMi");
	if (undefined === fields) return undefined;
	const { subsystem, endpoints, keep, answers } = readSection(fields, identity, storage);
	const responder = new NvmeMi({ endpoint, subsystem, ports: endpoints, keep, answers, signals: new DriveSignals(subsystem, signals) });
	return { responders: [responder], activation: () => nvmeMiActivation(responder, front) };
}

export default nvmeMi;
