// SPDX-License-Identifier: Apache-2.0
import { profile } from "hosts/platform/configuration";
import Modules from "modules";
import type { Profile } from "../../modules/device/profile.js";

if (!Modules.has(profile)) throw new Error(`config.mctp.profile: there is no module ${profile}: list it in the manifest`);

export default Modules.importNow(profile) as Profile;
