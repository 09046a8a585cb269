// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from "vitest";

vi.mock("hosts/platform/ports", () => import("../hosts/sim/ports.js"));
vi.mock("hosts/platform/profile", () => import("../hosts/sim/profile.js"));
vi.mock("hosts/platform/registry", () => import("../hosts/sim/registry.js"));
vi.mock("hosts/platform/unique", () => import("../hosts/sim/unique.js"));

test("the firmware on the simulator's link is discovered by the bus owner there", async () => {
	const lines: string[] = [];
	vi.stubGlobal("trace", (text: string) => lines.push(text));
	await import("../main.js");
	expect(lines).toEqual([
		"Get Endpoint ID: 01 08 00 c0 00 00 02 00 00 00 00\n",
		"Set Endpoint ID: 01 08 09 d1 00 01 01 00 00 09 00\n",
		"Get Message Type Support: 01 08 09 e2 00 02 05 00 02 00 7e\n",
	]);
});
