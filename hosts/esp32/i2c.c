/* SPDX-License-Identifier: Apache-2.0 */
#include "i2c.h"

enum {
	kTimeout = 50, /* milliseconds; the longest frame takes 24 at 100 kHz */
	kTaskStack = 3072,
	kTaskPriority = 10,
	kGlitch = 7,
};

/* Target: in the slave driver's interrupt, at STOP. The buffer is the driver's, good until this returns; the address byte is not in it. */

static bool received(i2c_slave_dev_handle_t slave, const i2c_slave_rx_done_event_data_t *event, void *context)
{
	I2c *i2c = context;
	i2c->head.counts.interrupts++;
	if (!targetAddressed(&i2c->head.target, (uint8_t)(i2c->address << 1)))
		return false;
	framesAddAll(&i2c->head.target.frames, event->buffer, event->length);
	targetEnded(&i2c->head.target);
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

void i2cListen(I2c *i2c, uint8_t address)
{
	const i2c_slave_config_t config = {
		.i2c_port = i2c->pins.slavePort,
		.sda_io_num = i2c->pins.slaveData,
		.scl_io_num = i2c->pins.slaveClock,
		.clk_source = I2C_CLK_SRC_DEFAULT,
		.send_buf_depth = kI2cLongest,
		.receive_buf_depth = 2 * kI2cLongest, /* what is longer vanishes without a word */
		.slave_addr = address,
		.addr_bit_len = I2C_ADDR_BIT_LEN_7,
	};
	const i2c_slave_event_callbacks_t callbacks = { .on_receive = received };
	leave(i2c);
	i2c->address = address;
	if (!address || (ESP_OK != i2c_new_slave_device(&config, &i2c->slave)))
		return;
	i2c_slave_register_event_callbacks(i2c->slave, &callbacks, i2c);
}

/* Controller: from a task, because the master driver waits. */

static esp_err_t transfer(I2c *i2c)
{
	const uint8_t peer = i2c->head.length ? i2c->head.bytes[0] >> 1 : i2c->head.peer;
	const i2c_device_config_t config = { .dev_addr_length = I2C_ADDR_BIT_LEN_7, .device_address = peer, .scl_speed_hz = i2c->pins.hz };
	const uint8_t *bytes = i2c->head.bytes + 1;
	const size_t length = i2c->head.length ? i2c->head.length - 1u : 0;
	i2c_master_dev_handle_t device;
	esp_err_t error = i2c_master_bus_add_device(i2c->bus, &config, &device);
	if (error)
		return error;
	if (length && i2c->head.count)
		error = i2c_master_transmit_receive(device, bytes, length, i2c->head.bytes, i2c->head.count, kTimeout);
	else if (i2c->head.count)
		error = i2c_master_receive(device, i2c->head.bytes, i2c->head.count, kTimeout);
	else if (length)
		error = i2c_master_transmit(device, bytes, length, kTimeout);
	else
		error = i2c_master_probe(i2c->bus, peer, kTimeout);
	i2c_master_bus_rm_device(device);
	if (ESP_ERR_TIMEOUT == error) {
		i2c->head.counts.recoveries++;
		i2c_master_bus_reset(i2c->bus);
	}
	return error;
}

static void work(void *context)
{
	I2c *i2c = context;
	while (i2c->head.open) {
		esp_err_t error;
		ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
		if (!i2c->head.open || (kWaiting != i2c->head.stage))
			continue;
		error = transfer(i2c);
		i2c->head.outcome = !error ? kI2cDone : (ESP_ERR_TIMEOUT == error) ? kI2cTimeout : kI2cNoAddress;
		i2c->head.stage = kOver;
		if (i2c->head.open)
			i2c->head.notify(i2c->head.context);
	}
	i2c->ended = true;
	xTaskNotifyGive(i2c->closer);
	for (;;)
		vTaskSuspend(NULL); /* until i2cClose deletes it: it may be notified until then */
}

bool i2cOpen(I2c *i2c, const I2cPins *pins, I2cNotify notify, void *context)
{
	const i2c_master_bus_config_t config = {
		.i2c_port = pins->masterPort,
		.sda_io_num = pins->masterData,
		.scl_io_num = pins->masterClock,
		.clk_source = I2C_CLK_SRC_DEFAULT,
		.glitch_ignore_cnt = kGlitch,
	};
	i2c->pins = *pins;
	i2cHeadBegin(&i2c->head, notify, context);
	i2c->ended = false;
	if (ESP_OK != i2c_new_master_bus(&config, &i2c->bus))
		return false;
	i2c->head.open = true;
	if (pdPASS == xTaskCreate(work, "mctp-i2c", kTaskStack, i2c, kTaskPriority, &i2c->task))
		return true;
	i2c->head.open = false;
	i2c_del_master_bus(i2c->bus);
	return false;
}

/* After this no callback runs, and the task is gone: what `i2c` and `context` point to may be freed. */
void i2cClose(I2c *i2c)
{
	if (!i2c->head.open)
		return;
	i2c->closer = xTaskGetCurrentTaskHandle();
	i2c->head.open = false;
	leave(i2c);
	xTaskNotifyGive(i2c->task);
	while (!i2c->ended)
		ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
	vTaskDelete(i2c->task);
	i2c_del_master_bus(i2c->bus);
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
