/* SPDX-License-Identifier: Apache-2.0 */
/* Software models of peripherals, for where the chip is not: accesses of drivers come here (peripherals/registers.h). */
#ifndef MCTP_XS_MODEL_H
#define MCTP_XS_MODEL_H

#include "../peripherals/registers.h"

typedef struct ModelDevice ModelDevice;
struct ModelDevice {
	/* Its registers: only their addresses count. */
	Register *base;
	uint32_t count;
	uint32_t (*read)(ModelDevice *device, uint32_t number);
	void (*write)(ModelDevice *device, uint32_t number, uint32_t value);
	ModelDevice *next;
};

/* From now on accesses to its registers are the device's. An access to nobody's ends the program. */
void modelAdd(ModelDevice *device);
void modelForgetAll(void);

/* Whether the main program holds interrupts off. */
bool modelMasked(void);

#endif
