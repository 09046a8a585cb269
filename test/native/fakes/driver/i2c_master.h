/* SPDX-License-Identifier: Apache-2.0 */
/* Of ESP-IDF's master driver what hosts/esp32 calls, and the bus behind both (support/esp32-i2c.c). */
#ifndef FAKE_I2C_MASTER_H
#define FAKE_I2C_MASTER_H

#include "i2c_slave.h"

typedef struct FakeBus *i2c_master_bus_handle_t;
typedef struct FakeDevice *i2c_master_dev_handle_t;
typedef struct {
	int i2c_port, sda_io_num, scl_io_num, clk_source;
	uint8_t glitch_ignore_cnt;
} i2c_master_bus_config_t;
typedef struct {
	int dev_addr_length;
	uint16_t device_address;
	uint32_t scl_speed_hz;
} i2c_device_config_t;

esp_err_t i2c_new_master_bus(const i2c_master_bus_config_t *config, i2c_master_bus_handle_t *bus);
esp_err_t i2c_del_master_bus(i2c_master_bus_handle_t bus);
esp_err_t i2c_master_bus_reset(i2c_master_bus_handle_t bus);
esp_err_t i2c_master_bus_add_device(i2c_master_bus_handle_t bus, const i2c_device_config_t *config, i2c_master_dev_handle_t *device);
esp_err_t i2c_master_bus_rm_device(i2c_master_dev_handle_t device);
esp_err_t i2c_master_probe(i2c_master_bus_handle_t bus, uint16_t address, int timeout);
esp_err_t i2c_master_transmit(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, int timeout);
esp_err_t i2c_master_receive(i2c_master_dev_handle_t device, uint8_t *bytes, size_t length, int timeout);
esp_err_t i2c_master_transmit_receive(i2c_master_dev_handle_t device, const uint8_t *bytes, size_t length, uint8_t *read, size_t count, int timeout);

/* For tests. */

/* A controller elsewhere writes; the bytes behind the address are in a buffer that the next write overwrites. False: the address, or a byte, was not acknowledged. */
bool fakeSlaveWrite(uint8_t address, const uint8_t *bytes, uint32_t length);
/* The same in two parts, between which the bus is busy; also to the station at 0x10. */
bool fakeSlaveBegin(uint8_t address);
bool fakeSlaveEnd(const uint8_t *bytes, uint32_t length);

/* Somebody is at 0x10 and acknowledges; this is what was last written to it. Nobody is at others. */
extern uint8_t gFakeSent[300];
extern uint32_t gFakeSentLength;

typedef struct {
	/* Whoever looks at the lines is put off behind each look. */
	_Atomic bool slow;
	/* SDA is held low; a reset of the bus frees it, or does not. */
	_Atomic bool held, stays;
	/* The drivers refuse to start, so many times. */
	_Atomic uint32_t refusedSlaves, refusedMasters;
	/* The slave driver refuses to tell anybody, so many times. */
	_Atomic uint32_t refusedCallbacks;
	/* There is so little memory that a controller is lost. */
	_Atomic bool poor;
	/* The master driver refuses to let the device go, until it is reset. */
	_Atomic bool clings;
	/* Called when the master driver has started, and in the midst of what it writes. */
	void (*started)(void);
	void (*meanwhile)(void);
	/* Counted: resets of the bus, devices that there are, frames of others that the master driver has cleared away, and frames that were acknowledged while nobody was registered. */
	_Atomic uint32_t resets, devices, cleared, unheard;
} FakeI2c;
extern FakeI2c gFakeI2c;

#endif
