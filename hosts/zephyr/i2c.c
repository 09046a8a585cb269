/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c.h"

#include <errno.h>
#include <zephyr/version.h>

enum {
	kLongestWait = 50, /* milliseconds for the end of a frame */
	kRefused = 10, /* milliseconds until a driver that was busy is asked again */
	kReads = 1,
};

static I2c *of(struct i2c_target_config *config)
{
	return CONTAINER_OF(config, I2c, config);
}

/* Target: from interrupts. A byte that is not taken is the last that is acknowledged. An address is always taken: drivers acknowledge it whatever they are told, and some serve
 * nothing of a frame or read that was refused (Zephyr 4.4, i2c_ll_stm32_v2.c), so that the clock would stay low. */

/*
 * Of a frame that a transfer took away nobody tells the end: with the next one it would be taken for whole. It may be one that began before the transfer, or while the work was at it: `turns` is odd then.
 * So a write is not believed to go on with a repeated START meanwhile.
 */
static void dropCut(I2c *i2c)
{
	if ((i2c->turn != i2c->turns) || (i2c->turn & 1))
		targetBroken(&i2c->head.target);
	i2c->turn = i2c->turns;
}

static int writeRequested(struct i2c_target_config *config)
{
	I2c *i2c = of(config);
	i2c->head.counts.interrupts++;
	dropCut(i2c);
	i2c->receiving = true;
	i2c->read = false;
	targetAddressed(&i2c->head.target, (uint8_t)(config->address << 1));
	return 0;
}

static int writeReceived(struct i2c_target_config *config, uint8_t byte)
{
	I2c *i2c = of(config);
	i2c->head.counts.interrupts++;
	return targetWritten(&i2c->head.target, byte) ? 0 : -ENOMEM;
}

/* What was written before is a frame: without an answer, so that it waits for none. */
static int readRequested(struct i2c_target_config *config, uint8_t *byte)
{
	I2c *i2c = of(config);
	i2c->head.counts.interrupts++;
	dropCut(i2c);
	i2c->receiving = i2c->read = true;
	*byte = kI2cNothing;
	targetAddressed(&i2c->head.target, (uint8_t)(config->address << 1 | kReads));
	i2c->head.notify(i2c->head.context);
	return 0;
}

static int readProcessed(struct i2c_target_config *config, uint8_t *byte)
{
	*byte = kI2cNothing;
	return 0;
}

static int stopped(struct i2c_target_config *config)
{
	I2c *i2c = of(config);
	i2c->head.counts.interrupts++;
	targetEnded(&i2c->head.target);
	i2c->receiving = i2c->read = false;
	i2c->head.notify(i2c->head.context);
	return 0;
}

#if ZEPHYR_VERSION_CODE >= ZEPHYR_VERSION(4, 4, 0)
/* Bus error, arbitration lost: what came of the frame is none. Of a read it is the end: that the last byte is not acknowledged the driver for STM32F4 tells so, and no stop (Zephyr
 * 4.4, i2c_ll_stm32_v1.c). */
static void failed(struct i2c_target_config *config, enum i2c_error_reason reason)
{
	I2c *i2c = of(config);
	if (i2c->read && (I2C_ERROR_GENERIC == reason)) {
		stopped(config);
		return;
	}
	i2c->head.counts.interrupts++;
	i2c->head.counts.busErrors++;
	targetBroken(&i2c->head.target);
	i2c->receiving = false;
}
#endif

static const struct i2c_target_callbacks gCallbacks = {
	.write_requested = writeRequested,
	.write_received = writeReceived,
	.read_requested = readRequested,
	.read_processed = readProcessed,
	.stop = stopped,
#if ZEPHYR_VERSION_CODE >= ZEPHYR_VERSION(4, 4, 0)
	.error = failed,
#endif
};

/* With `busy` held. Until it is registered nobody calls back. A driver that is busy with a transfer of somebody else's lets no target go, and takes none: false. */
static bool registerAnew(I2c *i2c)
{
	if (i2c->registered && (-EBUSY == i2c_target_unregister(i2c->device, &i2c->config)))
		return false;
	i2c->registered = false;
	targetBroken(&i2c->head.target);
	i2c->receiving = false;
	i2c->config.address = i2c->wanted;
	i2c->registered = i2c->wanted && (0 == i2c_target_register(i2c->device, &i2c->config));
	i2c->anew = i2c->wanted && !i2c->registered;
	return !i2c->anew;
}

/* Controller: from the work queue. */

