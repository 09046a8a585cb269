// SPDX-License-Identifier: Apache-2.0
// The module "host" of programs; types.d.ts tells what each export means.
export const print = native("xs_host_print");
export const collect = native("xs_host_collect");
export const slots = native("xs_host_slots");
export const chunks = native("xs_host_chunks");
export const collections = native("xs_host_collections");
export const instructions = native("xs_host_instructions");
export const target = native("xs_host_target")();

const figure = native("xs_host_figure");

export function memory() {
	return {
		slotSize: figure(0),
		library: { slots: figure(1), chunks: figure(2) },
		slots: figure(3),
		chunks: figure(4),
		peakSlots: figure(5),
		peakChunks: figure(6),
		scriptStack: figure(7),
		stack: figure(8),
		heap: figure(9),
		text: figure(10),
		data: figure(11),
		bss: figure(12),
		machine: figure(13),
		preloaded: figure(14),
	};
}
