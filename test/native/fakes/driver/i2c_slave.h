/* SPDX-License-Identifier: Apache-2.0 */
/* Of ESP-IDF's slave driver, version 2, what hosts/esp32 calls. */
#ifndef FAKE_I2C_SLAVE_H
#define FAKE_I2C_SLAVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../esp_err.h"

#define I2C_CLK_SRC_DEFAULT 0
#define I2C_ADDR_BIT_LEN_7 0

typedef struct FakeSlave *i2c_slave_dev_handle_t;
typedef struct {
	int i2c_port, sda_io_num, scl_io_num, clk_source;
	uint32_t send_buf_depth, receive_buf_depth;
	uint16_t slave_addr;
	int addr_bit_len;
} i2c_slave_config_t;
typedef struct {
	uint8_t *buffer;
	uint32_t length;
} i2c_slave_rx_done_event_data_t;
typedef struct {
	void *on_request;
	bool (*on_receive)(i2c_slave_dev_handle_t slave, const i2c_slave_rx_done_event_data_t *event, void *context);
} i2c_slave_event_callbacks_t;

esp_err_t i2c_new_slave_device(const i2c_slave_config_t *config, i2c_slave_dev_handle_t *slave);
esp_err_t i2c_del_slave_device(i2c_slave_dev_handle_t slave);
esp_err_t i2c_slave_register_event_callbacks(i2c_slave_dev_handle_t slave, const i2c_slave_event_callbacks_t *callbacks, void *context);

#endif
