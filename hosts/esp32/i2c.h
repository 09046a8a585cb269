/* SPDX-License-Identifier: Apache-2.0 */
/* I2C over ESP-IDF: its slave driver (version 2) on one controller, its master driver on the other, both on the same two wires outside of the chip: ESP32-S2 and S3 have two
 * controllers. One alone cannot be both, and is not offered.
 *
 * The slave driver tells of a frame at its end, in an interrupt: the hardware has acknowledged all of it by then. So where the ring is full a frame is lost, and counted
 * (i2cLost), not refused. Reads get what the driver's own buffer holds, nothing of ours. */
#ifndef MCTP_XS_ESP32_I2C_H
#define MCTP_XS_ESP32_I2C_H

#include <driver/i2c_master.h>
#include <driver/i2c_slave.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>

#include "../common/native/i2c-head.h"

typedef struct {
	/* Pins of the slave's controller, of the master's, and the ports of both. */
	int slavePort, slaveData, slaveClock;
	int masterPort, masterData, masterClock;
	uint32_t hz;
} I2cPins;

struct I2c {
	I2cHead head;
	I2cPins pins;
	_Atomic bool ended;
	uint8_t address;
	i2c_slave_dev_handle_t slave;
	i2c_master_bus_handle_t bus;
	TaskHandle_t task, closer;
};

/* `notify` is called from interrupts and from the task of transfers. `i2c` begins as zeros, with I2C_HEAD. False: a controller or the memory for it cannot be had. */
bool i2cOpen(I2c *i2c, const I2cPins *pins, I2cNotify notify, void *context);

#endif
