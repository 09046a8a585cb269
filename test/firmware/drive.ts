// SPDX-License-Identifier: Apache-2.0
import type { Profile } from "../../modules/device/profile.js";
import nvme from "../../modules/device/profiles/nvme.js";

/** The package's drive, with diagnostics beside: they tell of memory. */
const profile: Profile = Object.freeze({ ...nvme, vendor: Object.freeze({ services: Object.freeze({ diagnostics: true }) }) });

export default profile;
