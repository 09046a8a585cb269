/* SPDX-License-Identifier: Apache-2.0 */
/* How a driver reaches the registers of its peripheral: at the address it is given, or in a model of the peripheral, where reading has the effects that it has in the chip. */
#ifndef MCTP_XS_REGISTERS_H
#define MCTP_XS_REGISTERS_H

#include <stdint.h>

#ifdef MCTP_XS_MODEL

typedef struct Registers Registers;
struct Registers {
	uint32_t (*read)(Registers *registers, uint32_t offset);
	void (*write)(Registers *registers, uint32_t offset, uint32_t value);
};

static inline uint32_t registerRead(Registers *registers, uint32_t offset)
{
	return registers->read(registers, offset);
}

static inline void registerWrite(Registers *registers, uint32_t offset, uint32_t value)
{
	registers->write(registers, offset, value);
}

#else

typedef volatile uint32_t Registers;

static inline uint32_t registerRead(Registers *registers, uint32_t offset)
{
	return registers[offset / sizeof(uint32_t)];
}

static inline void registerWrite(Registers *registers, uint32_t offset, uint32_t value)
{
	registers[offset / sizeof(uint32_t)] = value;
}

#endif

static inline void registerModify(Registers *registers, uint32_t offset, uint32_t clear, uint32_t set)
{
	registerWrite(registers, offset, (registerRead(registers, offset) & ~clear) | set);
}

#endif
