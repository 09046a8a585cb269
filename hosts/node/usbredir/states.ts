// SPDX-License-Identifier: Apache-2.0

/** What can have become of a redirected device. */
export const usbredirStates = ["waiting", "attached", "configured", "refused", "unplugged"] as const;
export type UsbredirState = (typeof usbredirStates)[number];
