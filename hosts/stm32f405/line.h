/* SPDX-License-Identifier: Apache-2.0 */
/* The serial line: two rings between the interrupts of the board and the main program. */
#ifndef MCTP_XS_LINE_H
#define MCTP_XS_LINE_H

#include <stdbool.h>
#include <stdint.h>

/* For the board's interrupts. */
void lineArrived(uint8_t byte);
void lineLost(void);
void lineSpace(void);

/* For the main program. */
/* Takes up to `most` bytes, and no more than to the end of a frame; returns how many. */
uint32_t lineTake(uint8_t *bytes, uint32_t most);
uint32_t lineRoom(void);
bool linePut(const uint8_t *bytes, uint32_t count);
uint32_t lineLosses(void);
/* Whether a frame may have come; while there was little room, whether there is more. */
bool lineReady(void);

#endif
