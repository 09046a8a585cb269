/* SPDX-License-Identifier: Apache-2.0 */
/* Of the SDK's machine what hosts/board/native/post.c calls: a queue of messages, which drops those that it has no room for, with or without saying so. */
#ifndef FAKE_XS_HOST_H
#define FAKE_XS_HOST_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
	int depth;
} xsMachine;
#define xsBeginHost(THE) ((THE)->depth++)
#define xsEndHost(THE) ((THE)->depth--)

typedef void (*modMessageDeliver)(void *the, void *context, uint8_t *message, uint16_t length);
int modMessagePostToMachineFromISR(xsMachine *the, modMessageDeliver callback, void *context);

#endif
