// SPDX-License-Identifier: Apache-2.0
import { chunks, collect, collections, print, slots } from "host";
import I2cTree from "../../support/i2c-wire.js";
import equal from "./fixtures/equal.js";

const rounds = 200;
const warmUp = 4;

/**
 * A bus owner that looks after a bridge and an endpoint behind it, and messages of four packets that go through the bridge
 * and back, and limits of what the endpoint sends, change neither slots nor chunks: in the I2C ports of all three, the bus
 * owners of two, and the bridge.
 */
export default function allocationI2c(): void {
	const tree = new I2cTree();
	tree.run(3000, 50);
	equal(tree.found, 2, "endpoints found");
	for (let index = 0; index < warmUp; index++) round(tree);
	collect();
	const { answers, limited } = tree;
	const garbage = collections();
	const slotsBefore = slots();
	const chunksBefore = chunks();
	for (let index = 0; index < rounds; index++) round(tree);
	const slotsAfter = slots();
	const chunksAfter = chunks();
	const garbageAfter = collections();
	equal(slotsAfter - slotsBefore, 0, "slots allocated");
	equal(chunksAfter - chunksBefore, 0, "chunk bytes allocated");
	equal(garbageAfter - garbage, 0, "garbage collections");
	equal(tree.answers - answers, rounds, "messages answered");
	equal(tree.limited - limited, rounds, "limits taken");
	equal(tree.lost, 0, "endpoints lost");
	print(`${rounds} messages and limits through the bridge, ${rounds / 5} looks at everybody: 0 slots, 0 chunk bytes, 0 collections`);
}

function round(tree: I2cTree): void {
	tree.echo();
	tree.limit();
	tree.run(100, 50);
}
