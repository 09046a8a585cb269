/* SPDX-License-Identifier: Apache-2.0 */
#include "bus.h"

enum { kBitsOfByte = 9 };

#define EACH(STATION) (ModelStation *STATION = bus->first; STATION; STATION = STATION->after)

void busAdd(ModelBus *bus, ModelStation *station)
{
	station->controls = station->selected = false;
	station->after = bus->first;
	bus->first = station;
}

bool busStretched(const ModelBus *bus)
{
	uint8_t byte;
	if (!bus->busy)
		return false;
	for EACH(station)
		if ((station->selected && station->holds(station)) || (station->controls && (kActHold == station->act(station, &byte))))
			return true;
	return false;
}

static void lose(ModelStation *station)
{
	station->controls = false;
	station->lost(station);
}

static void start(ModelBus *bus)
{
	bus->busy = bus->addressing = true;
	bus->bits++;
	for EACH(station) {
		station->selected = false;
		station->started(station, station->controls);
	}
}

static bool begin(ModelBus *bus)
{
	bool any = false;
	for EACH(station)
		any |= station->controls = station->wants(station);
	if (any)
		start(bus);
	return any;
}

/* Bit by bit: who sends a one and sees a zero has lost. */
static uint8_t arbitrate(ModelBus *bus)
{
	uint8_t sent = 0;
	for (uint8_t bit = 0x80; bit; bit >>= 1) {
		bool one = true;
		uint8_t byte;
		for EACH(station)
			if (station->controls && (kActByte == station->act(station, &byte)) && !(byte & bit))
				one = false;
		for EACH(station)
			if (station->controls && (kActByte == station->act(station, &byte)) && !one && (byte & bit))
				lose(station);
		sent |= one ? bit : 0;
	}
	return sent;
}

static void write(ModelBus *bus)
{
	const uint8_t byte = arbitrate(bus);
	bool acknowledged = false;
	for EACH(station) {
		if (bus->addressing)
			station->selected = !station->controls && station->addressed(station, byte);
		if (station->selected && (bus->addressing || station->written(station, byte)))
			acknowledged = true;
	}
	bus->addressing = false;
	for EACH(station)
		if (station->controls)
			station->answered(station, acknowledged);
}

static void read(ModelBus *bus)
{
	uint8_t byte = 0xFF;
	bool acknowledged = false;
	for EACH(station)
		if (station->selected)
			byte &= station->next(station);
	for EACH(station)
		if (station->controls && station->received(station, byte))
			acknowledged = true;
	for EACH(station)
		if (station->selected)
			station->told(station, acknowledged);
}

static void stop(ModelBus *bus)
{
	bus->busy = false;
	bus->bits++;
	for EACH(station) {
		const bool own = station->controls;
		station->controls = station->selected = false;
		station->stopped(station, own);
	}
}

/* Several controllers that have sent the same so far: a byte beats STOP, and repeated START beats it too. */
bool busStep(ModelBus *bus)
{
	ModelAct all = kActHold;
	uint8_t byte;
	if (bus->dataHeld || bus->clockHeld)
		return false;
	if (!bus->busy)
		return begin(bus);
	for EACH(station) {
		if (station->selected && station->holds(station))
			return false;
		if (station->controls) {
			const ModelAct act = station->act(station, &byte);
			if (kActHold == act)
				return false;
			if ((kActHold == all) || (act < all) || ((kActRestart == act) && (kActStop == all)))
				all = act;
		}
	}
	for EACH(station)
		if (station->controls && (all != station->act(station, &byte)))
			lose(station);
	switch (all) {
	case kActHold: return false;
	case kActByte: write(bus); break;
	case kActRead: read(bus); break;
	case kActRestart: start(bus); return true;
	case kActStop: stop(bus); return true;
	}
	bus->bits += kBitsOfByte;
	return true;
}

void busClock(ModelBus *bus)
{
	bus->bits++;
	if (bus->dataHeld && bus->clocksToFree && !--bus->clocksToFree)
		bus->dataHeld = false;
}
