/* SPDX-License-Identifier: Apache-2.0 */
/* An I2C bus, byte by byte: stations that are controllers, targets or both, arbitration bit by bit, stretched clocks, wires that somebody holds. */
#ifndef MCTP_XS_MODEL_BUS_H
#define MCTP_XS_MODEL_BUS_H

#include <stdbool.h>
#include <stdint.h>

/* What a controller does next. */
typedef enum {
	kActHold, /* holds the clock low: it does not know yet */
	kActByte,
	kActRead,
	kActStop,
	kActRestart,
} ModelAct;

typedef struct ModelStation ModelStation;
struct ModelStation {
	/* Whether it wants to begin, once the bus is free. */
	bool (*wants)(ModelStation *station);
	/* For controllers: what comes next; that a byte of theirs was, or was not, acknowledged; a byte that they read, and whether they acknowledge it; arbitration was lost. */
	ModelAct (*act)(ModelStation *station, uint8_t *byte);
	void (*answered)(ModelStation *station, bool acknowledged);
	bool (*received)(ModelStation *station, uint8_t byte);
	void (*lost)(ModelStation *station);
	/* For targets: whether they hold the clock; whether they acknowledge an address, or a byte; what they send, and whether that was acknowledged. */
	bool (*holds)(ModelStation *station);
	bool (*addressed)(ModelStation *station, uint8_t byte);
	bool (*written)(ModelStation *station, uint8_t byte);
	uint8_t (*next)(ModelStation *station);
	void (*told)(ModelStation *station, bool acknowledged);
	/* START, repeated START and STOP, of their own or of others. */
	void (*started)(ModelStation *station, bool own);
	void (*stopped)(ModelStation *station, bool own);
	/* Of the bus. */
	bool controls, selected;
	ModelStation *after;
};

typedef struct {
	ModelStation *first;
	bool busy, addressing;
	/* Somebody holds a wire low. `clocksToFree`: SDA is let go after so many clocks. */
	bool dataHeld, clockHeld;
	uint8_t clocksToFree;
	/* Bits since the start: what time is. */
	uint64_t bits;
} ModelBus;

void busAdd(ModelBus *bus, ModelStation *station);
/* Does the next thing that can be done: START, a byte with its acknowledgement, STOP. False: nobody has anything to do, or the clock is held. */
bool busStep(ModelBus *bus);
/* Whether the clock is held low by a station. */
bool busStretched(const ModelBus *bus);
/* Somebody without a peripheral makes a clock. */
void busClock(ModelBus *bus);

#endif
