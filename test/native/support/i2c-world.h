/* SPDX-License-Identifier: Apache-2.0 */
/* One bus with chips of ours on it, each a model under the real driver, and peers. */
#ifndef MCTP_XS_I2C_WORLD_H
#define MCTP_XS_I2C_WORLD_H

#include "hosts/stm32f405/model/i2c.h"
#include "hosts/stm32f405/model/peer.h"
#include "hosts/stm32f405/peripherals/i2c.h"

enum { kChips = 3, kClockPin = 6, kDataPin = 7, kRing = 1024 };

typedef struct {
	I2cModel model;
	I2c i2c;
	uint8_t ring[kRing];
	uint32_t notified;
	/* The interrupt comes late: so many of 256 times not before the bus has gone on. */
	uint32_t late;
	/* So many of 256 times the bus goes on before an access of the driver. */
	uint32_t between;
	uint32_t (*read)(ModelDevice *device, uint32_t number);
	void (*write)(ModelDevice *device, uint32_t number, uint32_t value);
} Chip;

typedef struct {
	ModelBus bus;
	Chip chips[kChips];
	ModelPeer peer;
	uint32_t random;
} World;

extern World gWorld;

/* `count` chips with the addresses 0x1D, 0x1E, ...; the peer has 0x10. */
void worldStart(int count);
/* Interrupts, and then what the bus does next. False: nothing. */
bool worldStep(void);
/* As long as anything happens. */
void worldRun(void);
/* Milliseconds, in which what can happen happens. */
void worldTick(int milliseconds);
/* No driver has done what the reference manual forbids. */
void worldCheck(void);

#endif
