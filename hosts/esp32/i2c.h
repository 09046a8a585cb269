/* SPDX-License-Identifier: Apache-2.0 */
/* I2C over ESP-IDF's drivers for target (slave, version 2) and controller (master). A controller of the chip is one of them at a time. So either two are on the same two wires
 * outside of the chip, or one is switched: it is the target, and for each transfer it becomes the controller and then the target again. What is sent to it meanwhile is not
 * acknowledged. Whoever began a moment before is cut off, which is not acknowledged either, or, in the few microseconds after which the driver can be told who listens, not told
 * to anybody.
 *
 * The slave driver tells of a frame at its end, in an interrupt: the hardware has acknowledged all of it by then. So where the ring is full a frame is lost, and counted
 * (i2cLost), not refused. Reads get what the driver's own buffer holds, nothing of ours.
 *
 * The master driver begins a transfer on a busy bus by clearing it, in the midst of what others send, so the lines are watched before. Of a transfer that failed it does not tell
 * why: that counts as an address that was not acknowledged. */
#ifndef MCTP_XS_ESP32_I2C_H
#define MCTP_XS_ESP32_I2C_H

#include <driver/i2c_master.h>
#include <driver/i2c_slave.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>

#include "../common/native/i2c-head.h"

typedef struct {
	/* Pins and ports of target and controller; with the same port one is switched, and so are the pins. */
	int slavePort, slaveData, slaveClock;
	int masterPort, masterData, masterClock;
	uint32_t hz;
} I2cPins;

struct I2c {
	I2cHead head;
	I2cPins pins;
	bool switched;
	/* The address that the machine wants, and the one that the slave has. */
	_Atomic uint8_t wanted;
	uint8_t address;
	i2c_slave_dev_handle_t slave;
	i2c_master_bus_handle_t bus;
	TaskHandle_t task;
};

/* `notify` is called from interrupts and from the task, which is the one to call drivers. `i2c` begins as zeros, with I2C_HEAD. False: a controller or the memory for it cannot be
 * had. Of its counts, `overruns`: times that others had the bus while it was switched; `resets`: times that a driver did not start, until it did; `recoveries`: of a held bus. */
bool i2cOpen(I2c *i2c, const I2cPins *pins, I2cNotify notify, void *context);

#endif
