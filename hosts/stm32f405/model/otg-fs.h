/* SPDX-License-Identifier: Apache-2.0 */
/* OTG_FS in device mode as RM0090 34 describes it, in software: registers for a driver, and the bus for who plays the USB host. What the manual tells a driver not to do is counted. */
#ifndef MCTP_XS_MODEL_OTG_FS_H
#define MCTP_XS_MODEL_OTG_FS_H

#include <stdbool.h>
#include <stdint.h>

#include "model.h"

enum { kOtgEndpoints = 4, kOtgFifoWords = 320, kOtgPacketSize = 64 };

typedef struct {
	uint32_t words[kOtgFifoWords];
	uint32_t put, taken;
} ModelFifo;

typedef struct {
	uint32_t control, interrupts, size;
	/* Of an IN transfer: bytes that have not left, and those of the next packet that are in the FIFO. `size` counts what has yet to be put there. */
	uint32_t unsent, put;
} ModelEndpoint;

/* What a device answers to a token. */
typedef enum { kNoAnswer, kAck, kNak, kStall } Handshake;

typedef struct {
	ModelDevice device;
	/* What a driver did that it must not, and the first such. */
	uint32_t misuses;
	const char *misuse;
	/* Bits that take so many reads to follow, and whether they ever do. */
	uint32_t late, waited;
	bool stuck;
	/* Not a device yet, whatever it is forced to be. */
	bool isHost;
	/* The end of the SETUP stage is told only with the next token, as the core may do. */
	bool tellsSetupLate;
	uint32_t gccfg;
	/* From here on a reset of the core clears all. */
	uint32_t gotgint, gahbcfg, gusbcfg, gintsts, gintmsk, grstctl, grxfsiz, dieptxf[kOtgEndpoints];
	uint32_t dcfg, dctl, diepmsk, doepmsk, daintmsk, diepempmsk, pcgcctl;
	ModelEndpoint in[kOtgEndpoints], out[kOtgEndpoints];
	ModelFifo receive, transmit[kOtgEndpoints];
	bool nakWanted, nakEffective, suspended, setupOpen;
	/* The address in effect: a new one counts once the request that brought it is over. */
	uint32_t address;
	bool requestOpen;
	/* There was a reset since the device has connected: before, it hears nothing. */
	bool present, driven;
} OtgModel;

/* As after power was switched on, with its registers where the chip has them: OTG_MODEL. */
void otgModelStart(OtgModel *model);
#define OTG_MODEL ((Register *)0x50000000)
/* The line to the interrupt controller. */
bool otgModelInterrupts(const OtgModel *model);

/* The bus. */

/* Whether a USB host sees a device. */
bool otgModelConnected(const OtgModel *model);
/* The host drives reset, and ends it. */
void otgModelReset(OtgModel *model, bool driven);
void otgModelSuspend(OtgModel *model, bool suspended);
/* VBUS has gone, where the driver has it sensed. */
void otgModelVbusLost(OtgModel *model);

Handshake otgModelSetup(OtgModel *model, uint32_t address, const uint8_t bytes[8]);
Handshake otgModelOut(OtgModel *model, uint32_t address, uint32_t endpoint, bool toggle, const uint8_t *bytes, uint32_t length);
/* With kAck there are `length` bytes, which come again until they are taken. */
Handshake otgModelIn(OtgModel *model, uint32_t address, uint32_t endpoint, uint8_t bytes[kOtgPacketSize], uint32_t *length, bool *toggle);
void otgModelInTaken(OtgModel *model, uint32_t endpoint);

/* Whether a token for the endpoint would be answered other than by NAK. */
bool otgModelTakes(const OtgModel *model, uint32_t endpoint);
bool otgModelBrings(const OtgModel *model, uint32_t endpoint);

/* Shared by the parts of the model. */

uint32_t otgModelPacketSize(const ModelEndpoint *endpoint, uint32_t index);
void otgModelMisused(OtgModel *model, const char *what);
uint32_t otgModelInInterrupts(const OtgModel *model, uint32_t endpoint);
uint32_t otgModelReadEndpoint(OtgModel *model, uint32_t offset);
void otgModelWriteEndpoint(OtgModel *model, uint32_t offset, uint32_t value);
void otgModelWriteFifo(OtgModel *model, uint32_t endpoint, uint32_t word);
static inline uint32_t fifoUsed(const ModelFifo *fifo)
{
	return fifo->put - fifo->taken;
}
static inline void fifoPut(ModelFifo *fifo, uint32_t word)
{
	fifo->words[fifo->put++ % kOtgFifoWords] = word;
}
static inline uint32_t fifoTake(ModelFifo *fifo)
{
	return fifo->words[fifo->taken++ % kOtgFifoWords];
}

#endif
