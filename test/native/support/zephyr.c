/* SPDX-License-Identifier: Apache-2.0 */
/* Zephyr's work queue as a thread, interrupts as calls from whoever plays the bus, one at a time. */
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <time.h>
#include <zephyr/drivers/i2c.h>
#include <zephyr/kernel.h>

#include "test/native/check.h"

/* Mutexes */

int k_mutex_init(struct k_mutex *mutex)
{
	return pthread_mutex_init(&mutex->mutex, NULL);
}

int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout)
{
	return pthread_mutex_lock(&mutex->mutex);
}

int k_mutex_unlock(struct k_mutex *mutex)
{
	return pthread_mutex_unlock(&mutex->mutex);
}

int32_t k_sleep(k_timeout_t timeout)
{
	return nanosleep(&(struct timespec){ .tv_nsec = timeout.milliseconds * 1000000 }, NULL);
}

/* Work */

static pthread_mutex_t gQueue = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gChanged = PTHREAD_COND_INITIALIZER;
static struct k_work_delayable *gFirst, *gRunning;
static bool gStarted;
_Atomic bool gFakeDelaysLast;

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	return time.tv_sec * 1000ll + time.tv_nsec / 1000000;
}

static struct k_work_delayable *due(void)
{
	for (struct k_work_delayable *work = gFirst; work; work = work->next)
		if (work->due && (work->due <= now()) && !(work->delayed && gFakeDelaysLast))
			return work;
	return NULL;
}

static void *run(void *unused)
{
	pthread_mutex_lock(&gQueue);
	for (;;) {
		struct timespec soon;
		gRunning = due();
		if (gRunning) {
			struct k_work_delayable *work = gRunning;
			work->due = 0;
			pthread_mutex_unlock(&gQueue);
			work->work.handler(&work->work);
			pthread_mutex_lock(&gQueue);
			gRunning = NULL;
			pthread_cond_broadcast(&gChanged);
			continue;
		}
		clock_gettime(CLOCK_REALTIME, &soon);
		soon.tv_nsec += 500000;
		if (soon.tv_nsec >= 1000000000)
			soon.tv_sec++, soon.tv_nsec -= 1000000000;
		pthread_cond_timedwait(&gChanged, &gQueue, &soon);
	}
	return NULL;
}

void k_work_init_delayable(struct k_work_delayable *work, void (*handler)(struct k_work *work))
{
	*work = (struct k_work_delayable){ .work = { handler } };
}

static void list(struct k_work_delayable *work)
{
	pthread_t thread;
	if (work->listed)
		return;
	work->listed = true;
	work->next = gFirst;
	gFirst = work;
	if (!gStarted && !pthread_create(&thread, NULL, run, NULL))
		pthread_detach(thread);
	gStarted = true;
}

int k_work_reschedule(struct k_work_delayable *work, k_timeout_t delay)
{
	pthread_mutex_lock(&gQueue);
	list(work);
	work->due = now() + delay.milliseconds;
	work->delayed = delay.milliseconds > 0;
	pthread_cond_broadcast(&gChanged);
	pthread_mutex_unlock(&gQueue);
	return 0;
}

bool k_work_cancel_delayable_sync(struct k_work_delayable *work, struct k_work_sync *sync)
{
	pthread_mutex_lock(&gQueue);
	work->due = 0;
	while (gRunning == work)
		pthread_cond_wait(&gChanged, &gQueue);
	work->due = 0;
	for (struct k_work_delayable **address = &gFirst; *address; address = &(*address)->next)
		if (*address == work) {
			*address = work->next;
			break;
		}
	work->listed = false;
	pthread_mutex_unlock(&gQueue);
	return true;
}

void fakeWorkSettle(void)
{
	bool busy = true;
	while (busy) {
		pthread_mutex_lock(&gQueue);
		busy = gRunning != NULL;
		for (const struct k_work_delayable *work = gFirst; work; work = work->next)
			busy |= 0 != work->due;
		pthread_mutex_unlock(&gQueue);
		if (busy)
			sched_yield();
	}
}

struct k_work_delayable *k_work_delayable_from_work(struct k_work *work)
{
	return CONTAINER_OF(work, struct k_work_delayable, work);
}

/* The driver: interrupts off is this lock. */

static pthread_mutex_t gInterrupts = PTHREAD_MUTEX_INITIALIZER;
static struct i2c_target_config *gTarget;
static bool gReceiving, gStolen, gDeaf;
_Atomic uint32_t gFakeForeign;
void (*gFakeTransferBegins)(void), (*gFakeTransferEnds)(void);
bool gFakeReadsEndInError;
uint8_t gFakeWritten[300];
uint32_t gFakeLength, gFakeWrites;

bool device_is_ready(const struct device *device)
{
	return 0 != strcmp(device->name, "broken");
}

int i2c_configure(const struct device *device, uint32_t configuration)
{
	const bool slow = (I2C_MODE_CONTROLLER | I2C_SPEED_SET(I2C_SPEED_STANDARD)) == configuration;
	return (strcmp(device->name, "slow") || slow) ? 0 : -ENOTSUP;
}

