/* SPDX-License-Identifier: Apache-2.0 */
/* What the firmware wants of a board that the SDK runs on, besides its ports. */
#ifndef MCTP_XS_MODDABLE_BOARD_H
#define MCTP_XS_MODDABLE_BOARD_H

#include <stdint.h>

enum { kBoardText = 64 };

/* Why a run ended, in memory that a reset leaves as it is, and where it holds anything until it is written. */
typedef struct {
	uint32_t mark, fault;
	char text[kBoardText + 1];
} BoardKept;
BoardKept *boardKept(void);

/* ResetReason of modules/device/health.ts. */
enum { kResetUnknown, kResetPowerOn, kResetPin, kResetSoftware, kResetWatchdog, kResetBrownOut };
int boardReset(void);
/* The number of the chip, up to 12 bytes; returns how many. */
uint32_t boardNumber(uint8_t *bytes);
void boardRestart(void);

#endif
