/* SPDX-License-Identifier: Apache-2.0 */
#include "post.h"

#include <stddef.h>
#include <stdint.h>

#include "../common/native/post.h"
#include "cortex-m.h"

enum { kPlaces = 4 };

/* A place is taken as long as it has a function. */
static struct {
	_Atomic(Deliver) deliver;
	void *record;
} gPlaces[kPlaces];

/* Interrupts of one priority do not interrupt each other, and the machine only gives places back. */
bool postToMachine(Deliver deliver, void *record)
{
	for (int place = 0; place < kPlaces; place++)
		if (!gPlaces[place].deliver) {
			gPlaces[place].record = record;
			gPlaces[place].deliver = deliver;
			return true;
		}
	return false;
}

bool postPending(void)
{
	for (int place = 0; place < kPlaces; place++)
		if (gPlaces[place].deliver)
			return true;
	return false;
}

void postDeliver(void *machine)
{
	for (int place = 0; place < kPlaces; place++) {
		const Deliver deliver = gPlaces[place].deliver;
		void *record = gPlaces[place].record;
		if (!deliver)
			continue;
		gPlaces[place].deliver = NULL;
		deliver(machine, record);
	}
}
