/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c.h"

#include <esp_heap_caps.h>

#include "i2c-lines.h"

enum {
	kTimeout = 50, /* milliseconds; the longest frame takes 24 at 100 kHz */
	kPatience = 50, /* ticks for which a busy bus is waited for */
	kBriefly = 2, /* the same, once it was free a moment ago */
	kRefused = 10, /* ticks until a driver that did not start is tried again */
	kSlaveMemory = 4096, /* twice of what the slave driver takes, which gives the controller back no more if it ends in the midst of that */
	kTaskStack = 4096,
	kTaskPriority = 10,
	kGlitch = 7,
};

/* Target: in the slave driver's interrupt, at STOP. The buffer is the driver's, good until this returns; the address byte is not in it. */

static bool received(i2c_slave_dev_handle_t slave, const i2c_slave_rx_done_event_data_t *event, void *context)
{
	I2c *i2c = context;
	i2c->head.counts.interrupts++;
	if (targetAddressed(&i2c->head.target, (uint8_t)(i2c->address << 1))) {
		framesAddAll(&i2c->head.target.frames, event->buffer, event->length);
		targetEnded(&i2c->head.target);
	}
	i2c->head.notify(i2c->head.context);
	return true;
}

static void leave(I2c *i2c)
{
	if (i2c->slave)
		i2c_del_slave_device(i2c->slave);
	i2c->slave = NULL;
	targetBroken(&i2c->head.target);
}

static void listen(I2c *i2c)
{
	const i2c_slave_config_t config = {
		.i2c_port = i2c->pins.slavePort,
		.sda_io_num = i2c->pins.slaveData,
		.scl_io_num = i2c->pins.slaveClock,
		.clk_source = I2C_CLK_SRC_DEFAULT,
		.send_buf_depth = kI2cLongest,
		.receive_buf_depth = 2 * kI2cLongest, /* what is longer vanishes without a word */
		.slave_addr = i2c->wanted,
		.addr_bit_len = I2C_ADDR_BIT_LEN_7,
	};
	const i2c_slave_event_callbacks_t callbacks = { .on_receive = received };
	i2c->address = (uint8_t)config.slave_addr;
	if (!i2c->address)
		return;
	if ((heap_caps_get_largest_free_block(MALLOC_CAP_DEFAULT) >= kSlaveMemory) && (ESP_OK == i2c_new_slave_device(&config, &i2c->slave))) {
		if (ESP_OK == i2c_slave_register_event_callbacks(i2c->slave, &callbacks, i2c))
			return;
		i2c_del_slave_device(i2c->slave); /* it would acknowledge what nobody is told of */
	}
	i2c->slave = NULL;
	i2c->head.counts.resets++;
}

static bool isDeaf(const I2c *i2c)
{
	return i2c->address && !i2c->slave;
}

/* Controller */

static bool takeBus(I2c *i2c)
{
	const i2c_master_bus_config_t config = {
		.i2c_port = i2c->pins.masterPort,
		.sda_io_num = i2c->pins.masterData,
		.scl_io_num = i2c->pins.masterClock,
		.clk_source = I2C_CLK_SRC_DEFAULT,
		.glitch_ignore_cnt = kGlitch,
	};
	if (ESP_OK == i2c_new_master_bus(&config, &i2c->bus))
		return true;
	i2c->bus = NULL;
	return false;
}

static void giveBus(I2c *i2c)
{
	if (i2c->bus)
		i2c_del_master_bus(i2c->bus);
	i2c->bus = NULL;
}

