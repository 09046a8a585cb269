/* SPDX-License-Identifier: Apache-2.0 */
/* The two lines of an I2C bus, looked at as pins, whoever drives them. */
#ifndef MCTP_XS_ESP32_I2C_LINES_H
#define MCTP_XS_ESP32_I2C_LINES_H

typedef enum {
	/* Both have been high for 50 us: nobody has the bus (DSP0237, PT2b). */
	kLinesFree,
	/* They move: somebody has it. */
	kLinesBusy,
	/* One is low and nothing has moved for 25 ms: somebody has lost count of the clocks. */
	kLinesHeld,
} Lines;

/* Waits until the bus is free, or held, for so many ticks at most. Between ticks nobody looks. */
Lines linesAwait(int data, int clock, int ticks);

#endif
