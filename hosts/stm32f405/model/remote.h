/* SPDX-License-Identifier: Apache-2.0 */
/* The rest of an I2C bus, at the other end of a line of bytes: frames as hosts/node/i2c/frames.ts has them. Whatever a chip here writes to is said to be there: whether it
 * was acknowledged there comes too late for the wires. Reads of chips here get FF. */
#ifndef MCTP_XS_MODEL_REMOTE_H
#define MCTP_XS_MODEL_REMOTE_H

#include "peer.h"

typedef struct {
	ModelPeer peer; /* first */
	void (*send)(uint8_t byte);
	/* The frame that comes, behind its length; how much of it is there. */
	uint8_t frame[kPeerBytes];
	uint16_t length, at;
	/* Kind of the transaction under way; 0: none. */
	uint8_t kind;
	uint32_t broken;
} ModelRemote;

void remoteAdd(ModelRemote *remote, ModelBus *bus, void (*send)(uint8_t byte));
/* A byte of the line. Until `remoteTurn` has answered a frame there is no other. */
void remoteByte(ModelRemote *remote, uint8_t byte);
/* After the bus has gone on: answers. */
void remoteTurn(ModelRemote *remote);

#endif