static int transfer(I2c *i2c)
{
	struct i2c_msg messages[2];
	uint8_t count = 0;
	if (i2c->head.length)
		messages[count++] = (struct i2c_msg){ .buf = i2c->head.bytes + 1, .len = i2c->head.length - 1u, .flags = I2C_MSG_WRITE | (i2c->head.count ? 0 : I2C_MSG_STOP) };
	if (i2c->head.count) {
		messages[count] = (struct i2c_msg){ .buf = i2c->head.bytes, .len = i2c->head.count, .flags = I2C_MSG_READ | I2C_MSG_STOP | (count ? I2C_MSG_RESTART : 0) };
		count++;
	}
	return i2c_transfer(i2c->device, messages, count, i2c->head.length ? i2c->head.bytes[0] >> 1 : i2c->head.peer);
}

static void serve(I2c *i2c)
{
	int status;
	k_mutex_lock(&i2c->busy, K_FOREVER);
	i2c->turns++;
	status = i2c->head.open ? transfer(i2c) : -EIO;
	i2c->turns++;
	if (status && i2c->head.open) {
		i2c->head.counts.resets++;
		i2c->anew = true;
		registerAnew(i2c);
	}
	k_mutex_unlock(&i2c->busy);
	i2c->head.outcome = !status ? kI2cDone : (-ETIMEDOUT == status) ? kI2cTimeout : kI2cNoAddress;
	i2c->head.stage = kOver;
	if (i2c->head.open)
		i2c->head.notify(i2c->head.context);
}

/* Neither a transfer nor what registers may cut a frame off. */
static void work(struct k_work *item)
{
	I2c *i2c = CONTAINER_OF(k_work_delayable_from_work(item), I2c, work);
	if (i2c->receiving && (i2c->waited++ < kLongestWait)) {
		k_work_reschedule(&i2c->work, K_MSEC(1));
		return;
	}
	i2c->receiving = false; /* its end was lost, should there be one */
	k_mutex_lock(&i2c->busy, K_FOREVER);
	if (i2c->anew && i2c->head.open)
		registerAnew(i2c);
	k_mutex_unlock(&i2c->busy);
	if (kWaiting == i2c->head.stage)
		serve(i2c);
	i2c->waited = 0;
	if (i2c->anew && i2c->head.open)
		k_work_reschedule(&i2c->work, K_MSEC(kRefused));
}

/* Main program */

void i2cOpen(I2c *i2c, const struct device *device, I2cNotify notify, void *context)
{
	i2c->device = device;
	i2cHeadBegin(&i2c->head, notify, context);
	i2c->config.callbacks = &gCallbacks;
	i2c->registered = i2c->anew = i2c->receiving = i2c->read = false;
	i2c->waited = i2c->wanted = 0;
	i2c->turn = i2c->turns;
	k_mutex_init(&i2c->busy);
	k_work_init_delayable(&i2c->work, work);
	i2c->head.open = true;
}

/* After this no callback runs and no work is queued: what `i2c` and `context` point to may be freed. */
void i2cClose(I2c *i2c)
{
	struct k_work_sync sync;
	if (!i2c->head.open)
		return;
	k_mutex_lock(&i2c->busy, K_FOREVER);
	i2c->head.open = false;
	i2c->wanted = 0;
	while (!registerAnew(i2c))
		k_sleep(K_MSEC(1));
	k_mutex_unlock(&i2c->busy);
	k_work_cancel_delayable_sync(&i2c->work, &sync);
}

void i2cListen(I2c *i2c, uint8_t address)
{
	if (!i2c->head.open)
		return;
	k_mutex_lock(&i2c->busy, K_FOREVER);
	i2c->wanted = address;
	i2c->anew = true;
	if (!registerAnew(i2c))
		k_work_reschedule(&i2c->work, K_MSEC(kRefused));
	k_mutex_unlock(&i2c->busy);
}

/* A frame that came with a read has been answered. */
uint32_t i2cTake(I2c *i2c, uint8_t *bytes)
{
	return targetTake(&i2c->head.target, bytes);
}

void i2cAnswer(I2c *i2c, const uint8_t *bytes, uint32_t length)
{
	targetAnswer(&i2c->head.target, bytes, length);
}

bool i2cTransfer(I2c *i2c, uint8_t address, const uint8_t *bytes, uint32_t length, uint32_t count)
{
	if (!i2cAccept(&i2c->head, address, bytes, length, count))
		return false;
	i2c->head.stage = kWaiting;
	k_work_reschedule(&i2c->work, K_NO_WAIT);
	return true;
}
