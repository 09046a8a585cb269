// SPDX-License-Identifier: Apache-2.0

export const leastLinear11: number = -1024 * 2 ** 15;
export const largestLinear11: number = 1023 * 2 ** 15;

/**
 * A number as PMBus has most of its readings (PMBus 1.3, part II, 7.3, LINEAR11): a mantissa of 11 bits and above it an
 * exponent of 5 bits, both signed; the smallest exponent with which it fits.
 * @setup
 */
function linear11(value: number): number {
	let exponent = -16;
	let mantissa = Math.round(value * 2 ** 16);
	while (mantissa < -1024 || mantissa > 1023) mantissa = Math.round(value / 2 ** ++exponent);
	return ((exponent & 0x1f) << 11) | (mantissa & 0x7ff);
}

export default linear11;
