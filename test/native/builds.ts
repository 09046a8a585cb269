// SPDX-License-Identifier: Apache-2.0
const gcc = "make gcc libc6-dev";

/** How the tests are compiled; Makefile has the same names. */
export const builds = {
	plain: { compiler: "gcc", flags: [] as string[], packages: gcc, out: "build/native/plain" },
	address: { compiler: "gcc", flags: ["-fsanitize=address,undefined"], packages: gcc, out: "build/native/address" },
	thread: { compiler: "gcc", flags: ["-fsanitize=thread"], packages: gcc, out: "build/native/thread" },
	fuzz: {
		compiler: "clang-14",
		flags: ["-c", "-fsanitize=fuzzer,address"],
		packages: "clang-14 libclang-rt-14-dev",
		out: "build/native/fuzz",
	},
};
export type Build = keyof typeof builds;
