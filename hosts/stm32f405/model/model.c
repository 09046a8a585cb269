/* SPDX-License-Identifier: Apache-2.0 */
#include "model.h"

#include <stdlib.h>

static ModelDevice *gFirst;

void modelAdd(ModelDevice *device)
{
	device->next = gFirst;
	gFirst = device;
}

void modelForgetAll(void)
{
	gFirst = NULL;
}

static ModelDevice *find(Register *address)
{
	for (ModelDevice *device = gFirst; device; device = device->next)
		if ((device->base <= address) && (address < device->base + device->count))
			return device;
	abort();
}

uint32_t readRegister(Register *address)
{
	ModelDevice *device = find(address);
	return device->read(device, (uint32_t)(address - device->base));
}

void writeRegister(Register *address, uint32_t value)
{
	ModelDevice *device = find(address);
	device->write(device, (uint32_t)(address - device->base), value);
}

#ifdef __arm__

uint32_t maskInterrupts(void)
{
	uint32_t mask;
	__asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(mask) : : "memory");
	return mask;
}

void restoreInterrupts(uint32_t mask)
{
	__asm__ volatile("msr primask, %0" : : "r"(mask) : "memory");
}

bool modelMasked(void)
{
	return false;
}

#else

static uint32_t gMask;

uint32_t maskInterrupts(void)
{
	return gMask++;
}

void restoreInterrupts(uint32_t mask)
{
	gMask = mask;
}

bool modelMasked(void)
{
	return 0 != gMask;
}

#endif
