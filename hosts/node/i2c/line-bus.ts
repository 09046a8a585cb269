// SPDX-License-Identifier: Apache-2.0
import type { Line, LineEvents } from "../line/line.js";
import Bus from "./bus.js";
import Remote from "./remote.js";
import { RealTime } from "./timeline.js";

/** Who is told what happens to the line of a bus. */
export type BusMember = Pick<LineEvents, "up" | "down" | "notice">;

/** A bus in this process whose other stations are at the other end of a line. Links of several devices can share it. */
class LineBus implements LineEvents {
	readonly line: Line;
	readonly bus: Bus;
	readonly #remote: Remote;
	readonly #members: BusMember[] = [];
	readonly #waiting: Uint8Array[] = [];
	#writing = false;
	#opening: Promise<void> | undefined = undefined;
	#open = 0;

	/** `speed`: kilohertz; 0: bytes take no time. */
	constructor(line: Line, speed: number) {
		this.line = line;
		this.bus = new Bus({ timeline: new RealTime(), speed });
		this.#remote = new Remote(this.bus, (frame) => this.#write(frame));
	}

	join(member: BusMember): void {
		this.#members.push(member);
	}

	/** Opens the line for the first link that asks. */
	open(): Promise<void> {
		this.#open++;
		return (this.#opening ??= this.line.open(this));
	}

	/** Closes the line with the last link. */
	async close(): Promise<void> {
		if (--this.#open > 0) return;
		this.#reset(false);
		await this.line.close();
	}

	up(peer: string): void {
		this.#reset(true);
		for (const member of this.#members) member.up(peer);
	}

	down(reason: string): void {
		this.#reset(false);
		for (const member of this.#members) member.down(reason);
	}

	notice(message: string): void {
		this.#members[0]?.notice(message);
	}

	data(bytes: Uint8Array): void {
		if (!this.#remote.receive(bytes)) this.line.drop("what it sends are no frames of an I2C bus");
	}

	written(): void {
		this.#writing = false;
		this.#next();
	}

	#reset(up: boolean): void {
		this.#waiting.length = 0;
		this.#writing = false;
		this.#remote.link(up);
	}

	#write(frame: Uint8Array): void {
		this.#waiting.push(frame);
		this.#next();
	}

	#next(): void {
		if (this.#writing || 0 === this.#waiting.length) return;
		this.#writing = true;
		this.line.write(Buffer.concat(this.#waiting.splice(0)));
	}
}

export default LineBus;
