// SPDX-License-Identifier: Apache-2.0
import dialSocket from "./dial-socket.js";
import dialTty from "./dial-tty.js";
import DialledLine from "./dialled.js";
import type { Line } from "./line.js";
import PtyLine from "./pty.js";
import ServerLine from "./server.js";
import { formatAddress, type Target } from "./target.js";

/** The line that a target asks for, not open yet. */
function lineFor(target: Target): Line {
	switch (target.kind) {
		case "pty":
			return new PtyLine();
		case "tty":
			return new DialledLine(target, target.path, dialTty(target.path, target.baudRate));
		case "connect":
			return new DialledLine(target, formatAddress(target.address), dialSocket(target.address));
		case "listen":
			return new ServerLine(target.address);
	}
}

export default lineFor;
