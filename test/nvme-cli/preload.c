// SPDX-License-Identifier: Apache-2.0
/*
 * LD_PRELOAD library: an AF_MCTP socket becomes a UDP socket of the port of 127.0.0.1 that $MCTP_SHIM names, behind which shim.ts
 * plays the kernel's part. So programs that speak MCTP run where the kernel does not.
 *
 * A datagram, either way, is: EID of the peer, message type, tag, then the message after its type byte. One without a message tells that
 * the socket is bound to the type, and wants the requests that peers send. Networks are ignored.
 *
 * What libnvme-mi calls is here and in patience.c: socket, connect, bind, sendmsg, recvmsg, close, and the ioctls for tags.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	familyMctp = 45,
	allocateTag = 0x89e0,
	dropTag = 0x89e1,
	allocatedTag = 0x18, /* preallocated, tag owner; the value is shim.ts's affair */
	prefixLength = 3,
	mostDescriptors = 1024,
	mostVectors = 16,
};

struct address {
	uint16_t family, pad0;
	uint32_t network;
	uint8_t eid, type, tag, pad1;
};
struct tagRequest {
	uint8_t peer, tag;
	uint16_t flags;
};

static char isMctp[mostDescriptors];

#define next(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int mapped(int descriptor)
{
	return descriptor >= 0 && descriptor < mostDescriptors && isMctp[descriptor];
}

static int fail(int error)
{
	errno = error;
	return -1;
}

int socket(int family, int type, int protocol)
{
	const char *port = getenv("MCTP_SHIM");
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int descriptor;

	if (familyMctp != family)
		return next(socket)(family, type, protocol);
	if (!port)
		return fail(EAFNOSUPPORT);
	to.sin_port = htons((uint16_t)atoi(port));
	descriptor = next(socket)(AF_INET, type, 0);
	if (descriptor < 0)
		return -1;
	if (descriptor >= mostDescriptors || next(connect)(descriptor, (struct sockaddr *)&to, sizeof(to))) {
		next(close)(descriptor);
		return fail(EAFNOSUPPORT);
	}
	isMctp[descriptor] = 1;
	return descriptor;
}

int close(int descriptor)
{
	if (mapped(descriptor))
		isMctp[descriptor] = 0;
	return next(close)(descriptor);
}

int connect(int descriptor, const struct sockaddr *to, socklen_t length)
{
	return mapped(descriptor) ? 0 : next(connect)(descriptor, to, length);
}

int bind(int descriptor, const struct sockaddr *own, socklen_t length)
{
	const struct address *address = (const struct address *)own;
	uint8_t prefix[prefixLength];

	if (!mapped(descriptor))
		return next(bind)(descriptor, own, length);
	if (length < sizeof(*address))
		return fail(EINVAL);
	memcpy(prefix, &address->eid, sizeof(prefix));
	return send(descriptor, prefix, sizeof(prefix), 0) < 0 ? -1 : 0;
}

/* The caller's vectors behind one for the prefix. */
static int withPrefix(struct msghdr *all, struct iovec *vectors, uint8_t *prefix, const struct msghdr *message)
{
	if (message->msg_iovlen >= mostVectors)
		return fail(EMSGSIZE);
	vectors[0] = (struct iovec){ prefix, prefixLength };
	memcpy(vectors + 1, message->msg_iov, message->msg_iovlen * sizeof(*vectors));
	*all = (struct msghdr){ .msg_iov = vectors, .msg_iovlen = message->msg_iovlen + 1 };
	return 0;
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags)
{
	const struct address *to = message->msg_name;
	struct iovec vectors[mostVectors];
	uint8_t prefix[prefixLength];
	struct msghdr all;
	ssize_t length;

	if (!mapped(descriptor))
		return next(sendmsg)(descriptor, message, flags);
	if (!to || message->msg_namelen < sizeof(*to))
		return fail(EDESTADDRREQ);
	memcpy(prefix, &to->eid, sizeof(prefix));
	if (withPrefix(&all, vectors, prefix, message))
		return -1;
	length = next(sendmsg)(descriptor, &all, flags);
	return length < 0 ? length : length - prefixLength;
}

ssize_t recvmsg(int descriptor, struct msghdr *message, int flags)
{
	struct address *from = message->msg_name;
	struct iovec vectors[mostVectors];
	uint8_t prefix[prefixLength];
	struct msghdr all;
	ssize_t length;

	if (!mapped(descriptor))
		return next(recvmsg)(descriptor, message, flags);
	if (withPrefix(&all, vectors, prefix, message))
		return -1;
	length = next(recvmsg)(descriptor, &all, flags);
	if (length < prefixLength)
		return length < 0 ? length : fail(EPROTO);
	message->msg_flags = all.msg_flags;
	if (from && message->msg_namelen >= sizeof(*from)) {
		*from = (struct address){ .family = familyMctp, .network = 1 };
		memcpy(&from->eid, prefix, sizeof(prefix));
		message->msg_namelen = sizeof(*from);
	}
	return length - prefixLength;
}

int ioctl(int descriptor, unsigned long request, ...)
{
	va_list list;
	void *argument;

	va_start(list, request);
	argument = va_arg(list, void *);
	va_end(list);
	if (!mapped(descriptor))
		return ((int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl"))(descriptor, request, argument);
	if (allocateTag == request)
		((struct tagRequest *)argument)->tag = allocatedTag;
	else if (dropTag != request)
		return fail(EINVAL);
	return 0;
}
