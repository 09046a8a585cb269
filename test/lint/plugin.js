// SPDX-License-Identifier: Apache-2.0
import globals from "./rules/globals.js";
import layers from "./rules/layers.js";
import messagePath from "./rules/message-path.js";
import moduleState from "./rules/module-state.js";

export default { rules: { globals, layers, "message-path": messagePath, "module-state": moduleState } };
