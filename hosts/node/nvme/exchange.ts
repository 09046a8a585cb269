// SPDX-License-Identifier: Apache-2.0
import { Kind, Message } from "../../../modules/nvme-mi/message.js";
import { Failure } from "../../../modules/mctp/request.js";
import { RequestError, type Call } from "../requester.js";
import type Requester from "../requester.js";
import { examine, type Expected, type Verdict } from "./answer.js";
import { AnswerError } from "./errors.js";
import { messageOf, type Command } from "./request.js";

/** How long and how often one device is asked. Times in milliseconds. */
export interface Patience {
	/** To wait for an answer, or for a word that it takes longer. */
	readonly timeout: number;
	/** How often a command is sent at most that changes nothing, and how often it is asked for a lost answer. */
	readonly attempts: number;
	/** To wait for a command at most, whatever the device says of it. */
	readonly longest: number;
}

export interface ExchangeOptions extends Patience {
	readonly requester: Requester;
	readonly to: Pick<Call, "port" | "eid" | "physical">;
	readonly slot: number;
	/** What people call the command. */
	readonly name: string;
	/** It changes nothing: it is sent once more where no answer comes. */
	readonly reading: boolean;
	/** Asks the device for the answer once more; resolves to whether it comes. */
	replay?: (() => Promise<boolean>) | undefined;
	/** The device needs so many milliseconds more. */
	onProgress?: ((milliseconds: number) => void) | undefined;
}

/** Where More Processing Required says no time (NVMe-MI 1.2, 4.1.2.3), and as if it were said where it says less. */
const leastProcessing = 100;

/**
 * One command and the wait for its answer, through damaged answers, More Processing Required, and losses. What comes with the
 * tag of the command belongs to it as long as it waits.
 *
 * A command that changes something is never sent twice: where its answer does not come, the device is asked to replay it.
 */
export async function exchange(command: Command, options: ExchangeOptions): Promise<Uint8Array> {
	const { requester, to, slot, name, reading, timeout, attempts, longest, replay, onProgress } = options;
	const expected: Expected = { kind: command.kind, slot };
	const since = performance.now();
	let verdict: Verdict | undefined;
	let damaged = 0;
	let told = 0;
	let replays = 0;
	let timer: NodeJS.Timeout | undefined;
	const askAgain = (wait: number) => {
		clearTimeout(timer);
		if (undefined === replay || Kind.controlPrimitive === command.kind) return;
		timer = setTimeout(() => {
			if (++replays < attempts) askAgain(timeout);
			replay().catch(() => false);
		}, wait);
	};
	const more = (answer: Uint8Array) => {
		verdict = examine(answer, expected);
		if ("damaged" === verdict.is) {
			if (++damaged >= attempts) return 0;
			if (!reading || told > 0) askAgain(1);
			return reading && 0 === told ? -timeout : timeout * attempts;
		}
		if ("more" !== verdict.is) return 0;
		told++;
		const wait = Math.max(leastProcessing, verdict.time);
		if (performance.now() - since + wait > longest) return 0;
		onProgress?.(wait);
		askAgain(wait + timeout);
		return wait + timeout * attempts;
	};
	if (!reading) askAgain(timeout);
	const tries = reading ? { timeout, attempts } : { timeout: timeout * attempts, attempts: 1 };
	try {
		await requester.request({ ...to, ...tries, type: Message.type, body: messageOf(command, slot), more });
	} catch (error) {
		if (error instanceof RequestError && Failure.timeout === error.reason) throw new Error(lost(options, damaged, told), { cause: error });
		throw error;
	} finally {
		clearTimeout(timer);
	}
	return settle(name, verdict!, longest);
}

function settle(name: string, verdict: Verdict, longest: number): Uint8Array {
	switch (verdict.is) {
		case "answer":
			return verdict.bytes;
		case "wrong":
			throw new AnswerError(name, verdict.reason);
		case "damaged":
			throw new AnswerError(name, "its integrity check is wrong again and again");
		case "more":
			throw new Error(
				`${name}: not done within ${longest / 1000} s, says the device: wait longer, or end it with the control primitive Abort`,
			);
	}
}

/** What the person is told of a command without an answer. */
function lost({ name, reading, timeout, attempts, to }: ExchangeOptions, damaged: number, told: number): string {
	const what = damaged > 0 ? "only damaged answers" : told > 0 ? "no answer behind More Processing Required" : "no answer";
	const seconds = (timeout * attempts) / 1000;
	const then = reading ? "" : "; whether it was carried out is not known: look before you send it again";
	return `${name}: ${what} from EID ${to.eid} within ${seconds} s${then}`;
}
