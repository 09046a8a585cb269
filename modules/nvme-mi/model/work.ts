// SPDX-License-Identifier: Apache-2.0

/** What commands have to do while a requester waits; how long that takes is up to the profile. */
export const Work = Object.freeze({ none: 0, command: 1, format: 2, commit: 3, reset: 4, namespace: 5 } as const);
