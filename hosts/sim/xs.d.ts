// SPDX-License-Identifier: Apache-2.0
/** Prints to the debugger; in a release build of the console program, to standard output. */
declare function trace(...texts: string[]): void;