/* Neither is possible while somebody else's transfer is under way. */
static bool isForeign(void)
{
	const bool is = gFakeForeign > 0;
	gFakeForeign -= is;
	return is;
}

int i2c_target_register(const struct device *device, struct i2c_target_config *config)
{
	int error = 0;
	pthread_mutex_lock(&gInterrupts);
	CHECK(config->address && !gTarget); /* drivers take it for a second target, or refuse it */
	if (isForeign())
		error = -EBUSY;
	else {
		gTarget = config;
		gDeaf = false;
	}
	pthread_mutex_unlock(&gInterrupts);
	return error;
}

int i2c_target_unregister(const struct device *device, struct i2c_target_config *config)
{
	int error = 0;
	pthread_mutex_lock(&gInterrupts);
	CHECK(config == gTarget);
	if (isForeign())
		error = -EBUSY;
	else {
		gTarget = NULL;
		gStolen |= gReceiving;
		gReceiving = false;
	}
	pthread_mutex_unlock(&gInterrupts);
	return error;
}

static bool areGood(const struct i2c_msg *messages, uint8_t count)
{
	for (int index = 0; index < count; index++) {
		const bool last = index + 1 == count, turns = index && ((messages[index].flags ^ messages[index - 1].flags) & I2C_MSG_READ);
		if ((last != (0 != (messages[index].flags & I2C_MSG_STOP))) || (turns && !(messages[index].flags & I2C_MSG_RESTART)))
			return false;
	}
	return count > 0;
}

/* A frame that is being received is lost, and after a failure the peripheral is off (Zephyr 4.4, i2c_ll_stm32_v2.c). */
int i2c_transfer(const struct device *device, struct i2c_msg *messages, uint8_t count, uint16_t address)
{
	if (gFakeTransferBegins)
		gFakeTransferBegins();
	pthread_mutex_lock(&gInterrupts);
	gStolen |= gReceiving;
	gReceiving = false;
	if (!areGood(messages, count) || (kFakePeer != address)) {
		gDeaf = true;
		pthread_mutex_unlock(&gInterrupts);
		return (kFakeSlow == address) ? -ETIMEDOUT : -EIO;
	}
	for (int index = 0; index < count; index++) {
		if (messages[index].flags & I2C_MSG_READ) {
			memset(messages[index].buf, 0xA5, messages[index].len);
			continue;
		}
		gFakeLength = messages[index].len;
		memcpy(gFakeWritten, messages[index].buf, gFakeLength);
		gFakeWrites++;
	}
	pthread_mutex_unlock(&gInterrupts);
	if (gFakeTransferEnds)
		gFakeTransferEnds();
	return 0;
}

static bool isThere(uint8_t address)
{
	return gTarget && !gDeaf && (gTarget->address == address);
}

/* Drivers for STM32 acknowledge the address whatever a target says to that; what it refuses they never serve, and the clock stays low. */
static bool address(uint8_t byte)
{
	if (!isThere(byte >> 1))
		return false;
	EQUAL(gTarget->callbacks->write_requested(gTarget), 0);
	return true;
}

bool fakeWrite(const uint8_t *bytes, uint32_t length, bool *lost)
{
	bool acknowledged;
	*lost = false;
	pthread_mutex_lock(&gInterrupts);
	acknowledged = gReceiving = address(bytes[0]);
	gStolen = false;
	for (uint32_t at = 1; acknowledged && gReceiving && (at < length); at++) {
		acknowledged = !gTarget->callbacks->write_received(gTarget, bytes[at]);
		pthread_mutex_unlock(&gInterrupts);
		pthread_mutex_lock(&gInterrupts);
	}
	if (gReceiving)
		gTarget->callbacks->stop(gTarget);
	gReceiving = false;
	*lost = gStolen;
	pthread_mutex_unlock(&gInterrupts);
	return acknowledged;
}

bool fakeBegin(const uint8_t *bytes, uint32_t length)
{
	bool acknowledged;
	pthread_mutex_lock(&gInterrupts);
	acknowledged = gReceiving = address(bytes[0]);
	for (uint32_t at = 1; acknowledged && (at < length); at++)
		acknowledged = !gTarget->callbacks->write_received(gTarget, bytes[at]);
	pthread_mutex_unlock(&gInterrupts);
	return acknowledged;
}

bool fakeRead(uint8_t own, uint8_t *bytes, uint32_t length)
{
	bool acknowledged;
	pthread_mutex_lock(&gInterrupts);
	acknowledged = isThere(own);
	if (acknowledged)
		EQUAL(gTarget->callbacks->read_requested(gTarget, bytes), 0);
	for (uint32_t at = 1; acknowledged && (at < length); at++)
		gTarget->callbacks->read_processed(gTarget, bytes + at);
	if (acknowledged && gFakeReadsEndInError)
		gTarget->callbacks->error(gTarget, I2C_ERROR_GENERIC);
	else if (acknowledged)
		gTarget->callbacks->stop(gTarget);
	pthread_mutex_unlock(&gInterrupts);
	return acknowledged;
}
