// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { Layout } from "../../../modules/mctp/layout.js";

it("regions lie one behind the other, and may be none or empty", () => {
	const layout = new Layout();
	expect(layout.reserve("a", 2, 10)).toEqual([0, 10]);
	expect(layout.reserve("b", 0, 10)).toEqual([]);
	expect(layout.reserve("c", 2, 0)).toEqual([20, 20]);
	expect(layout.reserve("d", 1, 5)).toEqual([20]);
	expect(layout.allocate(25).length).toBe(25);
});
