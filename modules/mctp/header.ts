// SPDX-License-Identifier: Apache-2.0

/**
 * The transport header (DSP0236 8.1): version, destination EID, source EID, flags. As one big-endian word, so that it is
 * read, compared and written at once; plain constants, because on XS they cost a third of what fields of an object cost.
 */
export const headerLength = 4;
export const versionMask = 0x0f000000;
export const version = 0x01000000;
export const destinationShift = 16;
export const sourceShift = 8;
export const sourceMask = 0xff00;
export const startOfMessage = 0x80;
export const endOfMessage = 0x40;
export const sequenceShift = 4;
/** Of the sequence number itself, modulo 4. */
export const sequenceMask = 3;
/** The sequence number in its place, and what the next one adds. */
export const sequenceField = 0x30;
export const sequenceStep = 0x10;
export const tagOwner = 0x08;
/** Start, end and tag owner: a whole request. */
export const oneRequest = 0xc8;
/** Tag with the tag owner bit, and alone. */
export const tagFieldMask = 0x0f;
export const tagMask = 0x07;
/** What says for whom a packet is: version and destination. */
export const addressMask = 0x0fff0000;
/** What all packets of a message that goes out have alike: without start, end and sequence number. */
export const headMask = 0x0fffff0f;
/** What all packets of a message that comes in have alike: source and tag with the tag owner bit. */
export const messageMask = 0xff0f;
/** That, start and end, and the sequence number: what a middle packet has to have. */
export const continuationMask = 0xffff;

/** The first payload byte of a message: integrity check bit and message type. */
export const integrityCheck = 0x80;
export const typeMask = 0x7f;

/** Payload bytes that every endpoint takes in one packet: the baseline transmission unit (DSP0236 8.4). */
export const baselineUnit = 64;
