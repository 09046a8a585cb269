/* SPDX-License-Identifier: Apache-2.0 */
/* Another station of the bus: a controller that does what it is told, a target that keeps what is written to it. */
#ifndef MCTP_XS_MODEL_PEER_H
#define MCTP_XS_MODEL_PEER_H

#include "bus.h"

enum { kPeerBytes = 512 };

typedef enum { kPeerIdle, kPeerPending, kPeerDone, kPeerNoAddress, kPeerRefused, kPeerLost } PeerState;

typedef struct ModelPeer ModelPeer;
struct ModelPeer {
	ModelStation station;
	/* Controller: `length` bytes, the first an address byte; then `count` bytes are read from `address`, into `read`. */
	PeerState state;
	uint8_t bytes[kPeerBytes], read[kPeerBytes], address;
	uint16_t length, count;
	/* The next transaction of this one begins with a repeated START: no STOP in between. */
	bool keepsBus;
	/* Target: its 7-bit address, 0: none; bytes that it acknowledges behind the address; what was written, the address byte first; what it sends. */
	uint8_t own;
	uint16_t acknowledges, kept;
	uint8_t written[kPeerBytes], sends[kPeerBytes];
	/* Called at STOP, and repeated START, behind a write to it. */
	void (*wrote)(ModelPeer *peer);
	/* Holds the clock low as target. */
	bool stretches;
	/* Of the transaction under way. */
	uint16_t at, sent;
	bool begun, reading, refused, selected, sending;
};

void peerAdd(ModelPeer *peer, ModelBus *bus);
/* Begins once the bus is free. What was pending is forgotten. */
void peerTransfer(ModelPeer *peer, const uint8_t *bytes, uint16_t length, uint8_t address, uint16_t count);

#endif