static I2cOutcome transfer(I2c *i2c)
{
	const uint8_t peer = i2c->head.length ? i2c->head.bytes[0] >> 1 : i2c->head.peer;
	const i2c_device_config_t config = { .dev_addr_length = I2C_ADDR_BIT_LEN_7, .device_address = peer, .scl_speed_hz = i2c->pins.hz };
	const uint8_t *bytes = i2c->head.bytes + 1;
	const size_t length = i2c->head.length ? i2c->head.length - 1u : 0;
	i2c_master_dev_handle_t device;
	esp_err_t error;
	if (!length && !i2c->head.count)
		return i2c_master_probe(i2c->bus, peer, kTimeout) ? kI2cNoAddress : kI2cDone;
	if (i2c_master_bus_add_device(i2c->bus, &config, &device))
		return kI2cTimeout;
	if (length && i2c->head.count)
		error = i2c_master_transmit_receive(device, bytes, length, i2c->head.bytes, i2c->head.count, kTimeout);
	else if (length)
		error = i2c_master_transmit(device, bytes, length, kTimeout);
	else
		error = i2c_master_receive(device, i2c->head.bytes, i2c->head.count, kTimeout);
	/* After a transfer that failed in the midst of a byte the driver keeps the device, and with that the controller, until it is reset. */
	if (i2c_master_bus_rm_device(device)) {
		i2c_master_bus_reset(i2c->bus);
		i2c_master_bus_rm_device(device);
	}
	return error ? kI2cNoAddress : kI2cDone;
}

/* As controller, on a bus that was free or held a moment ago. */
static I2cOutcome send(I2c *i2c, Lines lines)
{
	if (kLinesHeld == lines) {
		i2c->head.counts.recoveries++;
		i2c_master_bus_reset(i2c->bus);
		return kI2cTimeout;
	}
	if (kLinesFree == linesAwait(i2c->pins.slaveData, i2c->pins.slaveClock, kBriefly))
		return transfer(i2c);
	i2c->head.counts.overruns += i2c->switched;
	return kI2cArbitrationLost;
}

/* However it ends, the target is there again. */
static I2cOutcome sendSwitched(I2c *i2c, Lines lines)
{
	I2cOutcome outcome = kI2cTimeout;
	leave(i2c);
	if (takeBus(i2c))
		outcome = send(i2c, lines);
	else
		i2c->head.counts.resets++;
	giveBus(i2c);
	listen(i2c);
	return outcome;
}

static void serve(I2c *i2c)
{
	const Lines lines = linesAwait(i2c->pins.slaveData, i2c->pins.slaveClock, kPatience);
	i2c->head.outcome = (kLinesBusy == lines) ? kI2cArbitrationLost : i2c->switched ? sendSwitched(i2c, lines) : send(i2c, lines);
	i2c->head.stage = kOver;
	if (i2c->head.open)
		i2c->head.notify(i2c->head.context);
}

/* The task, because drivers wait. */

static void work(void *context)
{
	I2c *i2c = context;
	while (i2c->head.open) {
		ulTaskNotifyTake(pdTRUE, isDeaf(i2c) ? kRefused : portMAX_DELAY);
		if (i2c->head.open && (isDeaf(i2c) || (i2c->wanted != i2c->address))) {
			leave(i2c);
			listen(i2c);
		}
		if (i2c->head.open && (kWaiting == i2c->head.stage))
			serve(i2c);
	}
	leave(i2c);
	giveBus(i2c);
	for (;;)
		vTaskSuspend(NULL); /* until i2cClose deletes it: it may be notified until then */
}

bool i2cOpen(I2c *i2c, const I2cPins *pins, I2cNotify notify, void *context)
{
	i2c->pins = *pins;
	i2c->switched = pins->slavePort == pins->masterPort;
	i2cHeadBegin(&i2c->head, notify, context);
	i2c->wanted = i2c->address = 0;
	if (!i2c->switched && !takeBus(i2c))
		return false;
	i2c->head.open = true;
	if (pdPASS == xTaskCreate(work, "mctp-i2c", kTaskStack, i2c, kTaskPriority, &i2c->task))
		return true;
	i2c->head.open = false;
	giveBus(i2c);
	return false;
}

/* After this no callback runs, and the task is gone: what `i2c` and `context` point to may be freed. */
void i2cClose(I2c *i2c)
{
	if (!i2c->head.open)
		return;
	i2c->head.open = false;
	xTaskNotifyGive(i2c->task);
	/* Not by a notification: one that comes late is taken for the next that the machine's task waits for. */
	while (eSuspended != eTaskGetState(i2c->task))
		vTaskDelay(1);
	vTaskDelete(i2c->task);
}

void i2cListen(I2c *i2c, uint8_t address)
{
	if (!i2c->head.open)
		return;
	i2c->wanted = address;
	xTaskNotifyGive(i2c->task);
}

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
	xTaskNotifyGive(i2c->task);
	return true;
}
