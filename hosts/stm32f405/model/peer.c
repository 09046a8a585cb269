/* SPDX-License-Identifier: Apache-2.0 */
#include "peer.h"

#include <string.h>

static ModelPeer *of(ModelStation *station) { return (ModelPeer *)station; }

static bool wants(ModelStation *station)
{
	return kPeerPending == of(station)->state;
}

static ModelAct act(ModelStation *station, uint8_t *byte)
{
	const ModelPeer *peer = of(station);
	if (!peer->begun)
		return kActRestart;
	if (peer->refused)
		return kActStop;
	if (peer->reading) {
		if (0 == peer->at) {
			*byte = (uint8_t)(peer->address << 1 | 1);
			return kActByte;
		}
		return (peer->at <= peer->count) ? kActRead : kActStop;
	}
	if (peer->at < peer->length) {
		*byte = peer->bytes[peer->at];
		return kActByte;
	}
	if (peer->count)
		return kActRestart;
	return peer->keepsBus ? kActHold : kActStop;
}

static void answered(ModelStation *station, bool acknowledged)
{
	ModelPeer *peer = of(station);
	if (!acknowledged) {
		peer->refused = true;
		peer->state = (0 == peer->at) ? kPeerNoAddress : kPeerRefused;
		return;
	}
	peer->at++;
	if (!peer->reading && !peer->count && (peer->at == peer->length))
		peer->state = kPeerDone;
}

static bool received(ModelStation *station, uint8_t byte)
{
	ModelPeer *peer = of(station);
	peer->read[peer->at - 1] = byte;
	if (peer->at++ < peer->count)
		return true;
	peer->state = kPeerDone;
	return false;
}

static void lost(ModelStation *station)
{
	of(station)->state = kPeerLost;
}

static bool holds(ModelStation *station)
{
	return of(station)->stretches;
}

static bool addressed(ModelStation *station, uint8_t byte)
{
	ModelPeer *peer = of(station);
	if (!peer->own || (peer->own != byte >> 1))
		return false;
	peer->selected = true;
	peer->sending = byte & 1;
	peer->sent = 0;
	if (peer->sending)
		return true;
	peer->written[0] = byte;
	peer->kept = 1;
	return true;
}

static bool written(ModelStation *station, uint8_t byte)
{
	ModelPeer *peer = of(station);
	if (peer->kept > peer->acknowledges)
		return false;
	if (peer->kept < kPeerBytes)
		peer->written[peer->kept++] = byte;
	return true;
}

static uint8_t next(ModelStation *station)
{
	ModelPeer *peer = of(station);
	return (peer->sent < kPeerBytes) ? peer->sends[peer->sent++] : 0xFF;
}

static void told(ModelStation *station, bool acknowledged)
{
}

static void finish(ModelPeer *peer)
{
	const bool wrote = peer->selected && !peer->sending;
	peer->selected = false;
	if (wrote && peer->wrote)
		peer->wrote(peer);
}

static void started(ModelStation *station, bool own)
{
	ModelPeer *peer = of(station);
	finish(peer);
	if (!own)
		return;
	peer->reading = peer->count && (0 == peer->length || (peer->begun && (peer->at == peer->length)));
	peer->begun = true;
	peer->at = 0;
	peer->refused = false;
}

static void stopped(ModelStation *station, bool own)
{
	ModelPeer *peer = of(station);
	finish(peer);
	if (own)
		peer->begun = false;
}

void peerAdd(ModelPeer *peer, ModelBus *bus)
{
	peer->station = (ModelStation){ .wants = wants, .act = act, .answered = answered, .received = received, .lost = lost, .holds = holds, .addressed = addressed,
		.written = written, .next = next, .told = told, .started = started, .stopped = stopped };
	if (!peer->acknowledges)
		peer->acknowledges = kPeerBytes;
	busAdd(bus, &peer->station);
}

void peerTransfer(ModelPeer *peer, const uint8_t *bytes, uint16_t length, uint8_t address, uint16_t count)
{
	if (length)
		memcpy(peer->bytes, bytes, length);
	peer->length = length;
	peer->address = address;
	peer->count = count;
	peer->at = 0;
	peer->begun = peer->reading = false;
	peer->state = kPeerPending;
}
