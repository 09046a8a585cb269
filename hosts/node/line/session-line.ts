// SPDX-License-Identifier: Apache-2.0
import type { Line, LineEvents } from "./line.js";
import type Session from "./session.js";
import type { Target } from "./target.js";

/** A line whose time with each peer is a session. */
abstract class SessionLine implements Line {
	abstract readonly target: Target;
	abstract readonly place: string;
	/** With the present peer. */
	protected session: Session | undefined = undefined;

	abstract open(events: LineEvents): Promise<void>;

	write(bytes: Uint8Array): void {
		this.session?.write(bytes);
	}

	pause(): void {
		this.session?.pause();
	}

	resume(): void {
		this.session?.resume();
	}

	drop(reason: string): void {
		this.session?.abandon(reason);
	}

	async close(): Promise<void> {
		await this.session?.close();
	}
}

export default SessionLine;
