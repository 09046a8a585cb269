// SPDX-License-Identifier: Apache-2.0
/* LD_PRELOAD library: who waits for an answer waits for a minute. libnvme-mi gives up after one second, for which a busy computer may stand still. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>

enum { patience = 60 * 1000 };

int poll(struct pollfd *descriptors, nfds_t count, int timeout)
{
	return ((__typeof__(&poll))dlsym(RTLD_NEXT, "poll"))(descriptors, count, timeout > 0 ? patience : timeout);
}
