/* SPDX-License-Identifier: Apache-2.0 */
/* How drivers reach registers. On hardware: as memory. With MCTP_XS_MODEL a model of the peripheral sees each access (model/model.h). */
#ifndef MCTP_XS_REGISTERS_H
#define MCTP_XS_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>

typedef volatile uint32_t Register;

#ifdef MCTP_XS_MODEL

uint32_t readRegister(Register *address);
void writeRegister(Register *address, uint32_t value);
/* Interrupts off, and as they were. */
uint32_t maskInterrupts(void);
void restoreInterrupts(uint32_t mask);

#else

static inline uint32_t readRegister(Register *address)
{
	return *address;
}

static inline void writeRegister(Register *address, uint32_t value)
{
	*address = value;
}

static inline uint32_t maskInterrupts(void)
{
	uint32_t mask;
	__asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(mask) : : "memory");
	return mask;
}

static inline void restoreInterrupts(uint32_t mask)
{
	__asm__ volatile("msr primask, %0" : : "r"(mask) : "memory");
}

#endif
#endif
