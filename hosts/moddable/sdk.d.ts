// SPDX-License-Identifier: Apache-2.0
// What the Moddable SDK gives, as far as hosts use it, for those who have no SDK.

/** Prints to the debugger; in a release build of the console program, to standard output. */
declare function trace(...texts: string[]): void;

declare module "time" {
	const Time: { readonly ticks: number };
	export default Time;
}

declare module "timer" {
	interface Timer {
		readonly timer: unique symbol;
	}
	const Timer: {
		repeat(callback: () => void, interval: number): Timer;
		schedule(timer: Timer, interval: number, repeat: number): void;
	};
	export default Timer;
}

declare module "modules" {
	const Modules: {
		has(name: string): boolean;
		importNow(name: string): unknown;
	};
	export default Modules;
}

declare module "mc/config" {
	const config: { readonly mctp?: unknown };
	export default config;
}

declare module "embedded:io/socket/tcp" {
	interface Callbacks {
		onReadable(count: number): void;
		onWritable(count: number): void;
		onError(): void;
	}
	export default class TCP {
		constructor(options: Callbacks & ({ from: TCP } | { address: string; port: number; nodelay?: boolean }));
		format: "buffer" | "number";
		readonly remoteAddress: string;
		read(buffer: Uint8Array): number | undefined;
		/** Returns what it takes then; undefined: it is closed. */
		write(buffer: Uint8Array): number | undefined;
		close(): void;
	}
}

declare module "embedded:io/socket/listener" {
	import type TCP from "embedded:io/socket/tcp";
	export default class Listener {
		constructor(options: { port: number; onReadable(this: Listener, count: number): void });
		readonly port: number;
		read(): TCP | undefined;
		close(): void;
	}
}

declare module "embedded:storage/key-value" {
	/* All of these throw where the platform refuses. */
	interface KeyValues {
		/** Into a buffer that has room for it; returns its length. undefined: there is none. */
		read(key: string, buffer: Uint8Array): number | undefined;
		write(key: string, value: Uint8Array): void;
	}
	const KeyValueStorage: { open(options: { path: string; format: "buffer" }): KeyValues };
	export default KeyValueStorage;
	export type { KeyValues };
}

declare module "embedded:storage/files" {
	interface Status {
		readonly size: number;
		isFile(): boolean;
	}
	/* All of these throw where the system refuses. */
	interface File {
		/** Returns how many bytes there were. */
		read(buffer: Uint8Array, position: number): number;
		write(buffer: Uint8Array, position: number): void;
		status(): Status;
		flush(): void;
		close(): void;
	}
	interface Directory {
		createDirectory(path: string): boolean;
		openDirectory(options: { path: string }): Directory;
		openFile(options: { path: string; mode: "r" | "r+" | "w" }): File;
		/** Of what is not there, too. */
		status(path: string): Status;
		move(from: string, to: string): void;
	}
}

/* Piu, and the screen of a simulator. */

declare module "piu/MC" {}

declare const Skin: new (options: { fill: string }) => object;
declare const Style: new (options: { font: string; color: string; horizontal?: string; left?: number }) => object;
declare const Behavior: new () => object;

interface PiuOptions {
	left?: number;
	right?: number;
	top?: number;
	width?: number;
	height?: number;
	style?: object;
	skin?: object;
	string?: string;
	contents?: readonly object[];
	Behavior?: new () => object;
}

interface Label {
	string: string;
}
declare const Label: new (data: unknown, options: PiuOptions) => Label;

interface Row {
	readonly last: Label;
}
declare const Row: new (data: unknown, options: PiuOptions) => Row;

interface Column {
	interval: number;
	start(): void;
	add(content: object): void;
	content(index: number): object;
}
declare const Column: new (data: unknown, options: PiuOptions) => Column;

/** Piu keeps the one that there is. */
declare const Application: new (data: unknown, options: PiuOptions & { displayListLength: number; commandListLength: number }) => object;

declare const screen: { onMessage: (message: string) => void; postMessage(message: string): void };
