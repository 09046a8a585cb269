// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import I2cTree from "../../support/i2c-wire.js";

test("the tree whose allocation is measured on XS does what is measured", () => {
	const tree = new I2cTree();
	tree.run(3000, 50);
	expect(tree.found).toBe(2);
	for (let count = 0; count < 5; count++) {
		expect([tree.echo(), tree.limit()]).toEqual([true, true]);
		tree.run(100, 50);
	}
	expect([tree.answers, tree.limited, tree.lost]).toEqual([5, 5, 0]);
});
