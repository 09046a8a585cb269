/* SPDX-License-Identifier: Apache-2.0 */
#include "remote.h"

#include <stddef.h>

enum { kLengthSize = 2, kWrite = 1, kAcknowledged = 2, kRefused = 3, kRead = 4, kData = 5, kReadHead = 4 };

static void send(const ModelRemote *remote, uint8_t kind, const uint8_t *bytes, uint16_t length)
{
	const uint16_t size = (uint16_t)(length + 1);
	remote->send((uint8_t)(size >> 8));
	remote->send((uint8_t)size);
	remote->send(kind);
	for (uint16_t index = 0; index < length; index++)
		remote->send(bytes[index]);
}

static void wrote(ModelPeer *peer)
{
	send((ModelRemote *)peer, kWrite, peer->written, peer->kept);
}

void remoteAdd(ModelRemote *remote, ModelBus *bus, void (*sendByte)(uint8_t byte))
{
	remote->send = sendByte;
	remote->peer.own = kPeerEverybody;
	remote->peer.wrote = wrote;
	for (int index = 0; index < kPeerBytes; index++)
		remote->peer.sends[index] = 0xFF;
	peerAdd(&remote->peer, bus);
}

/* Kind, address byte; for a read also the count and what is written before. */
static void begin(ModelRemote *remote)
{
	uint8_t *frame = remote->frame;
	const uint16_t length = remote->length;
	if ((kWrite == frame[0]) && (length > 1)) {
		remote->kind = kWrite;
		peerTransfer(&remote->peer, frame + 1, (uint16_t)(length - 1), 0, 0);
	} else if ((kRead == frame[0]) && (length >= kReadHead)) {
		const uint8_t address = frame[1];
		const uint16_t count = (uint16_t)(frame[2] << 8 | frame[3]), written = (uint16_t)(length - kReadHead);
		frame[3] = address & 0xFE;
		remote->kind = kRead;
		peerTransfer(&remote->peer, frame + 3, written ? (uint16_t)(written + 1) : 0, address >> 1, (count < kPeerBytes) ? count : kPeerBytes - 1);
	}
}

void remoteByte(ModelRemote *remote, uint8_t byte)
{
	if (remote->at < kLengthSize) {
		remote->length = (uint16_t)(remote->length << 8 | byte);
		if ((++remote->at == kLengthSize) && (!remote->length || (remote->length > kPeerBytes))) {
			remote->broken++;
			remote->at = remote->length = 0;
		}
		return;
	}
	remote->frame[remote->at++ - kLengthSize] = byte;
	if (remote->at < remote->length + kLengthSize)
		return;
	if (!remote->kind)
		begin(remote);
	remote->at = remote->length = 0;
}

void remoteTurn(ModelRemote *remote)
{
	ModelPeer *peer = &remote->peer;
	const uint8_t kind = remote->kind;
	if (!kind || (kPeerPending == peer->state))
		return;
	if (kPeerLost == peer->state)
		return peerAgain(peer);
	remote->kind = 0;
	if (kPeerDone != peer->state)
		send(remote, kRefused, NULL, 0);
	else if (kRead == kind)
		send(remote, kData, peer->read, peer->count);
	else
		send(remote, kAcknowledged, NULL, 0);
}
